package org.omicroutes.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.engines.EngineTask.Status;

/** What engines tell of their tasks; the lines are Nextflow 24.10's and cwltool 3.1's. */
class TaskFeedTest {
  @TempDir Path folder;

  @Test
  void nextflowsTraceHasTimesExitAndFolder() throws Exception {
    Path trace = folder.resolve("trace.tsv");
    TaskFeed feed = new TaskFeed(Engine.Language.NEXTFLOW, folder, trace, 0);
    assertThat(feed.next()).isEmpty();
    Files.writeString(
        trace,
        "name\tstatus\texit\tstart\tcomplete\tworkdir\n"
            + "VST (rna)\tCOMPLETED\t0\t1700000000000\t1700000001500\t"
            + folder.resolve("work/nextflow/ab/cd")
            + "\nMOFA (x)\tFAI");
    assertThat(feed.next())
        .containsExactly(
            new EngineTask(
                "VST (rna)",
                Path.of("work/nextflow/ab/cd"),
                Status.COMPLETED,
                Instant.ofEpochMilli(1700000000000L),
                Instant.ofEpochMilli(1700000001500L),
                0));
    Files.writeString(
        trace,
        "LED\t65\t1700000000000\t-\t/elsewhere/x\n"
            + "PCA (x)\tCACHED\t0\t1\t2\t/elsewhere/y\nCOX (x)\tABORTED\t-\t-\t-\t/elsewhere/z\n",
        StandardOpenOption.APPEND);
    assertThat(feed.next())
        .extracting(EngineTask::name, EngineTask::status, EngineTask::exitCode)
        .containsExactly(
            tuple("MOFA (x)", Status.FAILED, 65),
            tuple("PCA (x)", Status.REUSED, 0),
            tuple("COX (x)", Status.STOPPED, null));
    assertThat(feed.next()).isEmpty();
  }

  @Test
  void cwltoolsMessagesSayWhenAJobBeginsAndEnds() throws Exception {
    Path messages = folder.resolve("engine.stderr");
    Files.writeString(messages, "INFO [job old] completed success\n");
    TaskFeed feed = new TaskFeed(Engine.Language.CWL, folder, messages, Files.size(messages));
    Files.writeString(
        messages,
        "INFO [workflow ] starting step vst\n"
            + "INFO [job vst] /tmp/x$ omicroutes \\\n    vst\n"
            + "INFO [job vst_2] /tmp/y$ omicroutes \\\n    vst\n"
            + "INFO [job vst] completed success\n"
            + "\u001b[1;30mWARNING\u001b[0m [job vst_2] completed permanentFail\n",
        StandardOpenOption.APPEND);
    assertThat(feed.next())
        .extracting(EngineTask::name, EngineTask::status)
        .containsExactly(tuple("vst", Status.COMPLETED), tuple("vst_2", Status.FAILED));
  }
}
