package org.omicroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.omicroutes.api.Offers.Offer;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.RunStore.Tag;
import org.omicroutes.state.RunStore.Wanted;
import org.omicroutes.step.Folders;
import org.omicroutes.step.Software;

/**
 * Takes requests for runs: checks all that can be told before any work, stores them, queues them.
 */
@RequestScoped
public class RunRequests {
  static final String ENGINE = "OmicRoutes";
  static final String DEVICE = "device";
  static final String OUT = "out";
  static final Map<String, List<String>> TYPES = Map.of(Offers.TYPE, List.of(Offers.TYPE_VERSION));

  /** What the database takes, with some room. */
  private static final int LONGEST_REQUEST = 90_000;

  private static final int LONGEST_TAGS = 9_000;
  private static final String TAG = "[^\"\\\\=\\p{Cntrl}]{1,200}";

  @Inject RunStore runs;
  @Inject VisibleRuns visible;
  @Inject FileAccess files;
  @Inject RunWorker worker;
  @Inject ObjectMapper json;

  /**
   * Queues a run.
   *
   * @throws Refusal where the request cannot be carried out as it stands; nothing is kept then
   */
  Run submit(RunRequest request, List<FileUpload> attachments) throws IOException {
    Offers.requireType(request.workflowType(), request.workflowTypeVersion(), TYPES);
    requireEngine(request);
    Offer offer = Offers.find(request.workflowUrl());
    Device device = device(request);
    String tags = tags(request.tags());
    String text = json.writeValueAsString(request);
    if (text.length() > LONGEST_REQUEST) {
      throw Refusal.malformed(
          "found a request of "
              + text.length()
              + " characters, expected at most "
              + LONGEST_REQUEST
              + " (files are attachments)");
    }
    String id = RunStore.newId();
    Path folder = files.runs().resolve(id);
    Files.createDirectories(folder);
    try {
      Path attached = attachments(folder);
      Attachments.store(attachments, attached);
      RunBinding.bind(
          offer, request.workflowParams(), files, new FileAccess.Caller(attached, visible::maySee));
      Run run =
          runs.add(
              new Wanted(
                  id,
                  offer.name(),
                  Offers.TYPE,
                  visible.caller(),
                  text,
                  tags,
                  folder.resolve(OUT).toString(),
                  device.text(),
                  null));
      worker.wake();
      return run;
    } catch (IOException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  /** Where the attachments of a run lie, beside the folder that it works in. */
  static Path attachments(Path folder) {
    return folder.resolve("attachments");
  }

  private static void requireEngine(RunRequest request) {
    String engine = request.workflowEngine();
    String version = request.workflowEngineVersion();
    if (engine != null && !engine.equalsIgnoreCase(ENGINE)) {
      throw Refusal.malformed("workflow_engine: found '" + engine + "', expected '" + ENGINE + "'");
    }
    if (version != null && engine == null) {
      throw Refusal.malformed("workflow_engine_version: found without a workflow_engine");
    }
    if (version != null && !version.equals(Software.version())) {
      throw Refusal.malformed(
          "workflow_engine_version: found '"
              + version
              + "', expected '"
              + Software.version()
              + "'");
    }
  }

  private static Device device(RunRequest request) {
    Map<String, String> parameters = request.workflowEngineParameters();
    for (String name : parameters.keySet()) {
      if (!name.equals(DEVICE)) {
        throw Refusal.malformed(
            "workflow_engine_parameters: found '" + name + "', expected '" + DEVICE + "'");
      }
    }
    return Device.of(parameters.get(DEVICE));
  }

  private String tags(Map<String, String> tags) throws JsonProcessingException {
    for (String name : tags.keySet()) {
      if (!name.matches(TAG)) {
        throw Refusal.malformed(
            "tags: found the name '"
                + name.replaceAll("\\p{Cntrl}", "?")
                + "', expected 1 to 200 characters, none of them \" \\ = or a control character");
      }
    }
    String text = json.writeValueAsString(new TreeMap<>(tags));
    if (text.length() > LONGEST_TAGS) {
      throw Refusal.malformed("tags: found more than " + LONGEST_TAGS + " characters");
    }
    return text;
  }

  /**
   * The tag that runs are asked for.
   *
   * @param filter {@code name=value}; null or empty for any
   * @return null for any
   */
  static Tag tag(String filter) {
    if (filter == null || filter.isEmpty()) {
      return null;
    }
    int equals = filter.indexOf('=');
    if (equals < 1) {
      throw Refusal.malformed("tags: found '" + filter + "', expected name=value");
    }
    return new Tag(filter.substring(0, equals), filter.substring(equals + 1));
  }

  /** A form field that holds a JSON object; an empty one where there is none. */
  JsonNode object(String field, String text) {
    if (text == null || text.isBlank()) {
      return json.createObjectNode();
    }
    try {
      JsonNode node = json.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
      throw Refusal.malformed(field + ": found no JSON object, expected one");
    } catch (JsonProcessingException e) {
      throw Refusal.malformed(field + ": found no JSON: " + e.getOriginalMessage());
    }
  }

  /** A form field that holds a JSON object of texts. */
  Map<String, String> texts(String field, String text) {
    Map<String, String> texts = new TreeMap<>();
    for (var entry : object(field, text).properties()) {
      if (!entry.getValue().isTextual()) {
        throw Refusal.malformed(
            field
                + ": found "
                + entry.getValue()
                + " for '"
                + entry.getKey()
                + "', expected a text");
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }
}
