package org.omicroutes.cli.export;

import java.util.Locale;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/** Names of ports, parameters and files in descriptors, where a hyphen cannot stand. */
final class Names {
  private Names() {}

  /** {@code out_state} for {@code out-state}. */
  static String snake(String kebab) {
    return kebab.replace('-', '_');
  }

  /** {@code Out State} for {@code outState}, for {@code out-state} too. */
  static String title(String name) {
    StringBuilder title = new StringBuilder();
    for (String word : name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").split("-")) {
      title
          .append(title.isEmpty() ? "" : " ")
          .append(word.substring(0, 1).toUpperCase(Locale.ROOT));
      title.append(word.substring(1));
    }
    return title.toString();
  }

  /** {@code READ_LAYER} for {@code read-layer}. */
  static String process(String kebab) {
    return snake(kebab).toUpperCase(Locale.ROOT);
  }

  /**
   * How an output's file is called where nobody names it: {@code vst.tsv}, {@code vst-state.json}.
   */
  static String file(StepSpec<?> spec, Port output) {
    return spec.name() + output.name().replaceFirst("^out", "") + extension(output.format());
  }

  static String extension(Edam format) {
    return switch (format) {
      case TSV, MAF -> ".tsv";
      case CSV -> ".csv";
      case JSON -> ".json";
      case HTML -> ".html";
      case VCF -> ".vcf";
      case GTF -> ".gtf";
      case BED -> ".bed";
      case ZIP -> ".zip";
      case TEXT -> ".txt";
      case FOLDER -> "";
    };
  }

  /** Whether a port takes a samplesheet, which names more files. */
  static boolean isSamplesheet(Port port) {
    return port.name().equals("samplesheet") && port.arity() == Port.Arity.ONE;
  }
}
