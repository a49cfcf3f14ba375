package org.omicroutes.api;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** The files that come with a request, under their relative names in a folder of their own. */
final class Attachments {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+@ -]*");
  private static final int LONGEST = 500;

  private Attachments() {}

  /**
   * A name as a path below a folder.
   *
   * @param what is named, for the error
   * @throws Refusal where it is empty, absolute, leads out of the folder, or holds other characters
   *     than letters, digits, blanks and {@code . _ + @ -}
   */
  static Path relative(String what, String name) {
    if (name == null || name.isEmpty()) {
      throw Refusal.malformed(what + ": found no file name, expected one");
    }
    String reason = reason(name);
    if (reason != null) {
      throw Refusal.malformed(what + ": found '" + printable(name) + "': " + reason);
    }
    return Path.of(name);
  }

  private static String reason(String name) {
    if (name.length() > LONGEST) {
      return "longer than " + LONGEST + " characters";
    }
    if (name.indexOf('\0') >= 0) {
      return "a NUL character is not allowed";
    }
    if (name.indexOf('\\') >= 0) {
      return "a backslash is not allowed; folders are separated by /";
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      return "an absolute name is not allowed";
    }
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        return "'..' is not allowed";
      }
      if (!SEGMENT.matcher(segment).matches()) {
        return "'"
            + printable(segment)
            + "' is no name of a file or folder: expected letters, digits, blanks and . _ + @ -,"
            + " beginning with a letter or digit";
      }
    }
    return null;
  }

  private static String printable(String name) {
    String text = name.replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /**
   * Stores files; their names are checked before the first is written.
   *
   * @throws Refusal for a name that is not allowed, or twice the same
   */
  static void store(List<FileUpload> files, Path folder) throws IOException {
    for (FileUpload file : files) {
      relative(file.name(), file.fileName());
    }
    Files.createDirectories(folder);
    for (FileUpload file : files) {
      Path place = folder.resolve(relative(file.name(), file.fileName()));
      try {
        Files.createDirectories(place.getParent());
        Files.copy(file.uploadedFile(), place);
      } catch (FileAlreadyExistsException e) {
        throw Refusal.malformed(
            file.name() + ": found '" + file.fileName() + "' twice, expected different names");
      }
    }
  }
}
