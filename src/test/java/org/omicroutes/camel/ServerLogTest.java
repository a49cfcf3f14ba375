package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.camel.impl.DefaultCamelContext;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No patient is named in the server's log, whether a run goes well or not. */
class ServerLogTest {
  private static final String PATIENT = "PAT-";

  @TempDir Path dir;

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Log log = new Log();

  /** Everything that is logged, in full. */
  private static final class Log extends Handler {
    private final StringWriter text = new StringWriter();

    @Override
    public synchronized void publish(LogRecord entry) {
      if (entry.getLevel().intValue() < Level.INFO.intValue()) {
        return;
      }
      PrintWriter out = new PrintWriter(text);
      out.println(
          entry instanceof ExtLogRecord full ? full.getFormattedMessage() : entry.getMessage());
      out.println(Arrays.toString(entry.getParameters()));
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(out);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    root.setLevel(Level.INFO);
    root.addHandler(log);
  }

  @AfterEach
  void stop() {
    root.removeHandler(log);
    root.setLevel(before);
  }

  private void drop(String lastPatient) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder clinical = new StringBuilder("patient,time,event,age,sex\n");
    StringBuilder counts = new StringBuilder("gene");
    for (int p = 1; p <= 40; p++) {
      String patient = p == 40 ? lastPatient : PATIENT + p;
      clinical.append(
          "%s,%d,%d,%d,%s%n"
              .formatted(
                  patient,
                  50 + random.nextInt(1000),
                  random.nextInt(3) == 0 ? 0 : 1,
                  40 + random.nextInt(40),
                  random.nextBoolean() ? "female" : "male"));
      counts.append('\t').append(PATIENT).append(p);
    }
    StringBuilder network = new StringBuilder("gene1\tgene2\tweight\n");
    for (int g = 0; g < 60; g++) {
      counts.append("\nGENE").append(g);
      for (int p = 0; p < 40; p++) {
        counts.append('\t').append(random.nextInt(500));
      }
      network.append("GENE" + g + "\tGENE" + (g + 1) % 60 + "\t0.9\n");
    }
    Files.writeString(dir.resolve("clinical.csv"), clinical);
    Files.writeString(dir.resolve("counts.tsv"), counts + "\n");
    Files.writeString(dir.resolve("network.tsv"), network);
    Files.writeString(
        dir.resolve("samplesheet.csv"),
        "layer,format,path\nrna,counts,counts.tsv\nclinical,clinical,clinical.csv\n");
  }

  private void run() throws Exception {
    var workflow = Workflows.find("prognosis").orElseThrow();
    try (DefaultCamelContext context = new DefaultCamelContext();
        WorkflowEngine engine = new WorkflowEngine(context, 1)) {
      context.start();
      engine.load(workflow);
      engine.run(
          workflow,
          Map.of(
              "samplesheet", dir.resolve("samplesheet.csv"),
              "network", dir.resolve("network.tsv")),
          Map.of("folds", "2", "model", "cox", "features", "20", "factors", "1", "threads", "1"),
          dir.resolve("run"),
          List.of(new ServerLog("drop-7")));
    }
  }

  @Test
  void ofARunThatGoesWell() throws Exception {
    drop(PATIENT + 40);
    run();
    assertThat(dir.resolve("run/predictions.tsv")).content().contains(PATIENT + 7);
    assertThat(log.text.toString())
        .contains("drop-7: read-clinical done")
        .contains("drop-7: evaluate done")
        .doesNotContain(PATIENT);
  }

  @Test
  void ofARunThatFailsBecauseOfAPatient() throws Exception {
    drop(PATIENT + 39);
    assertThatThrownBy(this::run).hasStackTraceContaining(PATIENT + 39);
    assertThat(log.text.toString())
        .contains("drop-7: read-clinical failed; the run's log says why")
        .doesNotContain(PATIENT);
  }
}
