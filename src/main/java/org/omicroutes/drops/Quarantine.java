package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says beside the drops, in {@code quarantine/PATH/REASON.txt}, why one was rejected or has failed;
 * the note goes when the drop is tried again. The drop's own files stay where they are.
 */
public final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  static final String FOLDER = "quarantine";
  static final String NOTE = "REASON.txt";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final Path root;
  private final Map<String, String> current = new HashMap<>();
  private String complaint = "";

  /**
   * @param root the watched folder
   */
  public Quarantine(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Whether a note belongs beside a drop. */
  private static boolean belongs(Drop drop) {
    return drop.state() == DropState.REJECTED || drop.state() == DropState.FAILED;
  }

  /** Of each as below; what cannot be written must not keep drops from being taken. */
  void update(List<Drop> drops) {
    String trouble = "";
    for (Drop drop : drops) {
      try {
        update(drop);
      } catch (IOException e) {
        trouble = e.toString();
      }
    }
    if (!trouble.isEmpty() && !trouble.equals(complaint)) {
      LOG.warn("the reasons of rejected drops cannot be written to quarantine: {}", trouble);
    }
    complaint = trouble;
  }

  /**
   * Writes or removes the note of a drop, whichever its state asks for; what is as it should be is
   * not touched.
   *
   * @param drop the latest of its folder
   */
  public synchronized void update(Drop drop) throws IOException {
    String wanted = belongs(drop) ? drop.id() + drop.stateAt() : "";
    if (wanted.equals(current.get(drop.path()))) {
      return;
    }
    Path note = root.resolve(FOLDER).resolve(drop.path()).resolve(NOTE);
    for (Path part = note.getParent(); !part.equals(root); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        throw new IOException(part + " is a link; no reason is written there");
      }
    }
    if (wanted.isEmpty()) {
      remove(note);
    } else {
      write(note, text(drop));
    }
    current.put(drop.path(), wanted);
  }

  private void write(Path note, String text) throws IOException {
    Path folder = note.getParent();
    Files.createDirectories(folder);
    if (Files.exists(note, LinkOption.NOFOLLOW_LINKS) && same(note, text)) {
      return;
    }
    Path begun = Files.createTempFile(folder, ".omicroutes-", ".txt");
    try {
      Files.writeString(begun, text);
      Files.move(begun, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  private static boolean same(Path note, String text) throws IOException {
    return Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)
        && Files.size(note) < 100_000
        && Files.readString(note).equals(text);
  }

  private void remove(Path note) throws IOException {
    if (!Files.deleteIfExists(note)) {
      return;
    }
    try {
      for (Path folder = note.getParent(); !folder.equals(root); folder = folder.getParent()) {
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // Others are in quarantine as well.
    }
  }

  private static String text(Drop drop) {
    boolean wasComplete = drop.content() != null;
    String expected =
        drop.state() == DropState.FAILED
            ? "that the run ends well; after "
                + drop.attempts()
                + (drop.attempts() == 1 ? " attempt" : " attempts")
                + " it is not tried again by itself"
            : wasComplete
                ? "data that the workflow can use"
                : "a folder that is complete by the profile '" + drop.profile() + "'";
    String retry =
        wasComplete
            ? "mend the files in the drop's folder: they are taken anew by themselves; or,\n"
                + "          without changing them: omicroutes drops retry "
                + drop.id()
            : "mend the files in the drop's folder: it is looked at anew by itself\n"
                + "          (omicroutes drops retry "
                + drop.id()
                + " can try again only what was complete)";
    return String.join(
        "\n",
        "Drop:     " + drop.path(),
        "Id:       " + drop.id(),
        "Route:    " + drop.route(),
        "State:    " + drop.state(),
        "When:     " + TIME.format(drop.stateAt()),
        "Reason:   " + drop.reason(),
        "Expected: " + expected,
        "Retry:    " + retry,
        "");
  }
}
