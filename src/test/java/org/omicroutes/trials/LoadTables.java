package org.omicroutes.trials;

import java.util.List;
import java.util.Locale;
import org.omicroutes.trials.LoadCommand.Measured;

/** The tables of a load, in Markdown. */
final class LoadTables {
  private LoadTables() {}

  /** Answers by operation, one measurement beside the other. */
  static String answers(List<Measured> measured) {
    StringBuilder text = new StringBuilder("| operation |");
    StringBuilder line = new StringBuilder("|---|");
    for (Measured one : measured) {
      String runs = String.format(Locale.ROOT, "%,d runs", one.runs());
      text.append(" requests, ").append(runs).append(" | 5xx | failed | p50 ms | p99 ms |");
      line.append("---:|---:|---:|---:|---:|");
    }
    text.append('\n').append(line).append('\n');
    for (Operation operation : Operation.values()) {
      text.append("| ").append(operation.title()).append(" |");
      for (Measured one : measured) {
        Answers.OfOne of = one.answers().of(operation);
        text.append(
            String.format(
                Locale.ROOT,
                " %d | %d | %d | %.1f | %.1f |",
                of.requests(),
                of.errors(),
                of.others(),
                of.milliseconds(50),
                of.milliseconds(99)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Memory over time. */
  static String memory(List<Measured> measured) {
    StringBuilder text = new StringBuilder("| server's memory, MB |");
    StringBuilder line = new StringBuilder("|---|");
    int looks = measured.get(0).memory().resident().size();
    for (int look = 1; look <= looks; look++) {
      text.append(String.format(Locale.ROOT, " %d %% |", 100 * look / looks));
      line.append("---:|");
    }
    text.append(" heap in use before | after |\n").append(line).append("---:|---:|\n");
    for (Measured one : measured) {
      text.append(String.format(Locale.ROOT, "| resident, %,d runs |", one.runs()));
      for (double megabytes : one.memory().resident()) {
        text.append(String.format(Locale.ROOT, " %.0f |", megabytes));
      }
      text.append(
          String.format(
              Locale.ROOT,
              " %.0f | %.0f |%n",
              one.memory().liveBefore(),
              one.memory().liveAfter()));
    }
    return text.toString();
  }
}
