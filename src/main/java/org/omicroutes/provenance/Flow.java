package org.omicroutes.provenance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;

/** How files went from one step to the next, as the executions tell. */
final class Flow {
  /** A port of a step. */
  record End(String step, String port) {}

  /** A file went from an output port to an input port. */
  record Link(End from, End to) {}

  private final Set<Link> links = new LinkedHashSet<>();

  Flow(Collection<Execution> executions) {
    Map<String, Set<End>> writers = new HashMap<>();
    for (Execution execution : executions) {
      for (FileRef output : execution.outputs()) {
        writers
            .computeIfAbsent(output.path(), path -> new LinkedHashSet<>())
            .add(new End(execution.step(), output.port()));
      }
    }
    for (Execution execution : executions) {
      for (FileRef input : execution.inputs()) {
        End to = new End(execution.step(), input.port());
        writers.getOrDefault(input.path(), Set.of()).forEach(from -> links.add(new Link(from, to)));
      }
    }
  }

  Set<Link> links() {
    return links;
  }

  /**
   * A place for each step such that each comes after those whose outputs it needs. A workflow may
   * go through a step again: where steps need each other, one has no place.
   *
   * @param steps in the order of their first use
   * @return places from 1
   */
  Map<String, Integer> positions(Collection<String> steps) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    steps.forEach(step -> needs.put(step, new LinkedHashSet<>()));
    for (Link link : links) {
      String from = link.from().step();
      String to = link.to().step();
      if (!from.equals(to) && needs.containsKey(to) && needs.containsKey(from)) {
        needs.get(to).add(from);
      }
    }
    Map<String, Integer> positions = new LinkedHashMap<>();
    List<String> left = new ArrayList<>(needs.keySet());
    while (!left.isEmpty()) {
      String next =
          left.stream().filter(step -> needs.get(step).isEmpty()).findFirst().orElse(null);
      if (next != null) {
        positions.put(next, positions.size() + 1);
      }
      String gone = next == null ? left.get(0) : next;
      left.remove(gone);
      needs.values().forEach(of -> of.remove(gone));
    }
    return positions;
  }
}
