package org.omicroutes.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.DropChecks.Found;

/** A small trial, so that the command is known to work; docs/trials.md has large ones. */
class ChaosIT {
  @TempDir Path dir;

  @Test
  void dropsSurviveAKilledServer() throws Exception {
    Chaos chaos = new Chaos(new Chaos.Size(20, 3, 5, Duration.ofSeconds(4)), dir, Map.of());
    chaos.run();
    StateTables tables = StateTables.read(StateTables.Place.embedded(chaos.results()));
    List<Found> found = new DropChecks(dir.resolve("compared"), tables).check(chaos.plan().drops());
    assertThat(found).hasSize(20).allSatisfy(drop -> assertThat(drop.wrong()).isEmpty());
    assertThat(DropChecks.table(found)).contains("| all | 20 |  | 20 | 0 | 0 |");
  }
}
