package org.omicroutes.neural.plain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done to know the values of some operations of a graph, in order, and when the
 * memory of each value can be used again.
 *
 * @param leaves whose values come from outside
 * @param steps the operations, each after its inputs
 * @param unused for each step the operations whose values nobody reads after it
 * @param kept the operations whose values are read after all steps
 */
record Plan(
    List<Leaf> leaves, List<Operation> steps, List<List<Operation>> unused, List<Operation> kept) {

  /**
   * @param all the operations of the graph, each after its inputs
   * @param wanted whose values are read in the end
   * @param differentiated whether gradients are taken afterwards
   */
  static Plan of(List<Operation> all, Collection<Operation> wanted, boolean differentiated) {
    Set<Operation> needed = needed(all, wanted);
    List<Leaf> leaves = new ArrayList<>();
    List<Operation> steps = new ArrayList<>();
    for (Operation operation : all) {
      if (needed.contains(operation)) {
        if (operation instanceof Leaf leaf) {
          leaves.add(leaf);
        } else {
          steps.add(operation);
        }
      }
    }
    Set<Operation> reads = new HashSet<>();
    wanted.forEach(operation -> reads.add(operation.storage()));
    if (differentiated) {
      steps.forEach(operation -> addReads(operation, reads));
    }
    return new Plan(
        leaves,
        steps,
        unused(steps, reads),
        reads.stream().filter(operation -> !(operation instanceof Leaf)).toList());
  }

  private static Set<Operation> needed(List<Operation> all, Collection<Operation> wanted) {
    Set<Operation> needed = new HashSet<>(wanted);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (needed.contains(all.get(i))) {
        needed.addAll(all.get(i).inputs());
      }
    }
    return needed;
  }

  /** What the operation reads when its gradient is passed on. */
  private static void addReads(Operation operation, Set<Operation> reads) {
    if (!operation.trained()) {
      return;
    }
    if (operation.readsValue()) {
      reads.add(operation.storage());
    }
    for (int i = 0; i < operation.inputs().size(); i++) {
      if (operation.readsInput(i)) {
        reads.add(operation.input(i).storage());
      }
    }
  }

  private static List<List<Operation>> unused(List<Operation> steps, Set<Operation> kept) {
    Map<Operation, Integer> last = new IdentityHashMap<>();
    for (int step = 0; step < steps.size(); step++) {
      last.put(steps.get(step).storage(), step);
      for (Operation input : steps.get(step).inputs()) {
        last.put(input.storage(), step);
      }
    }
    List<List<Operation>> unused = new ArrayList<>();
    steps.forEach(step -> unused.add(new ArrayList<>()));
    last.forEach(
        (operation, step) -> {
          if (!(operation instanceof Leaf) && !kept.contains(operation)) {
            unused.get(step).add(operation);
          }
        });
    return unused;
  }
}
