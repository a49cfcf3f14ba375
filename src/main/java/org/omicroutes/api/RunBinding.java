package org.omicroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters.Parameter;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/**
 * Binds {@code workflow_params} to what a workflow or step declares. A file is a text, several are
 * an array, named ones an object; an output is the name of its file, or {@code true} for a name of
 * its own. Names of ports and parameters may be written in camelCase or kebab-case.
 */
final class RunBinding {
  /** Parameters that name a place on the server, which is not for requests to choose. */
  private static final List<String> PLACES = List.of("splits");

  private static final String SAMPLESHEET = "samplesheet";
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*";

  /**
   * @param inputs port to file; {@code port/NAME} on ports that take several
   * @param outputs port to the file's name in the run's folder
   * @param parameters by component name
   */
  record Bound(
      Map<String, Path> inputs, Map<String, String> outputs, Map<String, String> parameters) {}

  private final StepSpec<?> spec;
  private final boolean isStep;
  private final FileAccess files;
  private final FileAccess.Caller caller;
  private final Bound bound =
      new Bound(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());

  private RunBinding(Offers.Offer offer, FileAccess files, FileAccess.Caller caller) {
    this.spec = offer.spec();
    this.isStep = offer.step().isPresent();
    this.files = files;
    this.caller = caller;
  }

  /**
   * @param params a JSON object
   * @throws Refusal for what is not declared, lacks, is of the wrong type or range, or not allowed
   */
  static Bound bind(Offers.Offer offer, JsonNode params, FileAccess files, FileAccess.Caller caller)
      throws IOException {
    RunBinding binding = new RunBinding(offer, files, caller);
    try {
      for (var field : params.properties()) {
        if (!field.getValue().isNull()) {
          binding.bind(field.getKey(), field.getValue());
        }
      }
      binding.complete();
      offer.check(binding.bound);
      return binding.bound;
    } catch (DataException | IllegalArgumentException e) {
      throw Refusal.malformed("workflow_params: " + e.getMessage());
    }
  }

  private void bind(String name, JsonNode value) throws IOException {
    Optional<Port> input = spec.inputs().stream().filter(port -> names(port, name)).findFirst();
    Optional<Port> output = spec.outputs().stream().filter(port -> names(port, name)).findFirst();
    Optional<Parameter> parameter =
        spec.parameterList().stream()
            .filter(p -> p.name().equals(name) || p.optionName().equals(name))
            .findFirst();
    if (input.isPresent()) {
      bindInput(input.get(), value);
    } else if (output.isPresent()) {
      bindOutput(output.get(), value);
    } else if (parameter.isPresent()) {
      bindParameter(parameter.get(), value);
    } else {
      throw Refusal.malformed(
          "workflow_params: "
              + spec.name()
              + " has no '"
              + name
              + "'; files: "
              + Stream.concat(spec.inputs().stream(), spec.outputs().stream())
                  .map(Port::name)
                  .toList()
              + ", parameters: "
              + spec.parameterList().stream().map(Parameter::name).toList());
    }
  }

  private static boolean names(Port port, String name) {
    return port.name().equals(name) || port.camelCaseName().equals(name);
  }

  private void bindInput(Port port, JsonNode value) throws IOException {
    if (value.isObject() && port.isNamed()) {
      for (var field : value.properties()) {
        if (!field.getKey().matches(NAME)) {
          throw Refusal.malformed(
              port.name()
                  + ": found the name '"
                  + field.getKey()
                  + "', expected letters, digits, . _ -");
        }
        put(port, port.name() + "/" + field.getKey(), field.getValue());
      }
    } else if (value.isArray() && port.repeatable() && !port.isNamed()) {
      for (int i = 0; i < value.size(); i++) {
        put(port, port.name() + "/" + i, value.get(i));
      }
    } else if (value.isTextual() && !port.isNamed()) {
      put(port, port.repeatable() ? port.name() + "/0" : port.name(), value);
    } else {
      String expected =
          port.isNamed()
              ? "an object of names and files"
              : port.repeatable() ? "a file or an array of files" : "a file";
      throw Refusal.malformed(port.name() + ": found " + value + ", expected " + expected);
    }
  }

  private void put(Port port, String key, JsonNode value) throws IOException {
    if (!value.isTextual()) {
      throw Refusal.malformed(key + ": found " + value + ", expected the name of a file");
    }
    Path file = files.resolve(key, value.asText(), caller);
    if (port.name().equals(SAMPLESHEET)) {
      files.requireRows(key, file, caller);
    }
    bound.inputs.put(key, file);
  }

  private void bindOutput(Port port, JsonNode value) {
    if (!isStep && port.format() == Edam.FOLDER) {
      throw Refusal.malformed(port.name() + ": the server chooses the folder of a run");
    }
    if (value.isBoolean()) {
      if (value.asBoolean()) {
        bound.outputs.put(port.name(), defaultName(port));
      }
      return;
    }
    String name = Attachments.relative(port.name(), value.asText()).toString();
    if (name.matches("(work|logs|workflow)(/.*)?")) {
      throw Refusal.malformed(port.name() + ": found '" + name + "', which the run itself uses");
    }
    if (bound.outputs.containsValue(name)) {
      throw Refusal.malformed(port.name() + ": found '" + name + "' twice");
    }
    bound.outputs.put(port.name(), name);
  }

  private static String defaultName(Port port) {
    return switch (port.format()) {
      case TSV -> port.name() + ".tsv";
      case CSV -> port.name() + ".csv";
      case JSON -> port.name() + ".json";
      case HTML -> port.name() + ".html";
      case VCF -> port.name() + ".vcf";
      case MAF -> port.name() + ".maf";
      case GTF -> port.name() + ".gtf";
      case BED -> port.name() + ".bed";
      case ZIP -> port.name() + ".zip";
      case TEXT -> port.name() + ".txt";
      case FOLDER -> port.name();
    };
  }

  private void bindParameter(Parameter parameter, JsonNode value) {
    if (PLACES.contains(parameter.name())) {
      throw Refusal.malformed(
          parameter.name() + ": a place on the server cannot be named in a request");
    }
    if (value.isObject()) {
      throw Refusal.malformed(parameter.name() + ": found an object, expected a value");
    }
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> texts.add(item.asText()));
    } else {
      texts.add(value.asText());
    }
    bound.parameters.put(parameter.name(), String.join(",", texts));
  }

  /** That nothing required lacks; a step's outputs get names. */
  private void complete() {
    for (Port port : spec.inputs()) {
      boolean given =
          bound.inputs.keySet().stream()
              .anyMatch(key -> key.equals(port.name()) || key.startsWith(port.name() + "/"));
      if (port.required() && !given) {
        throw Refusal.malformed("workflow_params: " + spec.name() + " needs " + port.name());
      }
    }
    if (!isStep) {
      return;
    }
    for (Port port : spec.outputs()) {
      if (port.required()) {
        bound.outputs.putIfAbsent(port.name(), defaultName(port));
      }
    }
    if (bound.outputs.isEmpty()) {
      throw Refusal.malformed(
          "workflow_params: found no output, expected one of "
              + spec.outputs().stream().map(Port::name).toList());
    }
  }
}
