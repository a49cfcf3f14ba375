package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.formats.Samplesheet;

/**
 * Which files a request may name: its own attachments, and what lies in the configured roots.
 * Nothing hidden, nothing that a link leads out to.
 */
@ApplicationScoped
public class FileAccess {
  @Inject
  @ConfigProperty(name = "omicroutes.wes.roots")
  Optional<List<Path>> configured;

  @Inject
  @ConfigProperty(name = "omicroutes.drops")
  Path drops;

  @Inject
  @ConfigProperty(name = "omicroutes.results")
  Path results;

  /**
   * Who names files.
   *
   * @param attachments folder that relative names are looked up in
   * @param maySee whether results of the run with this id may be used
   */
  record Caller(Path attachments, Predicate<String> maySee) {}

  private List<Path> roots() {
    return configured.orElse(List.of(drops, results)).stream()
        .map(root -> root.toAbsolutePath().normalize())
        .toList();
  }

  /** Where the folders of runs lie that were asked for by request. */
  Path runs() {
    return results.toAbsolutePath().normalize().resolve("wes");
  }

  /**
   * A file or folder that a request names.
   *
   * @param what names it, for the error
   * @throws Refusal where it is not there or not allowed
   */
  Path resolve(String what, String name, Caller caller) throws IOException {
    String path = withoutScheme(what, name);
    if (!path.startsWith("/")) {
      Path file = caller.attachments.resolve(Attachments.relative(what, path));
      requireInside(what, name, file, caller.attachments);
      return file;
    }
    if (path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
      throw Refusal.malformed(what + ": found a NUL or a backslash in a path");
    }
    Path file = Path.of(path);
    if (!file.equals(file.normalize())) {
      throw Refusal.malformed(what + ": found '" + name + "': '..' is not allowed");
    }
    requireAllowed(what, name, file, caller);
    return file;
  }

  private static String withoutScheme(String what, String name) {
    if (name.startsWith("file:///")) {
      try {
        return URI.create(name).getPath();
      } catch (IllegalArgumentException e) {
        throw Refusal.malformed(what + ": found '" + name + "', expected a URL");
      }
    }
    if (name.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      throw Refusal.malformed(
          what
              + ": found '"
              + name
              + "', expected the name of an attachment, an absolute path or a file:/// URL");
    }
    return name;
  }

  private void requireAllowed(String what, String name, Path file, Caller caller)
      throws IOException {
    if (file.startsWith(caller.attachments)) {
      requireInside(what, name, file, caller.attachments);
      return;
    }
    Path root =
        roots().stream()
            .filter(file::startsWith)
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.malformed(
                        what
                            + ": found '"
                            + name
                            + "', expected an attachment or a file in one of the folders that are"
                            + " open to requests"));
    for (Path segment : root.relativize(file)) {
      if (segment.toString().startsWith(".")) {
        throw Refusal.malformed(what + ": found '" + name + "': hidden files are not open");
      }
    }
    Path runs = runs();
    if (file.startsWith(runs)
        && (file.equals(runs)
            || !caller.maySee.test(runs.relativize(file).getName(0).toString()))) {
      throw Refusal.malformed(what + ": found '" + name + "', which belongs to another's run");
    }
    requireInside(what, name, file, root);
  }

  /** Follows all links. */
  private static void requireInside(String what, String name, Path file, Path folder)
      throws IOException {
    if (!Files.exists(file)) {
      throw Refusal.malformed(what + ": found '" + name + "', expected a file that is there");
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw Refusal.malformed(what + ": found '" + name + "': a link leads out of its folder");
    }
  }

  /**
   * A samplesheet names files too: they must be open to the caller as well.
   *
   * @throws Refusal for the first that is not
   * @throws org.omicroutes.cohort.DataException where the sheet cannot be read
   */
  void requireRows(String what, Path sheet, Caller caller) throws IOException {
    for (Samplesheet.Row row : Samplesheet.read(sheet).rows()) {
      String place = what + ", line " + row.line();
      requireAllowed(place, row.path().getFileName().toString(), row.path(), caller);
    }
  }
}
