package org.omicroutes.cli.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of the main job that are written by hand: they lie under {@code workflows/} and travel
 * inside the program.
 */
final class ShippedFiles {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "cwl",
          List.of(
              "prognosis.cwl",
              "fold.cwl",
              "layer.cwl",
              "modalities.cwl",
              "read-parts.cwl",
              "crate.cwl"),
          "nextflow",
          List.of(
              "main.nf",
              "nextflow.config",
              "conf/modules.config",
              "subworkflows/cohort.nf",
              "subworkflows/crate.nf",
              "subworkflows/modalities.nf"));

  private ShippedFiles() {}

  /** The files of a folder of {@code workflows/}, by path. */
  static Map<String, String> of(String folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : NAMES.get(folder)) {
      files.put(name, read("workflows/" + folder + "/" + name));
    }
    return files;
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = ShippedFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
