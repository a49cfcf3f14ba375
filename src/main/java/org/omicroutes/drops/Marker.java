package org.omicroutes.drops;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that is to lie directly in a folder: one of several names. Where a name carries {@code
 * {read}}, one is wanted for each read of the run.
 */
record Marker(List<NamePattern> names) {
  Marker {
    names = List.copyOf(names);
  }

  static Marker of(List<String> names) {
    return new Marker(names.stream().map(NamePattern::of).toList());
  }

  /** Whether a file of this name is the marker, of whichever read. */
  boolean matches(String name) {
    return names.stream().anyMatch(pattern -> pattern.matches(name));
  }

  /**
   * What is missing, in words.
   *
   * @param reads of the run; 0 where they are not known, then any read's marker will do
   */
  Optional<String> missing(Collection<String> there, int reads) {
    boolean perRead = names.stream().anyMatch(NamePattern::isPerRead);
    if (!perRead || reads == 0) {
      return there.stream().anyMatch(this::matches) ? Optional.empty() : Optional.of(toString());
    }
    return IntStream.rangeClosed(1, reads)
        .mapToObj(this::forRead)
        .filter(one -> there.stream().noneMatch(one::matches))
        .map(Marker::toString)
        .findFirst();
  }

  private Marker forRead(int number) {
    return new Marker(names.stream().map(name -> name.forRead(number)).toList());
  }

  @Override
  public String toString() {
    return names.stream().map(NamePattern::text).collect(Collectors.joining(" or "));
  }
}
