package org.omicroutes.provenance.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;
import org.omicroutes.step.Hashes;

/**
 * Whether the files and folders that a crate describes lie on disk as it says: size and SHA-256.
 */
final class FilesCheck {
  private static final String RULE = "files on disk";

  private final Crate crate;
  private final Findings findings;
  private final Hashes hashes = new Hashes();
  private int checked;

  FilesCheck(Crate crate, Findings findings) {
    this.crate = crate;
    this.findings = findings;
  }

  /** How many files and folders were looked at. */
  int checked() {
    return checked;
  }

  void run() throws IOException {
    for (CrateEntity entity : crate.entities()) {
      boolean isFolder = entity.is("Dataset");
      if ((isFolder || entity.is("File")) && !entity.id().equals(Crate.FILE)) {
        Optional<Path> path = crate.path(entity.id());
        if (path.isPresent()) {
          checked++;
          look(entity, path.get(), isFolder);
        }
      }
    }
  }

  private void look(CrateEntity entity, Path path, boolean isFolder) throws IOException {
    boolean isInside = !entity.id().startsWith("file:");
    if (isInside && !path.startsWith(crate.root())) {
      findings.must(
          RULE, entity.id(), "@id", "a path out of the crate", "a path below the crate's folder");
    } else if (!Files.exists(path)) {
      missing(entity, isInside, isFolder);
    } else if (isFolder != Files.isDirectory(path)) {
      findings.must(
          RULE,
          entity.id(),
          "@type",
          isFolder ? "a file on disk" : "a folder on disk",
          isFolder ? "a folder, as the type Dataset says" : "a file, as the type File says");
    } else if (!Files.isReadable(path)) {
      findings.must(RULE, entity.id(), "@id", "a file that may not be read", "a readable file");
    } else {
      compare(entity, path);
    }
  }

  private void missing(CrateEntity entity, boolean isInside, boolean isFolder) {
    String expected = isFolder ? "a folder on disk" : "a file on disk";
    if (isInside) {
      findings.must(
          RULE, entity.id(), "@id", "no such " + (isFolder ? "folder" : "file"), expected);
    } else {
      // The crate may have been made on another machine.
      findings.should(RULE, entity.id(), "@id", "nothing there on this machine", expected);
    }
  }

  private void compare(CrateEntity entity, Path path) throws IOException {
    String size = entity.text("contentSize");
    String sha256 = entity.text("sha256");
    if (size != null) {
      String actual = String.valueOf(Hashes.size(path));
      if (size.matches("[0-9]+") && !size.equals(actual)) {
        findings.must(
            RULE,
            entity.id(),
            "contentSize",
            size + " in the crate",
            actual + " bytes, as the file has");
      }
    }
    if (sha256 != null) {
      String actual = hashes.of(path);
      if (!sha256.equalsIgnoreCase(actual)) {
        findings.must(
            RULE,
            entity.id(),
            "sha256",
            sha256 + " in the crate",
            actual + ", of the file's bytes");
      }
    }
  }
}
