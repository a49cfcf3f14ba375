package org.omicroutes.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders that hold what is not finished yet. A program that asks for it leaves none of them behind
 * when a signal ends it.
 */
public final class Scratch {
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLISECONDS = 20;

  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  private Scratch() {}

  /** A new folder in another one; null stands for the system's folder of temporary files. */
  public static Path folder(Path parent) throws IOException {
    Path folder =
        parent == null
            ? Files.createTempDirectory("omicroutes-")
            : Files.createTempDirectory(parent, ".omicroutes-");
    FOLDERS.add(folder);
    return folder;
  }

  /** Deletes a folder made here, with all that is in it. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Folders.delete(folder);
    }
    FOLDERS.remove(folder);
  }

  /**
   * From now on the folders are deleted when the process ends, also by SIGTERM or SIGINT. Not for a
   * server, whose steps end in their own time.
   *
   * @param first what is done before that, such as to say no more
   */
  public static void deleteAtExit(Runnable first) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  first.run();
                  FOLDERS.forEach(Scratch::deleteForSure);
                },
                "scratch"));
  }

  /** Steps are still at work: what they write while the folder goes is deleted again. */
  private static void deleteForSure(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
      try {
        Folders.delete(folder);
      } catch (IOException | RuntimeException e) {
        try {
          Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }
}
