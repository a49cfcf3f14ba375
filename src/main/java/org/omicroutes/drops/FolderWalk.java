package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.omicroutes.drops.FolderListing.Entry;

/**
 * Walks drops, without following links and without reading. Links that stay in the watched folder
 * are listed; our own notes are passed by.
 */
final class FolderWalk {
  static final String LEADS_OUT = "is a link that leads out of the watched folder";

  private final Path root;
  private final int mostFiles;
  private final AtomicLong walks = new AtomicLong();

  /**
   * @param root the watched folder, its real path
   * @param mostFiles a drop may have
   */
  FolderWalk(Path root, int mostFiles) {
    this.root = root;
    this.mostFiles = mostFiles;
  }

  /**
   * What a walk saw.
   *
   * @param refused why this cannot be a drop; null where it can
   * @param unreadable what could not be looked at this time; null for nothing
   */
  record Result(FolderListing listing, String refused, String unreadable) {}

  /** How many there were. */
  long walks() {
    return walks.get();
  }

  Result walk(Path folder) {
    walks.incrementAndGet();
    Visitor visitor = new Visitor(folder);
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      visitor.unreadable(folder, e);
    }
    return new Result(
        new FolderListing(folder, visitor.entries), visitor.refused, visitor.unreadable);
  }

  /** Names of what this program, or a file system in its service, leaves in a folder. */
  static boolean isOurs(String name) {
    return name.startsWith(".omicroutes") || name.equals("REJECTED.txt") || name.startsWith(".nfs");
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Entry> entries = new ArrayList<>();
    private String refused;
    private String unreadable;

    Visitor(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean ours = !directory.equals(folder) && isOurs(directory.getFileName().toString());
      return ours ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isOurs(file.getFileName().toString())) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        link(file);
      } else if (attributes.isRegularFile()) {
        entries.add(
            new Entry(
                path(file), attributes.size(), attributes.lastModifiedTime().toInstant(), null));
      } else {
        refuse(file, "is neither a file nor a folder");
      }
      if (entries.size() > mostFiles) {
        // What has been seen by chance would look like a change the next time.
        entries.clear();
        refused = "there are more than " + mostFiles + " files in it";
        return FileVisitResult.TERMINATE;
      }
      return FileVisitResult.CONTINUE;
    }

    private void refuse(Path file, String why) {
      entries.add(new Entry(path(file), 0, Instant.EPOCH, why));
      refused = path(file) + " " + why;
    }

    private void link(Path link) {
      try {
        Path target = link.toRealPath();
        if (!target.startsWith(root)) {
          refuse(link, LEADS_OUT);
          return;
        }
        BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
        // Of a folder only where it is counts: it is not looked into.
        boolean file = attributes.isRegularFile();
        Instant modified = file ? attributes.lastModifiedTime().toInstant() : Instant.EPOCH;
        String to = root.relativize(target).toString();
        entries.add(new Entry(path(link), file ? attributes.size() : 0, modified, to));
      } catch (NoSuchFileException e) {
        // A copy may bring the link before what it points to; but it must not point outside.
        if (pointsOutside(link)) {
          refuse(link, LEADS_OUT);
        } else {
          unreadable = path(link) + " is a link to nothing";
        }
      } catch (IOException e) {
        unreadable(link, e);
      }
    }

    private boolean pointsOutside(Path link) {
      try {
        Path parent = link.getParent().toRealPath();
        return !parent.resolve(Files.readSymbolicLink(link)).normalize().startsWith(root);
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unreadable(file, e);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
      if (e != null) {
        unreadable(directory, e);
      }
      return FileVisitResult.CONTINUE;
    }

    private void unreadable(Path file, IOException e) {
      unreadable = path(file) + " " + why(e);
    }

    private String path(Path file) {
      return file.equals(folder) ? "the folder" : folder.relativize(file).toString();
    }
  }

  /** In words. */
  static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "vanished";
    }
    if (e instanceof AccessDeniedException) {
      return "cannot be read (permission denied)";
    }
    return "cannot be read (" + e.getMessage() + ")";
  }
}
