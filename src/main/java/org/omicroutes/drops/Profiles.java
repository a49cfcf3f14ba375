package org.omicroutes.drops;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;

/** The profiles by name: those that ship, and a core's own, which replace those of their name. */
public final class Profiles {
  /** Those that ship. */
  private static final List<String> SHIPPED =
      List.of("illumina", "nanopore", "manifest", "marker", "quiet");

  /** Those that apply where none are chosen, the first that takes a folder. */
  public static final List<String> DEFAULT = List.of("manifest", "marker");

  private static final String SUFFIX = ".yaml";

  private final Map<String, Profile> profiles;

  private Profiles(Map<String, Profile> profiles) {
    this.profiles = profiles;
  }

  /**
   * Reads the profiles.
   *
   * @param own a folder of further {@code NAME.yaml}; null for none
   * @throws DataException where one is not a profile, or the folder is not there
   */
  public static Profiles load(Path own) throws IOException {
    Map<String, Profile> profiles = new TreeMap<>();
    for (String name : SHIPPED) {
      String resource = "/routes/profiles/" + name + SUFFIX;
      try (InputStream in = Profiles.class.getResourceAsStream(resource)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        profiles.put(name, ProfileFile.read(name, resource, text));
      }
    }
    if (own != null) {
      readOwn(own, profiles);
    }
    return new Profiles(profiles);
  }

  private static void readOwn(Path own, Map<String, Profile> profiles) throws IOException {
    if (!Files.isDirectory(own)) {
      throw DataException.in(own).error("no such folder", "a folder of profiles, NAME.yaml");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(own, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        profiles.put(name, ProfileFile.read(name, file.toString(), read(file)));
      }
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw DataException.in(file).error("no such file", "a profile", e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw DataException.in(file).error("bytes that are no UTF-8", "UTF-8 text", e);
    }
  }

  /** In the order of their names. */
  public List<Profile> all() {
    return List.copyOf(profiles.values());
  }

  /**
   * Those of these names, in this order.
   *
   * @throws DataException where there is none of a name
   */
  public List<Profile> named(List<String> names) {
    return names.stream().map(this::named).toList();
  }

  private Profile named(String name) {
    Profile profile = profiles.get(name);
    if (profile == null) {
      throw DataException.of("no profile '" + name + "'", "one of " + profiles.keySet());
    }
    return profile;
  }
}
