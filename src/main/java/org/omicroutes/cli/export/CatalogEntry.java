package org.omicroutes.cli.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.tooling.model.SupportLevel;
import org.omicroutes.camel.DropsOptions;
import org.omicroutes.step.Parameters.Parameter;

/**
 * A component as Camel's catalog describes it, for editors and Camel's command line: the JSON that
 * Camel's own build writes for Camel's components.
 */
final class CatalogEntry {
  private final ComponentModel model = new ComponentModel();
  private final String group;

  /**
   * @param endpoint annotated with {@link UriEndpoint}
   */
  CatalogEntry(
      Class<? extends Component> component,
      Class<? extends Endpoint> endpoint,
      String description) {
    UriEndpoint declared = endpoint.getAnnotation(UriEndpoint.class);
    group = declared.producerOnly() ? "producer" : "consumer";
    model.setName(declared.scheme());
    model.setTitle(declared.title());
    model.setDescription(description);
    model.setFirstVersion(declared.firstVersion());
    model.setLabel(
        Stream.of(declared.category()).map(Category::getValue).collect(Collectors.joining(",")));
    model.setJavaType(component.getName());
    model.setSupportLevel(SupportLevel.Stable);
    model.setGroupId(Image.GROUP);
    model.setArtifactId(Image.PROGRAM);
    model.setVersion(Image.version());
    model.setScheme(declared.scheme());
    model.setExtendsScheme("");
    model.setSyntax(declared.syntax());
    model.setProducerOnly(declared.producerOnly());
    model.setConsumerOnly(declared.consumerOnly());
    model.setLenientProperties(declared.lenientProperties());
    model.setRemote(declared.remote());
  }

  /** The part of the URI before the options. */
  EndpointOptionModel path(String name, String description) {
    EndpointOptionModel path = option(name, "string", description);
    path.setKind("path");
    path.setRequired(true);
    return path;
  }

  /** An option that is not required. */
  EndpointOptionModel option(String name, String type, String description) {
    EndpointOptionModel option = new EndpointOptionModel();
    option.setKind("parameter");
    option.setName(name);
    option.setDisplayName(Names.title(name));
    option.setGroup(group);
    option.setLabel(group);
    option.setType(type);
    option.setJavaType(javaType(type));
    option.setDescription(description);
    option.setIndex(model.getEndpointOptions().size());
    model.addEndpointOption(option);
    return option;
  }

  /** An option with its default. */
  void option(Parameter parameter) {
    String type = type(parameter);
    EndpointOptionModel option =
        option(
            parameter.name(),
            type,
            type.equals("duration") ? parameter.description() : CwlTool.describe(parameter));
    setChoices(option, parameter.choices());
    if (!parameter.defaultValue().isEmpty()) {
      option.setDefaultValue(parameter.defaultValue());
    }
  }

  static void setChoices(BaseOptionModel option, Collection<String> choices) {
    if (!choices.isEmpty()) {
      option.setType("enum");
      option.setEnums(new ArrayList<>(choices));
    }
  }

  /** As Camel calls the type; several values are one text. */
  static String type(Parameter parameter) {
    Class<?> type = parameter.type();
    if (parameter.unit().equals(DropsOptions.DURATION)) {
      return "duration";
    } else if (type == int.class || type == long.class) {
      return "integer";
    } else if (type == double.class) {
      return "number";
    }
    return parameter.flag() ? "boolean" : "string";
  }

  private static String javaType(String type) {
    return switch (type) {
      case "boolean" -> "boolean";
      case "integer" -> "long";
      case "number" -> "double";
      case "duration" -> "java.time.Duration";
      case "object" -> "java.util.Map<java.lang.String, java.lang.Object>";
      default -> "java.lang.String";
    };
  }

  /** The one that all are, else null. */
  static <T> T common(List<T> values) {
    Set<T> different = new LinkedHashSet<>(values);
    return different.size() == 1 ? values.get(0) : null;
  }

  String json() {
    String text = JsonMapper.createParameterJsonSchema(model);
    return text.replaceAll("(?m)[ ]+$", "").stripTrailing() + "\n";
  }
}
