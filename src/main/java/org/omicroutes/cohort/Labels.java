package org.omicroutes.cohort;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ordered list of distinct identifiers with constant-time look-up. */
final class Labels {
  private final List<String> names;
  private final Map<String, Integer> positions;

  Labels(List<String> names, String kind) {
    this.names = List.copyOf(names);
    Map<String, Integer> index = new LinkedHashMap<>(names.size() * 2);
    for (int i = 0; i < names.size(); i++) {
      Integer before = index.put(names.get(i), i);
      if (before != null) {
        throw DataException.of(
            kind
                + " '"
                + names.get(i)
                + "' twice (positions "
                + (before + 1)
                + " and "
                + (i + 1)
                + ")",
            "each " + kind + " once");
      }
    }
    this.positions = Collections.unmodifiableMap(index);
  }

  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  boolean contains(String name) {
    return positions.containsKey(name);
  }

  /** The position of {@code name}, or -1. */
  int find(String name) {
    return positions.getOrDefault(name, -1);
  }

  /** The positions of {@code wanted}; an unknown name is an {@link IllegalArgumentException}. */
  int[] positions(List<String> wanted) {
    int[] found = new int[wanted.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = find(wanted.get(i));
      if (found[i] < 0) {
        throw new IllegalArgumentException("no such label: " + wanted.get(i));
      }
    }
    return found;
  }
}
