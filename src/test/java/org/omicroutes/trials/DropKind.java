package org.omicroutes.trials;

import java.util.List;
import java.util.Random;
import org.omicroutes.state.DropState;
import org.omicroutes.trials.DropFiles.Defect;
import org.omicroutes.trials.DropFiles.Layer;

/**
 * A kind of drop: how it comes, and what is to become of it. Another kind is another constant here;
 * a new way of being right or wrong is one in {@link DropChecks}.
 */
enum DropKind {
  GOOD("good", DropState.DONE, 40) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      Act.Work copy = random.nextBoolean() ? files::whole : files::moved;
      return List.of(new Act(random.nextDouble() * 0.9, copy));
    }
  },
  RESUMED("half-copied, finished later", DropState.DONE, 12) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      double begun = random.nextDouble() * 0.8;
      double finished = begun + (1 - begun) * random.nextDouble() * 0.9;
      return List.of(new Act(begun, files::half), new Act(finished, files::rest));
    }
  },
  ABANDONED("half-copied, never finished", DropState.COPYING, 8) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      // Half a file that is listed is a wrong sum, and rejected.
      Act.Work copy = files.listed() ? files::begun : files::half;
      return List.of(new Act(random.nextDouble() * 0.9, copy));
    }
  },
  DUPLICATE("duplicate by content", DropState.DUPLICATE, 12) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      return GOOD.acts(files, random);
    }
  },
  CORRUPT("corrupt", DropState.REJECTED, 14) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      return GOOD.acts(files, random);
    }

    @Override
    Defect defect(boolean listed, Random random) {
      Defect[] defects = {Defect.TEXT, Defect.RANGE, Defect.SHORT, Defect.SUM};
      return defects[random.nextInt(listed ? 4 : 3)];
    }
  },
  /** Pairs of the same patients: one has a layer, and the other comes later with another one. */
  LATE("late layers", DropState.DONE, 12) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      boolean isFirst = files.layer() == Layer.METHYLATION;
      double at = (isFirst ? 0 : 0.45) + random.nextDouble() * 0.45;
      Act.Work copy = random.nextBoolean() ? files::whole : files::moved;
      return List.of(new Act(at, copy));
    }
  },
  LONELY("late layers that never come", DropState.WAITING, 2) {
    @Override
    List<Act> acts(DropFiles files, Random random) {
      return GOOD.acts(files, random);
    }
  };

  private final String title;
  private final DropState expected;
  private final int share;

  /**
   * @param title in the table
   * @param expected what is to become of it
   * @param share in percent
   */
  DropKind(String title, DropState expected, int share) {
    this.title = title;
    this.expected = expected;
    this.share = share;
  }

  String title() {
    return title;
  }

  DropState expected() {
    return expected;
  }

  int share() {
    return share;
  }

  /** Whether it waits for other layers of its patients. */
  boolean waits() {
    return this == LATE || this == LONELY;
  }

  /** What is done to the folder, and when. */
  abstract List<Act> acts(DropFiles files, Random random);

  /** What the names of patients begin with; of those that wait, each has its own. */
  String patients(Random random) {
    return waits() ? String.format("P%08x-", random.nextInt()) : "S";
  }

  /** What is wrong with one of this kind. */
  Defect defect(boolean listed, Random random) {
    return Defect.NONE;
  }
}
