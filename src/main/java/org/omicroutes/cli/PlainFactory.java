package org.omicroutes.cli;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes what commands without annotations consist of. picocli's own factory looks for Groovy when
 * it is loaded: each library is opened for that, which takes a quarter of a small step's time.
 */
final class PlainFactory implements IFactory {
  private static final PlainFactory ONE = new PlainFactory();

  private PlainFactory() {}

  /** A command without annotations. */
  static CommandSpec spec(Object userObject) {
    return CommandSpec.wrapWithoutInspection(userObject, ONE);
  }

  static CommandLine line(CommandSpec command) {
    return new CommandLine(command, ONE);
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type.isInterface()) {
      return type.isAssignableFrom(ArrayList.class)
          ? type.cast(new ArrayList<>())
          : CommandLine.defaultFactory().create(type);
    }
    Constructor<K> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
