package org.omicroutes.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entity of a crate as its file has it: an object of the {@code @graph}.
 *
 * @param json the object
 */
public record CrateEntity(JsonNode json) {

  /** Its {@code @id}; empty where it has none. */
  public String id() {
    return json.path("@id").asText("");
  }

  public List<String> types() {
    List<String> types = new ArrayList<>();
    values("@type").forEach(type -> types.add(type.asText()));
    return types;
  }

  public boolean is(String type) {
    return types().contains(type);
  }

  /** The values of a property, one or many; empty where it is not there. */
  public List<JsonNode> values(String property) {
    JsonNode value = json.path(property);
    List<JsonNode> values = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(values::add);
    } else if (!value.isMissingNode() && !value.isNull()) {
      values.add(value);
    }
    return values;
  }

  /** The ids that a property points to, in order. */
  public List<String> links(String property) {
    return values(property).stream()
        .filter(value -> value.has("@id"))
        .map(value -> value.get("@id").asText())
        .toList();
  }

  /** The only or first value of a property as text; null where there is none. */
  public String text(String property) {
    return values(property).stream()
        .filter(JsonNode::isValueNode)
        .findFirst()
        .map(JsonNode::asText)
        .orElse(null);
  }
}
