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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.omicroutes.api.Offers.Offer;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.engines.Engine;
import org.omicroutes.neural.Device;
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

  /** What the database takes, with some room. */
  private static final int LONGEST_REQUEST = 90_000;

  private static final int LONGEST_TAGS = 9_000;
  private static final String TAG = "[^\"\\\\=\\p{Cntrl}]{1,200}";

  @Inject RunStore runs;
  @Inject VisibleRuns visible;
  @Inject FileAccess files;
  @Inject RunWorker worker;
  @Inject Engines engines;
  @Inject ObjectMapper json;

  /**
   * Queues a run.
   *
   * @throws Refusal where the request cannot be carried out as it stands; nothing is kept then
   */
  Run submit(RunRequest request, List<FileUpload> attachments) throws IOException {
    Offers.requireType(request.workflowType(), request.workflowTypeVersion(), engines.types());
    Optional<Engine> engine = engines.find(request.workflowType());
    requireEngine(request, engine);
    Optional<Offer> offer =
        engine.isPresent() ? Optional.empty() : Optional.of(Offers.find(request.workflowUrl()));
    String device = device(request, engine);
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
      FileAccess.Caller caller = new FileAccess.Caller(attached, visible::maySee);
      if (offer.isPresent()) {
        RunBinding.bind(offer.get(), request.workflowParams(), files, caller);
      } else {
        EngineBinding.bind(
            engine.orElseThrow().language(), request, engines.isRemoteAllowed(), files, caller);
      }
      Run run =
          runs.add(
              new Wanted(
                  id,
                  offer.map(Offer::name).orElse(request.workflowUrl()),
                  request.workflowType(),
                  visible.caller(),
                  text,
                  tags,
                  folder.resolve(OUT).toString(),
                  device,
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

  private static void requireEngine(RunRequest request, Optional<Engine> other) {
    String engine = request.workflowEngine();
    String version = request.workflowEngineVersion();
    String here = other.map(Engine::name).orElse(ENGINE);
    if (engine != null && !engine.equalsIgnoreCase(here)) {
      throw Refusal.malformed("workflow_engine: found '" + engine + "', expected '" + here + "'");
    }
    if (version != null && engine == null) {
      throw Refusal.malformed("workflow_engine_version: found without a workflow_engine");
    }
    if (version == null) {
      return;
    }
    String installed = other.map(Engine::version).orElseGet(Software::version);
    if (!version.equals(installed)) {
      throw Refusal.malformed(
          "workflow_engine_version: found '" + version + "', expected '" + installed + "'");
    }
  }

  /** What trains; null where another engine works, which takes no parameters from requests. */
  private static String device(RunRequest request, Optional<Engine> engine) {
    Map<String, String> parameters = request.workflowEngineParameters();
    if (engine.isPresent()) {
      if (!parameters.isEmpty()) {
        throw Refusal.malformed(
            "workflow_engine_parameters: found "
                + parameters.keySet()
                + ", expected none: the arguments of "
                + engine.get().name()
                + " are the server's");
      }
      return null;
    }
    for (String name : parameters.keySet()) {
      if (!name.equals(DEVICE)) {
        throw Refusal.malformed(
            "workflow_engine_parameters: found '" + name + "', expected '" + DEVICE + "'");
      }
    }
    return device(parameters.get(DEVICE)).text();
  }

  /** The process' one device, which has to be what is asked for. */
  private static Device device(String asked) {
    Device device = Device.current();
    String wanted = asked == null || asked.isBlank() ? "auto" : asked.toLowerCase(Locale.ROOT);
    if (wanted.equals("auto") || wanted.equals(device.text())) {
      return device;
    }
    throw Refusal.malformed(
        switch (wanted) {
          case "gpu" ->
              "device: found 'gpu', but " + Device.whyNoCard().orElseThrow() + "; use auto or cpu";
          case "cpu" ->
              "device: found 'cpu', but this server computes on its graphics card; use auto or gpu";
          default -> "device: found '" + asked + "', expected auto, cpu or gpu";
        });
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
