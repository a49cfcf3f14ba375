package org.omicroutes.drops;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a kind of drop is known, and when it is complete.
 *
 * @param folder what lies directly in a folder that is such a drop, all of them
 * @param markers where no platform has its own
 * @param platforms told apart by {@code RunInfo.xml} and {@code RunParameters.xml}; empty where
 *     these are not looked at
 * @param checksums names of files that list the sums of others; empty for none
 * @param samplesheet the sheet whose files have to be there; null for none
 */
public record Profile(
    String name,
    String description,
    List<Marker> folder,
    Markers markers,
    List<Platform> platforms,
    List<NamePattern> checksums,
    String samplesheet) {

  /**
   * What tells that a folder is complete.
   *
   * @param sequenced the instrument is done when all of these are there
   * @param copied the copy is done when all of these are there
   * @param copiedIf the same, asked for where a file of the key's name is there
   * @param settle for how long nothing may change
   */
  record Markers(
      List<Marker> sequenced,
      List<Marker> copied,
      Map<NamePattern, List<Marker>> copiedIf,
      Duration settle) {
    Stream<Marker> all() {
      return Stream.of(
              sequenced.stream(),
              copied.stream(),
              copiedIf.values().stream().flatMap(List::stream),
              copiedIf.keySet().stream().map(name -> new Marker(List.of(name))))
          .flatMap(markers -> markers);
    }
  }

  /**
   * A kind of instrument.
   *
   * @param instruments of which one matches the run's instrument id
   * @param applications of which one is found in the name of the control software or of the
   *     instrument's type
   */
  record Platform(
      String name, List<Pattern> instruments, List<Pattern> applications, Markers markers) {}

  public Profile {
    folder = List.copyOf(folder);
    platforms = List.copyOf(platforms);
    checksums = List.copyOf(checksums);
  }

  /** Whether a folder with these names directly in it is a drop of this profile. */
  boolean takes(Collection<String> names) {
    return folder.stream().allMatch(marker -> names.stream().anyMatch(marker::matches));
  }

  /** Whether a file directly in the folder says something of the drop's completion. */
  boolean isMarker(String name) {
    return Stream.concat(
            markers.all(), platforms.stream().flatMap(platform -> platform.markers().all()))
        .anyMatch(marker -> marker.matches(name));
  }

  boolean isChecksumList(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return checksums.stream().anyMatch(pattern -> pattern.matches(name));
  }

  /** Whether a change of a name directly in the folder is worth a closer look. */
  boolean isTelling(String name) {
    return isMarker(name)
        || name.equals(samplesheet)
        || folder.stream().anyMatch(marker -> marker.matches(name));
  }

  /** Whether a file tells of the others' completion and is no data itself. */
  boolean isAside(String path) {
    return !path.contains("/") && isMarker(path) || isChecksumList(path);
  }

  boolean knowsInstruments() {
    return !platforms.isEmpty();
  }
}
