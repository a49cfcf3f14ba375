package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.ChecksumList.Item;
import org.omicroutes.drops.FolderListing.Entry;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.state.DropState;

/**
 * Whether all files that the lists of sums and the samplesheet name are there, with the sums that
 * they are to have. While files change, what is wrong may become right.
 */
final class ManifestCheck {
  private final Profile profile;
  private final FolderListing listing;
  private final FolderListing before;
  private final FileSums sums;
  private final boolean settled;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Entry> earlier = new HashMap<>();

  ManifestCheck(
      Profile profile,
      FolderListing listing,
      FolderListing before,
      FileSums sums,
      boolean settled) {
    this.profile = profile;
    this.listing = listing;
    this.before = before;
    this.sums = sums;
    this.settled = settled;
    listing.entries().forEach(entry -> entries.put(entry.path(), entry));
    if (before != null) {
      before.entries().forEach(entry -> earlier.put(entry.path(), entry));
    }
  }

  Verdict verdict() {
    try {
      List<Item> items = items();
      Set<String> sheet = sheet();
      Verdict missing = missing(items, sheet);
      return missing != null ? missing : sums(items, sheet);
    } catch (DataException e) {
      return wrong(e.getMessage());
    } catch (InvalidPathException e) {
      return wrong(profile.samplesheet() + ": " + e.getMessage());
    } catch (IOException e) {
      return copying(e.getMessage() + Troubles.AGAIN);
    }
  }

  /** The sums that are to be compared, by path; empty where files are missing, or a list is bad. */
  Optional<Map<String, String>> algorithms() {
    try {
      List<Item> items = items();
      if (missing(items, sheet()) != null) {
        return Optional.empty();
      }
      Map<String, String> algorithms = new HashMap<>();
      items.forEach(item -> algorithms.put(item.path(), item.algorithm()));
      return Optional.of(algorithms);
    } catch (DataException | InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }

  private static Verdict copying(String reason) {
    return new Verdict(DropState.COPYING, reason);
  }

  private Verdict wrong(String reason) {
    return settled
        ? new Verdict(DropState.REJECTED, reason)
        : copying(reason + "; files may still change");
  }

  private List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    for (Entry entry : listing.entries()) {
      if (profile.isChecksumList(entry.path())) {
        requireRegular(entry.path());
        for (Item item : ChecksumList.read(listing.folder(), entry.path())) {
          // A list that was made with '*' names itself.
          if (!profile.isChecksumList(item.path())) {
            items.add(item);
          }
        }
      }
    }
    return items;
  }

  private void requireRegular(String path) {
    if (!Files.isRegularFile(listing.folder().resolve(path))) {
      throw DataException.in(path).error("a folder", "a file");
    }
  }

  /** The files of the samplesheet that are to lie in the drop. */
  private Set<String> sheet() throws IOException {
    Set<String> paths = new TreeSet<>();
    if (profile.samplesheet() != null && entries.containsKey(profile.samplesheet())) {
      requireRegular(profile.samplesheet());
      Path file = listing.folder().resolve(profile.samplesheet());
      for (Samplesheet.Row row : Samplesheet.read(file).rows()) {
        if (row.path().startsWith(listing.folder())) {
          paths.add(listing.folder().relativize(row.path()).toString());
        }
      }
    }
    return paths;
  }

  private Verdict missing(List<Item> items, Set<String> sheet) {
    Set<String> wanted = new TreeSet<>(sheet);
    items.forEach(item -> wanted.add(item.path()));
    Set<String> folders = new HashSet<>();
    for (String path : entries.keySet()) {
      for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
        folders.add(path.substring(0, i));
      }
    }
    List<String> missing =
        wanted.stream()
            .filter(path -> !entries.containsKey(path) && !folders.contains(path))
            .toList();
    return missing.isEmpty()
        ? null
        : copying(
            missing.size()
                + " of "
                + Words.files(wanted.size())
                + " missing: "
                + Words.some(missing));
  }

  private Verdict sums(List<Item> items, Set<String> sheet) throws IOException {
    List<String> changing = new ArrayList<>();
    for (Item item : items) {
      Entry entry = entries.get(item.path());
      if (entry == null) {
        return wrong(at(item).error("the sum of a folder", "that of a file").getMessage());
      }
      if (changes(entry)) {
        changing.add(item.path());
        continue;
      }
      String sum = sum(entry, item);
      if (!sum.equals(item.sum())) {
        String of = item.algorithm() + " " + item.sum() + " of " + Words.name(item.path());
        return wrong(at(item).error(sum, of).getMessage());
      }
    }
    if (!changing.isEmpty()) {
      return copying(Words.some(changing) + " changed a moment ago");
    }
    // A list may be half copied, and what no list names cannot be verified: these have to settle.
    Set<String> unlisted = new TreeSet<>(sheet);
    items.forEach(item -> unlisted.remove(item.path()));
    if (!settled && !unlisted.isEmpty()) {
      return copying("waits for files that no list names: " + Words.some(List.copyOf(unlisted)));
    }
    if (!settled && !listsHaveBeenThere()) {
      return copying("the lists or the samplesheet came a moment ago");
    }
    String right = items.size() == 1 ? " listed file is" : " listed files are";
    return new Verdict(
        DropState.COMPLETE, items.size() + right + " there, with the sums that were expected");
  }

  private String sum(Entry entry, Item item) throws IOException {
    try {
      return sums.sum(listing.folder(), entry, item.algorithm());
    } catch (IOException e) {
      throw new Contents.UnreadableFile(entry.path(), e);
    }
  }

  private static DataException.At at(Item item) {
    return DataException.in(item.list()).line(item.line());
  }

  /** A file that grows is not read each time. */
  private boolean changes(Entry entry) {
    return before != null && !settled && !entry.equals(earlier.get(entry.path()));
  }

  private boolean listsHaveBeenThere() {
    return listing.entries().stream()
        .filter(
            entry ->
                profile.isChecksumList(entry.path()) || entry.path().equals(profile.samplesheet()))
        .allMatch(entry -> entry.equals(earlier.get(entry.path())));
  }
}
