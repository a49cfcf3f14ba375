package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.map;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.ReadingPlan;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.step.Edam;

/**
 * The inputs of the CWL Workflow {@code prognosis} for a cohort. CWL has its files in the inputs
 * and cannot take them from a samplesheet; so what the samplesheet says is said here.
 */
public final class CwlJob {
  /** What CWL lets a file's contents be in the inputs: 64 KiB. */
  private static final int LONGEST_LITERAL = 64 * 1024;

  private final Path samplesheet;
  private final Path sheetFolder;
  private final Path network;
  private final ReadingPlan plan;

  private CwlJob(Path samplesheet, Path network, ReadingPlan plan) {
    this.samplesheet = samplesheet;
    this.sheetFolder = samplesheet.getParent();
    this.network = network;
    this.plan = plan;
  }

  /**
   * Reads a samplesheet.
   *
   * @param patientsPerPart as of {@code reading-plan}
   */
  public static CwlJob of(Path samplesheet, Path network, int patientsPerPart) throws IOException {
    ReadingPlan plan = ReadingPlan.of(Samplesheet.read(samplesheet), patientsPerPart);
    return new CwlJob(samplesheet.toAbsolutePath(), network.toAbsolutePath(), plan);
  }

  /**
   * Writes the inputs as JSON, with paths relative to their folder. A samplesheet that is too long
   * to stand in them is written beside them.
   */
  public void write(Path out) throws IOException {
    Path folder = out.toAbsolutePath().normalize().getParent();
    Map<String, Object> inputs = map();
    inputs.put("clinical", part(out, plan.clinical()));
    List<Object> layers = new ArrayList<>();
    for (ReadingPlan.Layer layer : plan.layers()) {
      List<Object> parts = new ArrayList<>();
      for (ReadingPlan.Part part : layer.parts()) {
        parts.add(part(out, part));
      }
      layers.add(map("name", layer.name(), "kind", layer.kind(), "parts", parts));
    }
    inputs.put("layers", layers);
    inputs.put("network", file(location(folder, network), Edam.TSV));
    // No step reads it; the crate tells of it.
    inputs.put("samplesheet", file(location(folder, samplesheet), Edam.CSV));
    Files.createDirectories(folder);
    Files.writeString(out, Json.mapper().writeValueAsString(inputs) + "\n");
  }

  private Map<String, Object> part(Path out, ReadingPlan.Part part) throws IOException {
    List<Object> files = new ArrayList<>();
    List<Object> paths = new ArrayList<>();
    Path folder = out.toAbsolutePath().normalize().getParent();
    for (ReadingPlan.Source source : part.files()) {
      boolean remote = source.from().matches("[a-z][a-z0-9+.-]+://.*");
      files.add(
          map(
              "class",
              "File",
              "location",
              remote ? source.from() : location(folder, sheetFolder.resolve(source.from()))));
      paths.add(source.path());
    }
    return map(
        "name", part.name(), "samplesheet", sheet(out, part), "files", files, "paths", paths);
  }

  private static Map<String, Object> sheet(Path out, ReadingPlan.Part part) throws IOException {
    byte[] text = part.samplesheet().getBytes(StandardCharsets.UTF_8);
    if (text.length <= LONGEST_LITERAL) {
      Map<String, Object> literal = map("class", "File", "basename", "samplesheet.csv");
      literal.put("contents", part.samplesheet());
      literal.put("format", Edam.CSV.iri());
      return literal;
    }
    Path beside = out.resolveSibling(out.getFileName() + "." + part.name() + ".csv");
    Files.createDirectories(beside.toAbsolutePath().getParent());
    Files.write(beside, text);
    return file(beside.getFileName().toString(), Edam.CSV);
  }

  private static Map<String, Object> file(String location, Edam format) {
    return map("class", "File", "location", location, "format", format.iri());
  }

  private static String location(Path folder, Path file) {
    Path relative = folder.relativize(file.toAbsolutePath().normalize());
    try {
      return new URI(null, null, relative.toString(), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a file name that no URI can hold: " + file, e);
    }
  }
}
