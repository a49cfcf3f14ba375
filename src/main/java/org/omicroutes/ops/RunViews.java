package org.omicroutes.ops;

import static org.omicroutes.ops.Shown.orEmpty;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;

/** Runs as the pages show them; empty for what is not known. */
final class RunViews {
  private static final int TASKS = 200;
  private static final int FILES = 200;
  private static final int SHORT_ID = 8;

  /** Width of the timeline in its own units. */
  private static final double WIDTH = 1000;

  private static final double THINNEST = 3;

  private RunViews() {}

  /** A run in a table. */
  record Row(
      String id,
      String shortId,
      Shown.State state,
      String workflow,
      Shown.At created,
      String took,
      String error) {
    static Row of(org.omicroutes.state.Run run, Instant now) {
      return new Row(
          run.id(),
          run.id().substring(0, Math.min(SHORT_ID, run.id().length())),
          Shown.State.of(run.state()),
          run.workflow(),
          Shown.At.of(run.createdAt()),
          Shown.took(run.startedAt(), run.endedAt(), now),
          orEmpty(run.error()));
    }
  }

  /**
   * A step with its bar on the timeline.
   *
   * @param x where the bar begins, 0 to 1000
   */
  record Task(
      int number,
      Shown.State state,
      String name,
      String label,
      String message,
      String took,
      String look,
      String x,
      String width) {}

  /** A file that can be fetched. */
  record File(String path, String href, String label, String size) {}

  /**
   * A run with its steps, files and log.
   *
   * @param after the steps that are shown have numbers above this
   */
  record Run(
      String id,
      String shortId,
      Shown.State state,
      String workflow,
      String dropId,
      Shown.At created,
      String took,
      String error,
      String from,
      String to,
      List<Task> tasks,
      String shownTasks,
      int after,
      boolean earlier,
      int earlierAfter,
      boolean later,
      int laterAfter,
      List<File> mainFiles,
      List<File> files,
      boolean moreFiles,
      String log) {}

  /**
   * The page of a run.
   *
   * @param seen what the browser sends back to hear nothing where nothing is new
   * @param last whether the last steps are shown, whichever they come to be
   */
  record Page(String htmx, String seen, boolean last, Run run) implements Html.Marked<Page> {
    @Override
    public Page seen(String hash) {
      return new Page(htmx, hash, last, run);
    }
  }

  /**
   * @param wanted steps with numbers above this; null for the last ones
   */
  static Run of(
      org.omicroutes.state.Run run, RunStore runs, RunFiles files, Integer wanted, Instant now)
      throws IOException {
    int total = runs.taskCounts(run.id()).values().stream().mapToInt(Integer::intValue).sum();
    int after = wanted == null ? Math.max(0, total - TASKS) : Math.max(0, wanted);
    List<org.omicroutes.state.Task> tasks = runs.tasks(run.id(), after, TASKS);
    Span span = Span.of(tasks, run, now);
    List<File> listed = files.list(run, FILES + 1).stream().map(file -> file(run, file)).toList();
    Row row = Row.of(run, now);
    return new Run(
        row.id,
        row.shortId,
        row.state,
        row.workflow,
        orEmpty(run.dropId()),
        row.created,
        row.took,
        row.error,
        Shown.At.of(span.from).text(),
        Shown.At.of(span.to).text(),
        tasks.stream().map(task -> task(task, span, now)).toList(),
        "%d of %d steps are shown.".formatted(tasks.size(), total),
        after,
        after > 0,
        Math.max(0, after - TASKS),
        after + tasks.size() < total,
        after + tasks.size(),
        mainFiles(listed),
        listed.subList(0, Math.min(FILES, listed.size())),
        listed.size() > FILES,
        files.log(run));
  }

  /** What the timeline shows. */
  private record Span(Instant from, Instant to) {
    static Span of(
        List<org.omicroutes.state.Task> tasks, org.omicroutes.state.Run run, Instant now) {
      Instant from = run.startedAt() == null ? run.createdAt() : run.startedAt();
      Instant to = run.endedAt() == null ? now : run.endedAt();
      if (!tasks.isEmpty()) {
        from =
            tasks.stream().map(org.omicroutes.state.Task::startedAt).min(Instant::compareTo).get();
        to =
            tasks.stream()
                .map(task -> task.endedAt() == null ? now : task.endedAt())
                .max(Instant::compareTo)
                .get();
      }
      return new Span(from, to);
    }

    /** Where a time lies, 0 to 1000. */
    double place(Instant at) {
      double length = Math.max(1, to.toEpochMilli() - from.toEpochMilli());
      double place = (at.toEpochMilli() - from.toEpochMilli()) / length * WIDTH;
      return Math.min(WIDTH, Math.max(0, place));
    }
  }

  private static Task task(org.omicroutes.state.Task task, Span span, Instant now) {
    Instant end = task.endedAt() == null ? now : task.endedAt();
    double x = Math.min(span.place(task.startedAt()), WIDTH - THINNEST);
    double width = Math.max(THINNEST, span.place(end) - x);
    Shown.State state = Shown.State.of(task.state());
    boolean failed = task.state().hasEnded() && task.state() != RunState.COMPLETE;
    return new Task(
        task.number(),
        task.reused() ? new Shown.State("REUSED", "idle", "↻") : state,
        task.name(),
        task.label(),
        orEmpty(task.message()),
        task.reused() ? "" : Shown.took(task.startedAt(), task.endedAt(), now),
        failed ? "failed" : task.reused() ? "reused" : "made",
        Long.toString(Math.round(x)),
        Long.toString(Math.round(width)));
  }

  private static File file(org.omicroutes.state.Run run, RunFiles.Listed file) {
    String href = "/ui/runs/" + run.id() + "/files/" + file.encoded();
    return new File(file.path(), href, file.path(), Shown.size(file.bytes()));
  }

  /** What most people come for. */
  private static List<File> mainFiles(List<File> files) {
    return Stream.of(
            List.of("report.html", "Report"),
            List.of("study.html", "Report"),
            List.of("ro-crate-metadata.json", "Provenance (RO-Crate)"),
            List.of("predictions.tsv", "Predictions"))
        .flatMap(
            wanted ->
                files.stream()
                    .filter(file -> file.path.equals(wanted.get(0)))
                    .map(file -> new File(file.path, file.href, wanted.get(1), file.size)))
        .toList();
  }
}
