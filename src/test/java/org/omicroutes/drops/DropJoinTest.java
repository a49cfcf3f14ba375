package org.omicroutes.drops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.DONE;
import static org.omicroutes.state.DropState.REJECTED;
import static org.omicroutes.state.DropState.WAITING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.JoinRule;

/** Drops in a watched folder whose patients' layers come apart. */
class DropJoinTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final JoinRule RULE = new JoinRule(List.of("rna", "cnv"), WEEK);

  @TempDir Path folder;
  private Watch watch;

  @BeforeEach
  void open() throws IOException {
    watch = new Watch(Files.createDirectory(folder.resolve("drops")), "marker");
    watch.scanner = scanner(RULE);
  }

  private DropScanner scanner(JoinRule rule) throws IOException {
    return new DropScanner(
        "prognosis",
        watch.root,
        Profiles.load(null).named(List.of("marker")),
        watch.store,
        watch.clock,
        DropScanner.Settings.DEFAULT,
        rule);
  }

  private void drop(String path, String layer, String... patients) throws IOException {
    watch.write(path + "/samplesheet.csv", "layer,format,path\n" + layer + ",matrix,data.csv\n");
    String ones = ",1".repeat(patients.length);
    String header = "gene," + String.join(",", patients);
    watch.write(path + "/data.csv", header + "\nG1" + ones + "\n");
    watch.write(path + "/COMPLETE", "");
    watch.look();
    watch.lookAfter(SETTLE);
  }

  @Test
  void layersThatComeDaysApartAreJoined() throws IOException {
    drop("rna", "rna", "P1", "P2");
    assertThat(watch.state("rna")).isEqualTo(WAITING);
    assertThat(watch.reason("rna"))
        .startsWith("2 of 2 patients lack cnv; runs at 2026-03-08T02:00:05Z");
    watch.lookAfter(Duration.ofDays(2));
    // As after a restart.
    watch.scanner = scanner(RULE);
    watch.look();
    drop("cnv", "cnv", "P1", "P2");
    assertThat(watch.state("rna")).isEqualTo(COMPLETE);
    assertThat(watch.state("cnv")).isEqualTo(COMPLETE);
    Drop done = watch.work(DONE);
    assertThat(watch.store.group(done.id()).inOrder())
        .extracting(Drop::path, Drop::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("rna", DONE),
            org.assertj.core.groups.Tuple.tuple("cnv", DONE));
    watch.lookAfter(Duration.ofHours(2));
    assertThat(watch.store.claim("prognosis", watch.instance)).isEmpty();
  }

  @Test
  void runsWithWhatThereIsWhenTheTimeIsOver() throws IOException {
    drop("rna", "rna", "P1");
    watch.lookAfter(WEEK.minusSeconds(1));
    assertThat(watch.state("rna")).isEqualTo(WAITING);
    watch.lookAfter(Duration.ofSeconds(1));
    assertThat(watch.state("rna")).isEqualTo(COMPLETE);
    assertThat(watch.reason("rna"))
        .isEqualTo("not waited for any longer: 1 of 1 patient lacks cnv");
    watch.work(DONE);
    drop("late", "cnv", "P1");
    assertThat(watch.state("late")).isEqualTo(COMPLETE);
    assertThat(watch.reason("late"))
        .isEqualTo("each patient has rna, cnv; with the layers of rna, which was done before");
  }

  @Test
  void whatChangedDeepInsideWhileItWaitedIsNotRunAsItWas() throws IOException {
    drop("rna", "rna", "P1");
    watch.lookAfter(Duration.ofHours(3));
    // Its folder and markers look as before.
    Path data = watch.root.resolve("rna/data.csv");
    Files.writeString(data, "gene,P1\nG1,2\n");
    watch.touch("rna/data.csv");
    watch.lookAfter(Duration.ofMinutes(2));
    assertThat(watch.state("rna")).isEqualTo(WAITING);
    drop("cnv", "cnv", "P1");
    assertThat(watch.state("rna")).isNotEqualTo(COMPLETE);
    assertThat(watch.state("cnv")).isEqualTo(WAITING);
    watch.lookAfter(Duration.ofMinutes(1));
    watch.lookAfter(Duration.ofMinutes(1));
    assertThat(watch.state("rna")).isEqualTo(COMPLETE);
    assertThat(watch.state("cnv")).isEqualTo(COMPLETE);
  }

  @Test
  void aWaitingFolderThatVanishesIsRejectedAndTheOthersWait() throws IOException {
    drop("rna", "rna", "P1", "P2");
    drop("more", "rna", "P2", "P3");
    assertThat(watch.reason("more")).endsWith("to be joined with rna");
    for (String file : List.of("data.csv", "COMPLETE", "samplesheet.csv", "")) {
      Files.delete(watch.root.resolve("rna").resolve(file));
    }
    watch.lookAfter(SETTLE);
    assertThat(watch.state("rna")).isEqualTo(REJECTED);
    assertThat(watch.state("more")).isEqualTo(WAITING);
    watch.lookAfter(Duration.ofMinutes(1));
    assertThat(watch.reason("more"))
        .startsWith("2 of 2 patients lack cnv")
        .doesNotContain("joined");
  }

  @Test
  void aPersonNeedNotWait() throws IOException {
    drop("rna", "rna", "P1");
    assertThat(watch.store.retry(watch.at("rna").id(), "asked for")).isTrue();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("rna")).isEqualTo(COMPLETE);
  }

  @Test
  void aBadSheetIsLeftToTheRun() throws IOException {
    watch.write("bad/samplesheet.csv", "layer,format\nrna,matrix\n");
    watch.write("bad/COMPLETE", "");
    watch.look();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("bad")).isEqualTo(COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed=\\u00zz\n", "seed=\u00e4\n"})
  void parametersThatCannotBeReadAreLeftToTheRun(String text) throws IOException {
    Path bad = Files.createDirectory(watch.root.resolve("bad"));
    Files.write(bad.resolve("prognosis.properties"), text.getBytes(ISO_8859_1));
    watch.touch("bad/prognosis.properties");
    watch.write("bad/samplesheet.csv", "layer,format,path\nrna,matrix,data.csv\n");
    watch.write("bad/data.csv", "gene,P1\ng1,1\n");
    watch.write("bad/COMPLETE", "");
    watch.look();
    watch.lookAfter(SETTLE);
    assertThat(watch.state("bad")).isEqualTo(COMPLETE);
    assertThatThrownBy(() -> DropParameters.read(bad))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("prognosis.properties");
  }

  @Test
  void aRouteThatNoLongerJoinsLetsGo() throws IOException {
    drop("rna", "rna", "P1");
    watch.scanner = scanner(JoinRule.NONE);
    watch.look();
    assertThat(watch.state("rna")).isEqualTo(COMPLETE);
    assertThat(watch.store.list(new DropStore.Filter(null, COPYING, null), 9, 0)).isEmpty();
  }
}
