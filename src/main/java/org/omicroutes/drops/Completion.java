package org.omicroutes.drops;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.drops.Profile.Markers;
import org.omicroutes.state.DropState;

/** Whether a folder is complete by its profile. */
final class Completion {
  private Completion() {}

  /**
   * What the names directly in a folder tell.
   *
   * @param state SEQUENCING, COPYING, REJECTED, or COMPLETE where all markers are there
   * @param broken where waiting for an end of changes would not mend it
   */
  record Marks(DropState state, String reason, Markers markers, boolean broken) {
    boolean areThere() {
      return state == DropState.COMPLETE;
    }
  }

  /** Looks at the markers; of the files only those that name the instrument are read. */
  static Marks marks(Found found) {
    Profile profile = found.profile();
    if (profile == null || !profile.knowsInstruments()) {
      Markers markers = profile == null ? NONE : profile.markers();
      return marks(markers, found.names(), 0, "");
    }
    try {
      SequencingRun run = SequencingRun.read(found.folder());
      Profile.Platform platform = run.platform(profile.platforms());
      String kind =
          platform == null
              ? " (instrument '" + Words.name(run.instrument()) + "' is of no known kind)"
              : " (" + platform.name() + ")";
      Markers markers = platform == null ? profile.markers() : platform.markers();
      return marks(markers, found.names(), run.reads(), kind);
    } catch (SequencingRun.Refused e) {
      return new Marks(DropState.REJECTED, e.getMessage(), profile.markers(), true);
    } catch (DataException e) {
      return new Marks(DropState.SEQUENCING, e.getMessage(), profile.markers(), true);
    } catch (IOException e) {
      String reason = "RunInfo.xml or RunParameters.xml " + FolderWalk.why(e);
      return new Marks(DropState.SEQUENCING, reason, profile.markers(), false);
    }
  }

  private static final Markers NONE =
      new Markers(List.of(), List.of(), Map.of(), java.time.Duration.ZERO);

  private static Marks marks(Markers markers, List<String> names, int reads, String kind) {
    Optional<String> missing = missing(markers.sequenced().stream(), names, reads);
    if (missing.isPresent()) {
      String reason = missing.get() + " is not there yet" + kind;
      return new Marks(DropState.SEQUENCING, reason, markers, false);
    }
    List<Marker> copied = new ArrayList<>(markers.copied());
    markers.copiedIf().entrySet().stream()
        .filter(entry -> names.stream().anyMatch(entry.getKey()::matches))
        .forEach(entry -> copied.addAll(entry.getValue()));
    missing = missing(copied.stream(), names, reads);
    if (missing.isPresent()) {
      String reason = missing.get() + " is not there yet" + kind;
      return new Marks(DropState.COPYING, reason, markers, false);
    }
    List<String> there =
        Stream.concat(markers.sequenced().stream(), copied.stream())
            .flatMap(marker -> names.stream().filter(marker::matches))
            .distinct()
            .toList();
    String reason =
        there.isEmpty()
            ? ""
            : Words.some(there) + (there.size() == 1 ? " is" : " are") + " there" + kind;
    return new Marks(DropState.COMPLETE, reason, markers, false);
  }

  private static Optional<String> missing(Stream<Marker> markers, List<String> names, int reads) {
    return markers.flatMap(marker -> marker.missing(names, reads).stream()).findFirst();
  }

  /**
   * The files that are read to tell whether a folder is complete, and what it is.
   *
   * @param settled whether nothing has changed for the time that the profile asks for
   * @return algorithms of their sums by path; empty where nothing is read yet
   */
  static Map<String, String> reads(
      Found found, Marks marks, FolderWalk.Result walk, boolean settled) {
    boolean isSeen = walk.refused() == null && walk.unreadable() == null;
    if (found.profile() == null || !marks.areThere() || !isSeen) {
      return Map.of();
    }
    Map<String, String> reads = new HashMap<>();
    if (!found.profile().checksums().isEmpty()) {
      var check = new ManifestCheck(found.profile(), walk.listing(), null, null, settled);
      Optional<Map<String, String>> listed = check.algorithms();
      if (listed.isEmpty()) {
        return Map.of();
      }
      reads.putAll(listed.get());
    } else if (!settled) {
      return Map.of();
    }
    walk.listing().entries().stream()
        .map(FolderListing.Entry::path)
        .filter(path -> !found.profile().isAside(path))
        .forEach(path -> reads.putIfAbsent(path, FileSums.SHA_256));
    return reads;
  }

  /**
   * The verdict after a walk.
   *
   * @param before what the last walk saw; null for the first
   * @param settled whether nothing has changed for the time that the profile asks for
   */
  static Verdict verdict(
      Found found,
      Marks marks,
      FolderWalk.Result walk,
      FolderListing before,
      FileSums sums,
      boolean settled) {
    if (walk.refused() != null) {
      return new Verdict(DropState.REJECTED, walk.refused());
    }
    if (marks.state() == DropState.REJECTED || marks.broken() && settled) {
      return new Verdict(DropState.REJECTED, marks.reason());
    }
    if (!marks.areThere()) {
      return new Verdict(marks.state(), marks.reason());
    }
    if (walk.unreadable() != null) {
      return new Verdict(DropState.COPYING, walk.unreadable() + Troubles.AGAIN);
    }
    if (!found.profile().checksums().isEmpty()) {
      return new ManifestCheck(found.profile(), walk.listing(), before, sums, settled).verdict();
    }
    String there = marks.reason().isEmpty() ? "" : marks.reason() + "; ";
    String time = Words.time(marks.markers().settle());
    return settled
        ? new Verdict(DropState.COMPLETE, there + "nothing has changed for " + time)
        : new Verdict(DropState.COPYING, there + "waits until nothing has changed for " + time);
  }
}
