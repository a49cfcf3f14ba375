package org.omicroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.engines.Engine.Language;

/**
 * Binds a request to an engine: the workflow and the files that its inputs name become absolute
 * paths. In CWL a file is what says so ({@code "class": "File"}, with {@code path} or {@code
 * location}); in Nextflow's parameters a text that is the name of an attachment, or begins with
 * {@code /}.
 */
final class EngineBinding {
  private static final String URL = "[A-Za-z][A-Za-z0-9+.-]*://.*";
  private static final List<String> PLACES = List.of("path", "location");
  private static final int LONGEST_NAME = 100;

  private final Language language;
  private final boolean isRemoteAllowed;
  private final FileAccess files;
  private final FileAccess.Caller caller;
  private final Map<String, List<Path>> inputs = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private String name;

  private EngineBinding(
      Language language, boolean isRemoteAllowed, FileAccess files, FileAccess.Caller caller) {
    this.language = language;
    this.isRemoteAllowed = isRemoteAllowed;
    this.files = files;
    this.caller = caller;
  }

  /**
   * @param workflow its file's absolute path, or its URL
   * @param params with absolute paths
   * @param inputs files by the input's name
   * @param values of the other inputs, as text
   */
  record Bound(
      String workflow,
      ObjectNode params,
      Map<String, List<Path>> inputs,
      Map<String, String> values) {}

  /**
   * @throws Refusal for files that are not there or not open to the caller, and for what lies
   *     elsewhere unless that is allowed
   */
  static Bound bind(
      Language language,
      RunRequest request,
      boolean isRemoteAllowed,
      FileAccess files,
      FileAccess.Caller caller)
      throws IOException {
    EngineBinding binding = new EngineBinding(language, isRemoteAllowed, files, caller);
    String workflow = binding.workflow(request.workflowUrl());
    ObjectNode params = request.workflowParams().deepCopy();
    for (var field : List.copyOf(params.properties())) {
      binding.name = field.getKey();
      int before = binding.inputs.getOrDefault(binding.name, List.of()).size();
      params.set(field.getKey(), binding.value(field.getValue()));
      if (binding.inputs.getOrDefault(binding.name, List.of()).size() == before) {
        binding.values.put(field.getKey(), text(field.getValue()));
      }
    }
    return new Bound(workflow, params, binding.inputs, binding.values);
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  private String workflow(String url) throws IOException {
    if (url.length() > LONGEST_NAME) {
      throw Refusal.malformed("workflow_url: found more than " + LONGEST_NAME + " characters");
    }
    if (url.matches(".*\\s.*")) {
      throw Refusal.malformed("workflow_url: found '" + url + "', expected a name without blanks");
    }
    if (isRemote(url)) {
      requireRemote("workflow_url", url);
      return url;
    }
    // A CWL file may hold several processes, told apart by what follows #.
    int hash = language == Language.CWL ? url.indexOf('#') : -1;
    String file = hash < 0 ? url : url.substring(0, hash);
    String process = hash < 0 ? "" : url.substring(hash);
    if (!process.matches("(#[A-Za-z0-9_][A-Za-z0-9_./-]*)?")) {
      throw Refusal.malformed("workflow_url: found '" + url + "', expected FILE or FILE#NAME");
    }
    Path found = files.resolve("workflow_url", file, caller);
    if (!Files.isRegularFile(found)) {
      throw Refusal.malformed("workflow_url: found '" + url + "', expected a file");
    }
    return found + process;
  }

  private static boolean isRemote(String text) {
    return text.matches("(?s)" + URL) && !text.startsWith("file:///");
  }

  private void requireRemote(String what, String url) {
    if (!isRemoteAllowed) {
      throw Refusal.malformed(
          what
              + ": found '"
              + url
              + "', expected an attachment or a file of this server: it fetches nothing from"
              + " elsewhere");
    }
  }

  private JsonNode value(JsonNode value) throws IOException {
    if (value.isObject()) {
      return object((ObjectNode) value);
    }
    if (value.isArray()) {
      ArrayNode items = (ArrayNode) value;
      for (int i = 0; i < items.size(); i++) {
        items.set(i, value(items.get(i)));
      }
      return items;
    }
    return value.isTextual() && language == Language.NEXTFLOW ? parameter(value) : value;
  }

  private ObjectNode object(ObjectNode object) throws IOException {
    String kind = object.path("class").asText("");
    boolean isFile = language == Language.CWL && (kind.equals("File") || kind.equals("Directory"));
    for (var field : List.copyOf(object.properties())) {
      if (isFile && PLACES.contains(field.getKey()) && field.getValue().isTextual()) {
        object.put(field.getKey(), file(field.getValue().asText()));
      } else {
        object.set(field.getKey(), value(field.getValue()));
      }
    }
    return object;
  }

  private String file(String text) throws IOException {
    String what = "workflow_params, " + name;
    if (isRemote(text)) {
      requireRemote(what, text);
      return text;
    }
    Path file = files.resolve(what, text, caller);
    inputs.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
    return file.toString();
  }

  private JsonNode parameter(JsonNode value) throws IOException {
    String text = value.asText();
    boolean isPlace = text.startsWith("/") || text.startsWith("file:///") || isRemote(text);
    return isPlace || isAttachment(text) ? TextNode.valueOf(file(text)) : value;
  }

  private boolean isAttachment(String text) {
    try {
      return Files.isRegularFile(
          caller.attachments().resolve(Attachments.relative("workflow_params", text)));
    } catch (Refusal e) {
      return false;
    }
  }
}
