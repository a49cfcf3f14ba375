package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunTags;

/** A database as months of work leave it: runs that have ended, with tasks and results. */
final class SeededRuns {
  private static final int FOLDERS = 20;
  private static final int TASKS = 20;
  private static final int MANY_TASKS = 2000;

  /** Every so many runs have many tasks. */
  private static final int WITH_MANY_TASKS = 500;

  private static final List<String> WORKFLOWS =
      List.of("prognosis", "prognosis", "predict", "step:vst", "study");
  private static final List<String> STEPS = List.of("read-layer", "vst", "quantile", "select");

  private final List<Path> folders = new ArrayList<>();
  private final Random random;

  private SeededRuns(Random random) {
    this.random = random;
  }

  /**
   * Makes the tables and fills them.
   *
   * @param results where folders of runs are made
   * @return ids of the runs, the newest first
   */
  static List<String> fill(StateTables.Place place, Path results, int runs, long seed)
      throws IOException, SQLException {
    Flyway.configure().dataSource(place.url(), place.user(), place.password()).load().migrate();
    SeededRuns seeded = new SeededRuns(new Random(seed));
    seeded.folders(results);
    try (Connection connection = place.connect()) {
      connection.setAutoCommit(false);
      List<String> ids = seeded.runs(connection, runs);
      RunTags.enterAll(connection);
      seeded.tasks(connection, ids);
      connection.commit();
      return ids;
    }
  }

  /** Runs share the folders: what is measured is how they are asked for. */
  private void folders(Path results) throws IOException {
    for (int f = 0; f < FOLDERS; f++) {
      Path folder = Files.createDirectory(results.resolve("run-" + f));
      Files.createDirectory(folder.resolve(".omicroutes"));
      for (String file : List.of("predictions.tsv", "metrics.json", "report.html")) {
        Files.writeString(folder.resolve(file), file + " of " + f + "\n");
      }
      folders.add(folder);
    }
  }

  private List<String> runs(Connection connection, int number) throws SQLException {
    List<String> ids = new ArrayList<>();
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    String insert =
        "INSERT INTO run (id, workflow, type, state, owner, request, tags, folder, error,"
            + " created_at, started_at, ended_at, cancelling, attempts)"
            + " VALUES (?, ?, 'omicroutes', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
    try (PreparedStatement run = connection.prepareStatement(insert)) {
      for (int r = 0; r < number; r++) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        OffsetDateTime at = now.minusMinutes(10L * r);
        run(run, id, at, state());
        ids.add(id);
      }
    }
    return ids;
  }

  private void run(PreparedStatement run, String id, OffsetDateTime at, RunState state)
      throws SQLException {
    String workflow = WORKFLOWS.get(random.nextInt(WORKFLOWS.size()));
    String tags = "{\"site\":\"" + (char) ('a' + random.nextInt(5)) + "\"}";
    String request =
        "{\"workflow_params\":{\"samplesheet\":\"samplesheet.csv\",\"seed\":1},"
            + "\"workflow_type\":\"omicroutes\",\"workflow_type_version\":\"1\",\"tags\":"
            + tags
            + ",\"workflow_engine_parameters\":{},\"workflow_url\":\""
            + workflow
            + "\"}";
    run.setString(1, id);
    run.setString(2, workflow);
    run.setString(3, state.name());
    run.setString(4, random.nextInt(4) == 0 ? "lims" : "local");
    run.setString(5, request);
    run.setString(6, tags);
    run.setString(7, folders.get(random.nextInt(FOLDERS)).toString());
    run.setString(8, state == RunState.EXECUTOR_ERROR ? "betas.tsv, line 7: found 'x'" : null);
    run.setObject(9, at);
    run.setObject(10, at.plusSeconds(1));
    run.setObject(11, at.plusMinutes(5));
    run.setBoolean(12, state == RunState.CANCELED);
    run.executeUpdate();
  }

  private RunState state() {
    int percent = random.nextInt(100);
    if (percent < 85) {
      return RunState.COMPLETE;
    }
    return percent < 95 ? RunState.EXECUTOR_ERROR : RunState.CANCELED;
  }

  private void tasks(Connection connection, List<String> ids) throws SQLException {
    OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    String insert =
        "INSERT INTO task (run_id, number, name, label, state, reused, started_at, ended_at)"
            + " VALUES (?, ?, ?, ?, 'COMPLETE', FALSE, ?, ?)";
    try (PreparedStatement task = connection.prepareStatement(insert)) {
      for (int r = 0; r < ids.size(); r++) {
        int tasks = r % WITH_MANY_TASKS == WITH_MANY_TASKS / 10 ? MANY_TASKS : TASKS;
        for (int t = 1; t <= tasks; t++) {
          task.setString(1, ids.get(r));
          task.setInt(2, t);
          task.setString(3, STEPS.get(t % STEPS.size()));
          task.setString(4, "work/folds/" + t + "/out.tsv.gz");
          task.setObject(5, at);
          task.setObject(6, at.plusSeconds(1));
          task.addBatch();
        }
        task.executeBatch();
      }
    }
  }
}
