package org.omicroutes.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workflow engine on this machine.
 *
 * @param language what it runs
 * @param command the program and the arguments that it always gets
 */
public record Engine(Language language, List<String> command) {
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9a-z]+)+");
  private static final int SECONDS_FOR_VERSION = 30;
  private static final ConcurrentHashMap<List<String>, String> VERSIONS = new ConcurrentHashMap<>();

  /** Workflow languages that engines run; names as in GA4GH WES. */
  public enum Language {
    CWL(
        "CWL",
        "Common Workflow Language",
        "https://www.commonwl.org/",
        "application/cwl",
        "v1.0",
        "v1.1",
        "v1.2"),
    NEXTFLOW("NFL", "Nextflow", "https://www.nextflow.io/", "text/plain", "DSL2");

    private final String type;
    private final String title;
    private final String url;
    private final String mediaType;
    private final List<String> versions;

    Language(String type, String title, String url, String mediaType, String... versions) {
      this.type = type;
      this.title = title;
      this.url = url;
      this.mediaType = mediaType;
      this.versions = List.of(versions);
    }

    /** As WES calls it. */
    public String type() {
      return type;
    }

    public String title() {
      return title;
    }

    public String url() {
      return url;
    }

    /** Of its files. */
    public String mediaType() {
      return mediaType;
    }

    public List<String> versions() {
      return versions;
    }
  }

  public Engine {
    command = List.copyOf(command);
    if (command.isEmpty() || command.get(0).isEmpty()) {
      throw new IllegalArgumentException(
          "found no command for " + language.type + ", expected one");
    }
  }

  /**
   * @param command words separated by blanks; there is no quoting
   * @throws IllegalArgumentException where there is no word
   */
  public static Engine of(Language language, String command) {
    return new Engine(language, List.of(command.strip().split("\\s+")));
  }

  /** The program without its folder, such as {@code cwltool}. */
  public String name() {
    return Path.of(command.get(0)).getFileName().toString();
  }

  /**
   * What it says its version is, asked once.
   *
   * @return {@code unknown} where it does not tell within half a minute
   */
  public String version() {
    return VERSIONS.computeIfAbsent(command, c -> askVersion());
  }

  private String askVersion() {
    List<String> asked = new ArrayList<>(command);
    asked.add(language == Language.CWL ? "--version" : "-v");
    try {
      Path answer = Files.createTempFile("omicroutes-version", ".txt");
      try {
        Process process =
            new ProcessBuilder(asked)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(answer.toFile())
                .start();
        if (!process.waitFor(SECONDS_FOR_VERSION, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
        Matcher version = VERSION.matcher(Files.readString(answer));
        return version.find() ? version.group() : "unknown";
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
