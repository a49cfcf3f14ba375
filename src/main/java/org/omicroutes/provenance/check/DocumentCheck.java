package org.omicroutes.provenance.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;

/**
 * The form that RO-Crate gives the document: the contexts by reference, a flat list of entities
 * that have an id and a type, no id twice, and no reference within the crate that leads nowhere.
 */
final class DocumentCheck {
  private static final String RO_CRATE = Profile.RO_CRATE.title();
  private static final String RUN_CONTEXT = Contexts.WORKFLOW_RUN;

  /** Terms that only the context of the run profiles defines. */
  private static final Set<String> RUN_TERMS =
      Set.of(
          "ContainerImage",
          "DockerImage",
          "ParameterConnection",
          "SIFImage",
          "connection",
          "containerImage",
          "environment",
          "resourceUsage",
          "sourceParameter",
          "targetParameter");

  private final Crate crate;
  private final Findings findings;
  private final Set<String> ids = new HashSet<>();

  DocumentCheck(Crate crate, Findings findings) {
    this.crate = crate;
    this.findings = findings;
  }

  void run() {
    context();
    for (JsonNode node : crate.document().get("@graph")) {
      if (!node.isObject()) {
        findings.must(RO_CRATE, Finding.NONE, "@graph", "the value " + node, "entities only");
      }
    }
    for (CrateEntity entity : crate.entities()) {
      identity(entity);
    }
    for (CrateEntity entity : crate.entities()) {
      entity.json().properties().forEach(property -> references(entity, property));
    }
    crate.rootEntity().ifPresent(this::rootId);
  }

  private void context() {
    JsonNode context = crate.document().path("@context");
    Set<String> named = Contexts.named(context);
    if (named.stream().noneMatch(Contexts::isRoCrate)) {
      findings.must(
          RO_CRATE,
          Finding.NONE,
          "@context",
          context.isMissingNode() ? "nothing" : shown(context),
          "https://w3id.org/ro/crate/VERSION/context, by reference");
    }
    for (String name : named) {
      if (!Contexts.isKnown(name)) {
        findings.should(
            RO_CRATE,
            Finding.NONE,
            "@context",
            name,
            "contexts of RO-Crate and its run profiles; the terms of others are not judged");
      }
    }
    Set<String> used = new TreeSet<>();
    for (CrateEntity entity : crate.entities()) {
      entity.types().stream().filter(RUN_TERMS::contains).forEach(used::add);
      entity.json().fieldNames().forEachRemaining(name -> addRunTerm(name, used));
    }
    used.removeAll(Contexts.definedInline(context));
    if (!used.isEmpty() && !named.contains(RUN_CONTEXT)) {
      findings.must(
          Profile.PROCESS.title(),
          Finding.NONE,
          "@context",
          "the terms " + String.join(", ", used) + " undefined",
          RUN_CONTEXT);
    }
  }

  private static void addRunTerm(String name, Set<String> used) {
    if (RUN_TERMS.contains(name)) {
      used.add(name);
    }
  }

  private void identity(CrateEntity entity) {
    String id = entity.id();
    if (id.isEmpty()) {
      findings.must(RO_CRATE, Finding.NONE, "@id", shown(entity.json()), "an @id on every entity");
      return;
    }
    if (!ids.add(id)) {
      findings.must(RO_CRATE, id, "@id", "the same id again", "one entity for each id");
    }
    if (entity.types().isEmpty()) {
      findings.must(RO_CRATE, id, "@type", "nothing", "a type on every entity");
    }
    try {
      new URI(id);
    } catch (URISyntaxException e) {
      findings.must(RO_CRATE, id, "@id", e.getReason(), "a URI reference, percent-encoded");
    }
  }

  private void references(CrateEntity entity, Map.Entry<String, JsonNode> property) {
    if (property.getKey().startsWith("@")) {
      return;
    }
    for (JsonNode value : entity.values(property.getKey())) {
      boolean isValue = value.has("@value");
      if (value.isArray()
          || value.isObject() && !isValue && (value.size() != 1 || !value.has("@id"))) {
        findings.must(
            RO_CRATE,
            entity.id(),
            property.getKey(),
            "the nested " + shown(value),
            "flattened JSON-LD: references {\"@id\": …} to other entities");
      } else if (value.has("@id")) {
        reference(entity, property.getKey(), value.get("@id").asText());
      }
    }
  }

  private void reference(CrateEntity entity, String property, String id) {
    if (!isAbsolute(id) && crate.find(id).isEmpty()) {
      findings.must(
          RO_CRATE,
          entity.id(),
          property,
          "the id " + id + ", which no entity has",
          "an entity of the crate");
    }
  }

  private static boolean isAbsolute(String id) {
    return id.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
  }

  private void rootId(CrateEntity root) {
    if (!root.id().endsWith("/")) {
      findings.must(RO_CRATE, root.id(), "@id", root.id(), "an id that ends in /");
    } else if (!root.id().equals("./") && !isAbsolute(root.id())) {
      findings.should(RO_CRATE, root.id(), "@id", root.id(), "the id ./");
    }
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    int most = 120;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** Whether the root can be found at all; nothing else can be judged without it. */
  boolean hasRoot() {
    if (crate.descriptor().isEmpty()) {
      findings.must(
          RO_CRATE, Crate.FILE, "@id", "no such entity", "the entity that describes the document");
      return false;
    }
    List<String> about = crate.descriptor().get().links("about");
    if (about.size() != 1 || crate.rootEntity().isEmpty()) {
      findings.must(
          RO_CRATE,
          Crate.FILE,
          "about",
          about.isEmpty() ? "nothing" : String.join(", ", about),
          "the root data entity, one");
      return false;
    }
    return true;
  }
}
