package org.omicroutes.drops;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/**
 * Reads lists as {@code md5sum}, {@code sha256sum} and the like write them, plain or with {@code
 * --tag}; also a sum alone in a file named after the one that it is of, {@code NAME.md5}.
 */
final class ChecksumList {
  private static final long MOST_BYTES = 64 << 20;
  private static final Pattern PLAIN = Pattern.compile("(\\\\?)([0-9a-fA-F]{32,128})\\s[ *]?(.+)");
  private static final Pattern TAGGED =
      Pattern.compile("(\\\\?)[A-Za-z0-9/-]+ ?\\((.+)\\) ?= ?([0-9a-fA-F]{32,128})");
  private static final Pattern ALONE = Pattern.compile("[0-9a-fA-F]{32,128}");

  private static final Map<Integer, String> BY_LENGTH =
      Map.of(32, "MD5", 40, "SHA-1", 64, "SHA-256", 128, "SHA-512");

  private ChecksumList() {}

  /**
   * A file that is listed.
   *
   * @param path below the drop's folder
   * @param list the list below the drop's folder
   * @param line in the list
   */
  record Item(String path, String algorithm, String sum, String list, long line) {}

  /**
   * Reads a list.
   *
   * @param list below the folder
   * @throws DataException naming the line that is none of a list, or that names a file outside
   */
  static List<Item> read(Path folder, String list) throws IOException {
    Path file = folder.resolve(list);
    if (Files.size(file) > MOST_BYTES) {
      throw DataException.in(list).error("more than " + MOST_BYTES + " bytes", "a list of sums");
    }
    List<Item> items = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith(";")) {
          items.add(item(list, number, line.strip()));
        }
      }
    } catch (MalformedInputException e) {
      throw DataException.in(list).error("bytes that are no UTF-8", "a list of sums", e);
    }
    return items;
  }

  private static Item item(String list, long number, String line) {
    DataException.At at = DataException.in(list).line(number);
    Matcher plain = PLAIN.matcher(line);
    Matcher tagged = TAGGED.matcher(line);
    String name;
    String sum;
    boolean escaped = false;
    if (plain.matches()) {
      escaped = !plain.group(1).isEmpty();
      sum = plain.group(2);
      name = plain.group(3);
    } else if (tagged.matches()) {
      escaped = !tagged.group(1).isEmpty();
      name = tagged.group(2);
      sum = tagged.group(3);
    } else if (ALONE.matcher(line).matches() && list.lastIndexOf('.') > list.lastIndexOf('/') + 1) {
      name = list.substring(list.lastIndexOf('/') + 1, list.lastIndexOf('.'));
      sum = line;
    } else {
      throw at.error("'" + cut(line) + "'", "a sum and the name of a file");
    }
    String algorithm = BY_LENGTH.get(sum.length());
    if (algorithm == null) {
      throw at.error(
          "a sum of " + sum.length() + " digits", "32 (MD5), 40 (SHA-1), 64 (SHA-256) or 128");
    }
    String path = below(at, list, escaped ? unescaped(name) : name);
    return new Item(path, algorithm, sum.toLowerCase(Locale.ROOT), list, number);
  }

  private static String unescaped(String name) {
    return name.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
  }

  private static String below(DataException.At at, String list, String name) {
    Path drop = Path.of("/drop");
    Path file;
    try {
      file = drop.resolve(list).getParent().resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw at.error("'" + cut(name) + "'", "the name of a file", e);
    }
    if (name.startsWith("/") || !file.startsWith(drop) || file.equals(drop)) {
      throw at.error("'" + cut(name) + "'", "a path below the folder of the list");
    }
    return drop.relativize(file).toString();
  }

  private static String cut(String text) {
    return text.length() <= 100 ? text : text.substring(0, 99) + "…";
  }
}
