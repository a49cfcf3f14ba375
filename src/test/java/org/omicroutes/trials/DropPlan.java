package org.omicroutes.trials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.omicroutes.trials.DropFiles.Defect;
import org.omicroutes.trials.DropFiles.Layer;

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
   * @param root the watched folder; those that wait for layers have {@link #late} instead
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
    String unpaired = null;
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
      Path folder = (kind.waits() ? late(root) : root).resolve(name);
      boolean isSecond = kind == DropKind.LATE && unpaired != null;
      Layer layer = isSecond ? Layer.RNA : Layer.METHYLATION;
      String patients = isSecond ? unpaired : kind.patients(random);
      if (kind == DropKind.LATE) {
        unpaired = isSecond ? null : patients;
      }
      Defect defect = kind.defect(listed, random);
      DropFiles files = new DropFiles(folder, contents, listed, defect, layer, patients);
      drops.add(new Planned(name, kind, files));
      acts.addAll(kind.acts(files, random));
    }
    acts.sort(Comparator.comparingDouble(Act::at));
    return new DropPlan(drops, acts);
  }

  /** The folder beside the watched one in which drops wait for layers. */
  static Path late(Path root) {
    return root.resolveSibling(root.getFileName() + "-late");
  }

  /** Each kind once at least, late layers in pairs; the remainder is good. */
  private static List<DropKind> kinds(int number) {
    List<DropKind> kinds = new ArrayList<>();
    for (DropKind kind : DropKind.values()) {
      int some = kind == DropKind.GOOD ? 0 : Math.max(1, number * kind.share() / 100);
      int single = kind == DropKind.LATE ? some % 2 : 0;
      kinds.addAll(Collections.nCopies(some + single, kind));
    }
    kinds.addAll(Collections.nCopies(number - kinds.size(), DropKind.GOOD));
    return kinds;
  }
}
