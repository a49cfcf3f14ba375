package org.omicroutes.cli.export;

import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;

/** What the value of a port is on a Camel endpoint, in words. */
final class Ports {
  private Ports() {}

  static String input(Port port) {
    String files =
        switch (port.arity()) {
          case ONE, OPTIONAL -> "";
          case MANY -> " Several are separated by commas; * stands for any name.";
          case NAMED, OPTIONAL_NAMED ->
              " NAME=FILE, several separated by commas; * stands for any name.";
        };
    return sentence(port) + files;
  }

  static String output(Port port) {
    return sentence(port) + (port.required() ? "" : " Made where it is named.");
  }

  private static String sentence(Port port) {
    String text = port.description().strip().replaceFirst("\\.$", "");
    return text
        + (port.format() == Edam.FOLDER ? " (a folder)." : " (" + port.format().label() + ").");
  }
}
