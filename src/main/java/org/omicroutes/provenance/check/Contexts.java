package org.omicroutes.provenance.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * JSON-LD contexts without the network: those of RO-Crate and of the run profiles are replaced by
 * the terms that are judged, kept beside this class.
 */
final class Contexts {
  static final String WORKFLOW_RUN = "https://w3id.org/ro/terms/workflow-run/context";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Contexts() {}

  static boolean isRoCrate(String context) {
    return context.matches("https?://w3id\\.org/ro/crate/1\\.[0-9]+(\\.[0-9]+)?(-DRAFT)?/context");
  }

  static boolean isKnown(String context) {
    return isRoCrate(context)
        || context.equals(WORKFLOW_RUN)
        || context.equals("https://w3id.org/ro/terms/workflow-run");
  }

  /** The contexts that are named by reference. */
  static Set<String> named(JsonNode context) {
    Set<String> named = new LinkedHashSet<>();
    for (JsonNode one : context.isArray() ? context : JSON.createArrayNode().add(context)) {
      if (one.isTextual()) {
        named.add(
            one.asText().equals("https://w3id.org/ro/terms/workflow-run")
                ? WORKFLOW_RUN
                : one.asText());
      }
    }
    return named;
  }

  /** The terms that the document defines itself. */
  static Set<String> definedInline(JsonNode context) {
    Set<String> defined = new LinkedHashSet<>();
    for (JsonNode one : context.isArray() ? context : JSON.createArrayNode().add(context)) {
      one.fieldNames().forEachRemaining(defined::add);
    }
    return defined;
  }

  /**
   * The same document with a context that needs no network: our terms, then those that the document
   * defines itself as plain names of IRIs. What else a context may say is left out.
   */
  static ObjectNode offline(ObjectNode document) {
    ArrayNode contexts = JSON.createArrayNode();
    contexts.add(ours());
    JsonNode context = document.path("@context");
    for (JsonNode one : context.isArray() ? context : JSON.createArrayNode().add(context)) {
      ObjectNode plain = JSON.createObjectNode();
      one.properties()
          .forEach(
              term -> {
                if (!term.getKey().startsWith("@") && term.getValue().isTextual()) {
                  plain.set(term.getKey(), term.getValue());
                }
              });
      if (!plain.isEmpty()) {
        contexts.add(plain);
      }
    }
    ObjectNode offline = JSON.createObjectNode();
    offline.set("@context", contexts);
    offline.set("@graph", document.get("@graph"));
    return offline;
  }

  private static JsonNode ours() {
    try (InputStream in = Contexts.class.getResourceAsStream("context.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the terms of RO-Crate cannot be read", e);
    }
  }
}
