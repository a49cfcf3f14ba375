package org.omicroutes.trials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The drops of a trial, all different but for duplicates, and what is done to their folders.
 *
 * @param drops in no order
 * @param acts the first comes first
 */
record DropPlan(List<Planned> drops, List<Act> acts) {

  /**
   * A drop.
   *
   * @param name of its folder
   */
  record Planned(String name, DropKind kind, DropFiles files) {}

  /**
   * Makes a plan; the same numbers make the same one.
   *
   * @param root the watched folder
   * @param number of drops; 10 or more
   */
  static DropPlan of(Path root, int number, Random random) {
    if (number < 10) {
      throw new IllegalArgumentException("drops: found " + number + ", expected 10 or more");
    }
    List<DropKind> kinds = kinds(number);
    Collections.shuffle(kinds, random);
    List<Planned> drops = new ArrayList<>();
    List<Act> acts = new ArrayList<>();
    List<Long> originals = new ArrayList<>();
    // Good ones first: a duplicate is one of them.
    kinds.sort(Comparator.comparing(kind -> kind == DropKind.DUPLICATE));
    for (int i = 0; i < kinds.size(); i++) {
      DropKind kind = kinds.get(i);
      boolean listed = random.nextInt(3) == 0;
      long contents = random.nextLong();
      if (kind == DropKind.GOOD) {
        originals.add(contents);
      } else if (kind == DropKind.DUPLICATE) {
        contents = originals.remove(random.nextInt(originals.size()));
      }
      // Names do not tell kinds: the order of names is one in which drops are looked at.
      String name = String.format("run-%08x-%03d", random.nextInt(), i + 1);
      DropFiles files =
          new DropFiles(root.resolve(name), contents, listed, kind.defect(listed, random));
      drops.add(new Planned(name, kind, files));
      acts.addAll(kind.acts(files, random));
    }
    acts.sort(Comparator.comparingDouble(Act::at));
    return new DropPlan(drops, acts);
  }

  /** Each kind once at least; the remainder is good. */
  private static List<DropKind> kinds(int number) {
    List<DropKind> kinds = new ArrayList<>();
    for (DropKind kind : DropKind.values()) {
      int some = kind == DropKind.GOOD ? 0 : Math.max(1, number * kind.share() / 100);
      kinds.addAll(Collections.nCopies(some, kind));
    }
    kinds.addAll(Collections.nCopies(number - kinds.size(), DropKind.GOOD));
    return kinds;
  }
}
