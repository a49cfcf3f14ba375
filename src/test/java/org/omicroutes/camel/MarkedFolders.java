package org.omicroutes.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.omicroutes.drops.DropSource;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;

/**
 * Folders directly below the watched one that hold a file COMPLETE; each is taken once, whatever
 * becomes of its contents.
 */
final class MarkedFolders implements DropSource {
  private static final String MARKER = "COMPLETE";

  private final DropStore drops;
  private final DropSources.Watch watch;

  MarkedFolders(DropStore drops, DropSources.Watch watch) {
    if (!watch.settings().isEmpty()) {
      throw new IllegalArgumentException(
          "omic-drops: knows no option " + String.join(", ", watch.settings().keySet()));
    }
    this.drops = drops;
    this.watch = watch;
  }

  @Override
  public void look() throws IOException {
    synchronized (MarkedFolders.class) {
      List<String> known = drops.latest(watch.route()).stream().map(Drop::path).toList();
      for (Path folder : marked()) {
        String name = folder.getFileName().toString();
        if (!known.contains(name)) {
          enter(folder, name);
        }
      }
    }
  }

  private List<Path> marked() throws IOException {
    try (Stream<Path> inside = Files.list(watch.root())) {
      return inside.filter(folder -> Files.exists(folder.resolve(MARKER))).sorted().toList();
    }
  }

  private void enter(Path folder, String name) throws IOException {
    StringBuilder listing = new StringBuilder();
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> walked = Files.walk(folder)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      bytes += Files.size(file);
      listing.append(sha256(Files.readAllBytes(file))).append('\t').append(Files.size(file));
      listing.append('\t').append(folder.relativize(file)).append('\n');
    }
    byte[] text = (name + "\n" + listing).getBytes(StandardCharsets.UTF_8);
    var seen =
        new DropStore.Sighting(
            watch.route(),
            watch.root().toString(),
            name,
            "marker",
            sha256(text),
            files.size(),
            bytes);
    Drop drop = drops.add(seen, DropState.COPYING, "found", null);
    drops.complete(drop, sha256(text), text, "a file " + MARKER + " lies in it");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the endpoint wants it. */
  static DropSources of(DropStore drops) {
    return watch -> new MarkedFolders(drops, watch);
  }
}
