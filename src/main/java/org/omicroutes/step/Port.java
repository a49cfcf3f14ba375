package org.omicroutes.step;

import java.util.Objects;

/**
 * A place where files enter or leave a step. On the command line it is the option {@code --name F},
 * on a Camel endpoint the parameter {@code name=F}, in camelCase.
 *
 * @param name kebab-case, for example {@code out-factors}
 * @param description one sentence: what the file holds, its shape and units
 * @param format the usual format; TSV ports take CSV and gzip as well
 * @param arity how many files
 */
public record Port(String name, String description, Edam format, Arity arity) {

  /** How many files a port takes. */
  public enum Arity {
    /** Exactly one file. */
    ONE,
    /** One file or none. */
    OPTIONAL,
    /** One or more files, the option repeated or followed by several values. */
    MANY,
    /** One or more files, each with a name of its own: {@code NAME=F}. */
    NAMED,
    /** Any number of named files, also none. */
    OPTIONAL_NAMED
  }

  public Port {
    Objects.requireNonNull(description);
    Objects.requireNonNull(format);
    Objects.requireNonNull(arity);
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("port names are kebab-case: " + name);
    }
  }

  public static Port one(String name, Edam format, String description) {
    return new Port(name, description, format, Arity.ONE);
  }

  public static Port optional(String name, Edam format, String description) {
    return new Port(name, description, format, Arity.OPTIONAL);
  }

  public static Port many(String name, Edam format, String description) {
    return new Port(name, description, format, Arity.MANY);
  }

  public static Port named(String name, Edam format, String description) {
    return new Port(name, description, format, Arity.NAMED);
  }

  public static Port optionalNamed(String name, Edam format, String description) {
    return new Port(name, description, format, Arity.OPTIONAL_NAMED);
  }

  /** The name on a Camel endpoint: {@code outFactors} for {@code out-factors}. */
  public String camelCaseName() {
    StringBuilder camelCase = new StringBuilder();
    for (String word : name.split("-")) {
      camelCase.append(
          camelCase.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camelCase.toString();
  }

  public boolean required() {
    return arity != Arity.OPTIONAL && arity != Arity.OPTIONAL_NAMED;
  }

  public boolean repeatable() {
    return arity != Arity.ONE && arity != Arity.OPTIONAL;
  }

  public boolean isNamed() {
    return arity == Arity.NAMED || arity == Arity.OPTIONAL_NAMED;
  }
}
