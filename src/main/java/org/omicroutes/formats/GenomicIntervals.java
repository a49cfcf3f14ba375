package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Intervals on chromosomes, each with a number, looked up by overlap. Coordinates are 1-based, both
 * ends inside. Chromosome names are compared without the prefix {@code chr}; {@code M} is {@code
 * MT}.
 */
final class GenomicIntervals {
  private final Map<String, Track> tracks;

  private GenomicIntervals(Map<String, Track> tracks) {
    this.tracks = tracks;
  }

  private record Interval(int start, int end, int value) {}

  /**
   * The intervals of one chromosome by start; {@code reach[i]} is the largest end among the first i
   * + 1, which tells how far back a search must look.
   */
  private record Track(int[] starts, int[] ends, int[] values, int[] reach) {
    static Track of(List<Interval> intervals) {
      intervals.sort(
          Comparator.comparingInt(Interval::start)
              .thenComparingInt(Interval::end)
              .thenComparingInt(Interval::value));
      int n = intervals.size();
      Track track = new Track(new int[n], new int[n], new int[n], new int[n]);
      int reach = Integer.MIN_VALUE;
      for (int i = 0; i < n; i++) {
        Interval interval = intervals.get(i);
        track.starts[i] = interval.start;
        track.ends[i] = interval.end;
        track.values[i] = interval.value;
        reach = Math.max(reach, interval.end);
        track.reach[i] = reach;
      }
      return track;
    }

    void overlapping(int start, int end, IntConsumer found) {
      for (int i = lastStartingBy(end); i >= 0 && reach[i] >= start; i--) {
        if (ends[i] >= start) {
          found.accept(values[i]);
        }
      }
    }

    private int lastStartingBy(int position) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle] <= position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }
  }

  /** Collects intervals. */
  static final class Builder {
    private final Map<String, List<Interval>> chromosomes = new HashMap<>();

    void add(String chromosome, int start, int end, int value) {
      chromosomes
          .computeIfAbsent(plain(chromosome), c -> new ArrayList<>())
          .add(new Interval(start, end, value));
    }

    boolean isEmpty() {
      return chromosomes.isEmpty();
    }

    GenomicIntervals build() {
      Map<String, Track> tracks = new HashMap<>();
      chromosomes.forEach((name, intervals) -> tracks.put(name, Track.of(intervals)));
      return new GenomicIntervals(tracks);
    }
  }

  /** Hands the number of every interval that shares a base with {@code start..end} over. */
  void overlapping(String chromosome, int start, int end, IntConsumer found) {
    Track track = tracks.get(plain(chromosome));
    if (track != null) {
      track.overlapping(start, end, found);
    }
  }

  /** The chromosomes that have intervals, as they are compared. */
  Set<String> chromosomes() {
    return tracks.keySet();
  }

  /** A chromosome's name as it is compared: {@code chr7} is {@code 7}, {@code chrM} {@code MT}. */
  static String plain(String chromosome) {
    String name =
        chromosome.regionMatches(true, 0, "chr", 0, 3) ? chromosome.substring(3) : chromosome;
    return name.equalsIgnoreCase("M") ? "MT" : name.toUpperCase(Locale.ROOT);
  }
}
