package org.omicroutes.step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads parameter records: their declared components, and records from typed text. */
public final class Parameters {
  private Parameters() {}

  /** The parameters of a step that has none. */
  public record None() {}

  /** One declared parameter. */
  public record Parameter(
      String name,
      Class<?> type,
      String description,
      String defaultValue,
      String range,
      String unit) {

    /** {@code fitType} as {@code fit-type}. */
    public String optionName() {
      return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Whether the option is a flag that needs no value. */
    public boolean flag() {
      return type == boolean.class;
    }

    /** The values of an enum as they are typed; empty for other types. */
    public List<String> choices() {
      return type.isEnum()
          ? Arrays.stream(type.getEnumConstants()).map(c -> typed((Enum<?>) c)).toList()
          : List.of();
    }
  }

  /** The components of a parameter record, in order; each must carry {@link Param}. */
  public static List<Parameter> of(Class<? extends Record> type) {
    List<Parameter> parameters = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Param doc = component.getAnnotation(Param.class);
      if (doc == null) {
        throw new IllegalArgumentException(type + "." + component.getName() + " lacks @Param");
      }
      parameters.add(
          new Parameter(
              component.getName(),
              component.getType(),
              doc.value(),
              doc.defaultValue(),
              doc.range(),
              doc.unit()));
    }
    return parameters;
  }

  /**
   * A record from typed values; a parameter that is not named takes its default.
   *
   * @param values component name to text
   * @throws IllegalArgumentException for an unknown name, a value of the wrong type or range
   */
  public static <P extends Record> P parse(Class<P> type, Map<String, String> values) {
    List<Parameter> declared = of(type);
    for (String name : values.keySet()) {
      if (declared.stream().noneMatch(p -> p.name().equals(name))) {
        throw new IllegalArgumentException(
            "no parameter "
                + name
                + "; there are "
                + declared.stream().map(Parameter::name).toList());
      }
    }
    Object[] arguments = new Object[declared.size()];
    for (int i = 0; i < arguments.length; i++) {
      Parameter p = declared.get(i);
      arguments[i] = convert(p, values.getOrDefault(p.name(), p.defaultValue()));
    }
    return construct(type, arguments);
  }

  /** Every component as text, in order, as {@link #parse} takes it; null values are left out. */
  public static Map<String, String> toText(Record parameters) {
    Map<String, String> text = new LinkedHashMap<>();
    for (RecordComponent component : parameters.getClass().getRecordComponents()) {
      Object value = read(component, parameters);
      if (value != null) {
        text.put(component.getName(), text(value));
      }
    }
    return text;
  }

  private static String text(Object value) {
    if (value instanceof Enum<?> constant) {
      return typed(constant);
    }
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(Object::toString).toList());
    }
    return value.toString();
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " of " + record, e);
    }
  }

  private static <P extends Record> P construct(Class<P> type, Object[] arguments) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  private static Object convert(Parameter p, String text) {
    try {
      return convert(p.type(), text.strip());
    } catch (IllegalArgumentException e) {
      String expected = p.choices().isEmpty() ? words(p.type()) : "one of " + p.choices();
      throw new IllegalArgumentException(
          p.optionName() + ": found '" + text + "', expected " + expected, e);
    }
  }

  /** What a user is to give for a type of Java. */
  private static String words(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == double.class ? "a number" : "true or false";
  }

  private static Object convert(Class<?> type, String text) {
    if (type == String.class) {
      return text.isEmpty() ? null : text;
    } else if (type == int.class) {
      return Integer.parseInt(text);
    } else if (type == long.class) {
      return Long.parseLong(text);
    } else if (type == double.class) {
      return Double.parseDouble(text);
    } else if (type == boolean.class) {
      return bool(text);
    } else if (type == List.class) {
      return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(c -> typed((Enum<?>) c).equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    throw new IllegalStateException("a parameter cannot be of " + type);
  }

  private static boolean bool(String text) {
    if (text.isEmpty() || text.equalsIgnoreCase("false")) {
      return false;
    }
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    throw new IllegalArgumentException(text);
  }

  /** {@code MEAN_ONLY} is typed {@code mean-only}. */
  private static String typed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
