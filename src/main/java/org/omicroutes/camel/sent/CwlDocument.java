package org.omicroutes.camel.sent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a CWL CommandLineTool declares of its inputs and outputs.
 *
 * @param name of its file, without the ending
 * @param version of the language
 */
record CwlDocument(
    Path file, String name, String version, List<Field> inputs, List<Field> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An input or output.
   *
   * @param type of one item, such as {@code File} or {@code int}
   */
  record Field(String id, String type, boolean isOptional, boolean isArray, boolean isOutput) {
    boolean isFile() {
      return type.equals("File") || type.equals("Directory");
    }

    /** In kebab-case; an output that may be called like an input begins with {@code out-}. */
    String portName() {
      String kebab =
          id.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9]+", "-")
              .replaceAll("^-|-$", "");
      return isOutput && !kebab.startsWith("out") ? "out-" + kebab : kebab;
    }

    /** A value in the field's type; several are separated by commas. */
    JsonNode value(String text) {
      if (!isArray) {
        return item(text);
      }
      ArrayNode items = JSON.createArrayNode();
      for (String item : text.split(",")) {
        items.add(item(item.strip()));
      }
      return items;
    }

    private JsonNode item(String text) {
      try {
        return switch (type) {
          case "int", "long" -> JSON.getNodeFactory().numberNode(Long.parseLong(text));
          case "float", "double" -> JSON.getNodeFactory().numberNode(Double.parseDouble(text));
          case "boolean" -> JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(text));
          default -> TextNode.valueOf(text);
        };
      } catch (NumberFormatException e) {
        throw DataException.of("'" + text + "' for " + id, "a value of the type " + type);
      }
    }
  }

  Field input(String id) {
    return inputs.stream()
        .filter(field -> field.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no input '" + id + "'"));
  }

  static CwlDocument read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw DataException.in(file).error("no such file", "a CWL CommandLineTool");
    }
    String text = Files.readString(file);
    JsonNode tool;
    try {
      tool = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (YamlEngineException e) {
      throw DataException.in(file).error("broken YAML", "a CWL CommandLineTool", e);
    }
    String kind = tool == null ? "" : tool.path("class").asText("");
    if (!kind.equals("CommandLineTool")) {
      throw DataException.in(file).error("the class '" + kind + "'", "class: CommandLineTool");
    }
    String name =
        file.getFileName().toString().replaceAll("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9]+", "-");
    return new CwlDocument(
        file.toAbsolutePath().normalize(),
        name,
        "CWL " + tool.path("cwlVersion").asText("of no version"),
        fields(tool.path("inputs"), false),
        fields(tool.path("outputs"), true));
  }

  /** CWL writes them as a map, or as a list of objects with ids. */
  private static List<Field> fields(JsonNode node, boolean isOutput) {
    List<Field> fields = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> fields.add(field(item.path("id").asText(), item, isOutput)));
    } else {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        fields.add(field(entry.getKey(), entry.getValue(), isOutput));
      }
    }
    return List.copyOf(fields);
  }

  private static Field field(String id, JsonNode declared, boolean isOutput) {
    boolean isObject = declared.isObject();
    JsonNode type = isObject ? declared.path("type") : declared;
    boolean hasDefault = isObject && declared.has("default");
    String plain = id.substring(Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1);
    String text = typeText(type);
    boolean isOptional = text.endsWith("?");
    String item = isOptional ? text.substring(0, text.length() - 1) : text;
    boolean isArray = item.endsWith("[]");
    item = isArray ? item.substring(0, item.length() - 2) : item;
    boolean isStream = item.equals("stdout") || item.equals("stderr");
    return new Field(plain, isStream ? "File" : item, isOptional || hasDefault, isArray, isOutput);
  }

  /** In CWL's short form: {@code File?}, {@code string[]}. */
  private static String typeText(JsonNode type) {
    if (type.isArray()) {
      String other = "string";
      boolean isOptional = false;
      for (JsonNode item : type) {
        if (item.asText("").equals("null")) {
          isOptional = true;
        } else {
          other = typeText(item);
        }
      }
      return isOptional ? other + "?" : other;
    }
    if (type.isObject()) {
      return type.path("type").asText().equals("array")
          ? typeText(type.path("items")) + "[]"
          : "string";
    }
    return type.asText();
  }
}
