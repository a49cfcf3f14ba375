package org.omicroutes.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.JoinRule;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

/** A night's drops: one done, one that runs, rejected ones and some that wait. */
final class SeededState {
  /** One's own, so that no other test's drops are claimed. */
  private final String route = "prognosis-" + UUID.randomUUID().toString().substring(0, 4);

  private final Ticking clock = new Ticking();
  private final DropStore drops;
  private final RunStore runs;
  private final String instance;
  private final Path results;

  SeededState(DataSource source, Path results) {
    StateDatabase database = new StateDatabase(source, clock);
    this.drops = new DropStore(database);
    this.runs = new RunStore(database);
    this.instance = new Instances(database, drops, runs).enter("sequencer-core");
    this.results = results;
  }

  /** Time that passes when the test says so; it begins two hours ago. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.now().minus(Duration.ofHours(2));

    void pass(long seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  Drop add(String path, DropState state, String reason) {
    clock.pass(20);
    var seen =
        new DropStore.Sighting(route, "drops", path, "manifest", "f00d", 12, 48_230_114_000L);
    return drops.add(seen, state, reason, null);
  }

  /** Drops of one patient, whose mutations are waited for. */
  List<Drop> waiting(String... paths) {
    JoinRule rule = new JoinRule(List.of("rna", "mutation"), Duration.ofDays(7));
    List<Drop> waiting = new ArrayList<>();
    for (String path : paths) {
      Drop drop = add(path, DropState.COPYING, "files still come");
      var layers = new DropStore.Layers(Map.of("rna", Set.of("P1")), rule);
      drops.complete(drop, UUID.randomUUID().toString(), new byte[0], "all are there", layers);
      waiting.add(drop);
    }
    drops.settle(route, rule);
    return waiting;
  }

  Drop rejected(String path, String reason) {
    Drop drop = add(path, DropState.COPYING, "files still come");
    clock.pass(40);
    drops.complete(drop, UUID.randomUUID().toString(), new byte[0], "all 12 files are there");
    drops.reject(drop.id(), reason);
    return drops.get(drop.id()).orElseThrow();
  }

  /** A drop at work, or done: its run reused a step, made others, and left files. */
  Drop withRun(String path, boolean done) throws IOException {
    Drop drop = add(path, DropState.COPYING, "files still come");
    clock.pass(300);
    drops.complete(drop, UUID.randomUUID().toString(), new byte[0], "all 12 files are there");
    Drop held = drops.claim(route, instance).orElseThrow();
    String run = RunStore.newId();
    Path folder = folder(run, path);
    runs.add(
        new RunStore.Wanted(
            run,
            "prognosis",
            "omicroutes",
            "drops",
            "{}",
            "{}",
            folder.toString(),
            null,
            drop.id()));
    runs.begin(run, instance);
    runs.running(run, instance);
    drops.running(held, instance, run);
    runs.addTask(run, "cohort", "work/flow.json", RunState.COMPLETE, true);
    made(run, "vst", "work/layers/rna.tsv.gz", 9);
    made(run, "combat", "work/layers/rna-batch.tsv.gz", 31);
    made(run, "mofa", "work/all/factors.tsv", 84);
    int training = runs.addTask(run, "train", "model/moanet.json.gz", RunState.RUNNING, false);
    if (done) {
      clock.pass(140);
      runs.endTask(run, training, RunState.COMPLETE, false, "early stop at epoch 61");
      runs.end(run, instance, RunState.COMPLETE, "");
      drops.end(held, instance, DropState.DONE, "results are in " + path);
    }
    return drops.get(drop.id()).orElseThrow();
  }

  private void made(String run, String step, String label, long seconds) {
    int number = runs.addTask(run, step, label, RunState.RUNNING, false);
    clock.pass(seconds);
    runs.endTask(run, number, RunState.COMPLETE, false, "");
  }

  private Path folder(String run, String name) throws IOException {
    Path folder = Files.createDirectories(results.resolve(name + "-" + run));
    Files.writeString(
        folder.resolve("report.html"),
        "<!DOCTYPE html><title>Report</title><h1>Report</h1><script>document.title='ran'</script>");
    Files.writeString(folder.resolve("ro-crate-metadata.json"), "{}");
    Files.writeString(folder.resolve("predictions.tsv"), "sample\trisk\n");
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs/run.log"), "2026-01-01T00:00:00Z\tstart\tvst\n");
    Files.createDirectories(folder.resolve("work"));
    Files.writeString(folder.resolve("work/secret.tsv"), "no\n");
    Files.createDirectories(folder.resolve(".omicroutes"));
    Files.writeString(folder.resolve(".omicroutes/history.jsonl"), "no\n");
    return folder;
  }
}
