package org.omicroutes.cli.export;

import static org.omicroutes.cli.export.Yaml.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
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
  private final Path sheetFolder;
  private final Path network;
  private final ReadingPlan plan;

  private CwlJob(Path sheetFolder, Path network, ReadingPlan plan) {
    this.sheetFolder = sheetFolder;
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
    return new CwlJob(samplesheet.toAbsolutePath().getParent(), network.toAbsolutePath(), plan);
  }

  /** The inputs as JSON, with paths relative to the folder that they are written to. */
  public String text(Path folder) {
    Map<String, Object> inputs = map();
    inputs.put("clinical", part(folder, plan.clinical()));
    List<Object> layers = new ArrayList<>();
    for (ReadingPlan.Layer layer : plan.layers()) {
      List<Object> parts = new ArrayList<>();
      layer.parts().forEach(part -> parts.add(part(folder, part)));
      layers.add(map("name", layer.name(), "kind", layer.kind(), "parts", parts));
    }
    inputs.put("layers", layers);
    inputs.put("network", file(location(folder, network), Edam.TSV));
    try {
      return Json.mapper().writeValueAsString(inputs) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> part(Path folder, ReadingPlan.Part part) {
    Map<String, Object> sheet = map("class", "File", "basename", "samplesheet.csv");
    sheet.put("contents", part.samplesheet());
    sheet.put("format", Edam.CSV.iri());
    List<Object> files = new ArrayList<>();
    List<Object> paths = new ArrayList<>();
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
    return map("name", part.name(), "samplesheet", sheet, "files", files, "paths", paths);
  }

  private static Map<String, Object> file(String location, Edam format) {
    return map("class", "File", "location", location, "format", format.iri());
  }

  private static String location(Path folder, Path file) {
    Path relative = folder.toAbsolutePath().normalize().relativize(file.normalize());
    try {
      return new URI(null, null, relative.toString(), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a file name that no URI can hold: " + file, e);
    }
  }
}
