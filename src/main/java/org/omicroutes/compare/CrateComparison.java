package org.omicroutes.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;

/**
 * Compares what two crates say was done: which tools ran, with which values, and what they made.
 * When and where it was done, by which engine and version, what became of files that went from step
 * to step, and the hashes of files (which are compared themselves) may differ.
 */
final class CrateComparison {
  private CrateComparison() {}

  static void compare(String file, Crate a, Crate b, Differences differences) {
    differences.note(
        file + ": times, paths, hashes and versions of software may differ and are not compared");
    String engine = engines(a);
    if (!engine.equals(engines(b))) {
      differences.note(file + ": run by " + engine + ", and by " + engines(b));
    }
    List<String> ofA = actions(a);
    List<String> ofB = actions(b);
    Collection<String> all = new TreeSet<>(ofA);
    all.addAll(ofB);
    for (String action : all) {
      long inA = ofA.stream().filter(action::equals).count();
      long inB = ofB.stream().filter(action::equals).count();
      if (inA != inB) {
        differences.add(file, action, "CreateAction", inA + " times", inB + " times");
      }
    }
  }

  private static List<String> actions(Crate crate) {
    List<String> actions = new ArrayList<>();
    for (CrateEntity entity : crate.entities()) {
      if (entity.is("CreateAction")) {
        List<String> tools =
            entity.links("instrument").stream().map(id -> name(crate, id)).toList();
        List<String> made =
            entity.links("result").stream()
                .filter(id -> !id.contains(":"))
                .map(id -> place(crate, entity, id))
                .sorted()
                .toList();
        actions.add(
            String.join(", ", tools)
                + " "
                + String.join(" ", values(crate, entity))
                + " -> "
                + String.join(" ", made));
      }
    }
    return actions;
  }

  private static String engines(Crate crate) {
    return String.join(
        ", ",
        crate.entities().stream()
            .filter(entity -> entity.is("OrganizeAction"))
            .map(entity -> entity.text("name"))
            .toList());
  }

  /** What was made on the way is named by its port: engines have places of their own for it. */
  private static String place(Crate crate, CrateEntity action, String id) {
    if (!id.startsWith("work/") && !id.startsWith("#work/")) {
      return id;
    }
    List<String> ports = crate.find(id).map(e -> e.links("exampleOfWork")).orElse(List.of());
    return action.links("instrument").stream()
        .flatMap(tool -> crate.find(tool).stream())
        .flatMap(tool -> tool.links("output").stream())
        .filter(ports::contains)
        .findFirst()
        .map(port -> "(" + name(crate, port) + ")")
        .orElse(id);
  }

  private static List<String> values(Crate crate, CrateEntity action) {
    List<String> values = new ArrayList<>();
    for (String id : action.links("object")) {
      crate
          .find(id)
          .filter(entity -> entity.is("PropertyValue") && entity.values("valueReference").isEmpty())
          // Of how many processors there were, no result depends.
          .filter(entity -> !"threads".equals(entity.text("name")))
          .ifPresent(entity -> values.add(entity.text("name") + "=" + entity.text("value")));
    }
    values.sort(null);
    return values;
  }

  private static String name(Crate crate, String id) {
    return crate.find(id).map(entity -> entity.text("name")).orElse(id);
  }
}
