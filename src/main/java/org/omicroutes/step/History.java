package org.omicroutes.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What ran before in a run's folder, and how an execution's key differs from it. */
public final class History {
  private final Map<String, Execution> last = new HashMap<>();

  /**
   * @param executions in the order they ended
   */
  public History(List<Execution> executions) {
    executions.forEach(
        execution -> last.put(place(execution.step(), execution.label()), execution));
  }

  private static String place(String step, String label) {
    return step + "\n" + label;
  }

  /** Why an execution with these parts cannot take the last result at its place. */
  String why(String step, String label, Map<String, String> parts) {
    Execution before = last.get(place(step, label));
    if (before == null) {
      return "it had not run here before";
    }
    List<String> changes = changes(before.parts(), parts);
    return changes.isEmpty()
        ? "its stored result was missing or damaged"
        : String.join("; ", changes);
  }

  /** The differing parts of two keys, one sentence each. */
  static List<String> changes(Map<String, String> before, Map<String, String> after) {
    List<String> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.get(name);
      String now = after.get(name);
      if (old == null) {
        changes.add(name + " is new (" + shown(name, now) + ")");
      } else if (now == null) {
        changes.add(name + " is gone (was " + shown(name, old) + ")");
      } else if (!old.equals(now)) {
        changes.add(name + " changed from " + shown(name, old) + " to " + shown(name, now));
      }
    }
    return changes;
  }

  private static String shown(String part, String value) {
    return part.startsWith("input ") ? "SHA-256 " + value.substring(0, 12) + "…" : value;
  }
}
