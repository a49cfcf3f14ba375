package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.omicroutes.state.DropState.COMPLETE;
import static org.omicroutes.state.DropState.COPYING;
import static org.omicroutes.state.DropState.REJECTED;
import static org.omicroutes.state.DropState.SEQUENCING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.state.DropEvent;

/** Folders of each profile as time goes by. */
class DropProfilesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path root;

  private static String runInfo(String instrument) {
    return "<?xml version=\"1.0\"?>\n<RunInfo Version=\"2\"><Run Id=\"r\"><Instrument>"
        + instrument
        + "</Instrument><Reads><Read Number=\"1\"/><Read Number=\"2\"/><Read Number=\"3\"/></Reads>"
        + "</Run></RunInfo>\n";
  }

  @ParameterizedTest
  @CsvSource({"A01934,NovaSeq 6000", "LH00202,NovaSeq X", "VH01314,NextSeq 1000/2000"})
  void rtaCompleteIsNotEnoughWhereTheCopyEndsLater(String instrument, String platform)
      throws IOException {
    Watch watch = new Watch(root, "illumina");
    watch.write("run/RunInfo.xml", runInfo(instrument));
    watch.write("run/Data/L001_1.cbcl", "bases");
    watch.look();
    assertThat(watch.state("run")).isEqualTo(SEQUENCING);
    assertThat(watch.reason("run"))
        .isEqualTo("RTAComplete.txt is not there yet (" + platform + ")");
    watch.write("run/RTAComplete.txt", "");
    watch.write("run/SequenceComplete.txt", "");
    watch.lookAfter(Duration.ofHours(30));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.reason("run")).startsWith("CopyComplete.txt is not there yet");
    watch.write("run/Data/L002_2.cbcl", "late");
    watch.lookAfter(MINUTE.multipliedBy(3));
    assertThat(watch.at("run").files()).isEqualTo(5);
    watch.write("run/CopyComplete.txt", "");
    watch.lookAfter(MINUTE);
    assertThat(watch.reason("run")).contains("waits until nothing has changed for 5 min");
    watch.lookAfter(MINUTE.multipliedBy(4));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(MINUTE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.store.history(watch.at("run").id()))
        .extracting(DropEvent::state)
        .containsExactly(SEQUENCING, COPYING, COMPLETE);
  }

  @Test
  void hiSeqWantsOneMarkerForEachRead() throws IOException {
    Watch watch = new Watch(root, "illumina");
    watch.write("run/RunInfo.xml", runInfo("D00535"));
    watch.write("run/RTAComplete.txt", "");
    watch.write("run/Basecalling_Netcopy_complete_Read1.txt", "");
    watch.write("run/RTARead2Complete.txt", "");
    watch.look();
    watch.lookAfter(Duration.ofDays(1));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.reason("run")).contains("Basecalling_Netcopy_complete_Read3.txt or");
    watch.write("run/Basecalling_Netcopy_complete_Read3.txt", "");
    watch.lookAfter(MINUTE);
    watch.lookAfter(MINUTE.multipliedBy(10));
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
  }

  @Test
  void anUnknownInstrumentIsGivenTime() throws IOException {
    Watch watch = new Watch(root, "illumina");
    watch.write("old/RunInfo.xml", runInfo("lab7"));
    watch.write("old/RTAComplete.txt", "");
    watch.write("new/RunInfo.xml", runInfo("lab8"));
    watch.write("new/RTAComplete.txt", "");
    watch.write("new/SequenceComplete.txt", "");
    watch.look();
    assertThat(watch.reason("old")).contains("instrument 'lab7' is of no known kind");
    watch.lookAfter(MINUTE.multipliedBy(16));
    assertThat(watch.state("old")).isEqualTo(COMPLETE);
    assertThat(watch.reason("new")).startsWith("CopyComplete.txt is not there yet");
  }

  @Test
  void entitiesInRunInfoAreRefused() throws IOException {
    Watch watch = new Watch(root, "illumina");
    Path secret = Files.writeString(root.resolve("secret.txt"), "A01934");
    watch.write(
        "run/RunInfo.xml",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>\n<RunInfo><Instrument>&x;</Instrument></RunInfo>\n");
    watch.write("run/RTAComplete.txt", "");
    watch.look();
    assertThat(watch.state("run")).isEqualTo(REJECTED);
    assertThat(watch.reason("run"))
        .isEqualTo(
            "RunInfo.xml, line 2: found a document type or an entity; expected XML without them");
  }

  @Test
  void aHalfCopiedRunInfoIsWaitedForButNotForEver() throws IOException {
    Watch watch = new Watch(root, "illumina");
    watch.write("run/RunInfo.xml", runInfo("A01934").substring(0, 60));
    watch.look();
    assertThat(watch.state("run")).isEqualTo(SEQUENCING);
    assertThat(watch.reason("run")).startsWith("RunInfo.xml, line 2: found what is no XML");
    watch.write("run/RunInfo.xml", runInfo("A01934"));
    watch.lookAfter(MINUTE);
    assertThat(watch.reason("run")).startsWith("RTAComplete.txt is not there yet (NovaSeq");
    watch.write("run/RunInfo.xml", "no XML");
    watch.lookAfter(MINUTE);
    watch.lookAfter(MINUTE.multipliedBy(15));
    assertThat(watch.state("run")).isEqualTo(REJECTED);
    watch.write("run/RunInfo.xml", runInfo("A01934"));
    watch.lookAfter(MINUTE);
    watch.lookAfter(MINUTE);
    assertThat(watch.state("run")).isEqualTo(SEQUENCING);
  }

  @Test
  void nanoporeEndsWithItsFinalSummary() throws IOException {
    Watch watch = new Watch(root, "nanopore");
    String run = "2026/20260603_1201_3E_PAA12345_e05460c6";
    watch.write(run + "/pod5/a.pod5", "signal");
    watch.look();
    assertThat(watch.state(run)).isEqualTo(SEQUENCING);
    assertThat(watch.reason(run)).isEqualTo("final_summary*.txt is not there yet");
    watch.write(run + "/final_summary_PAA12345_e05460c6_1.txt", "");
    watch.lookAfter(Duration.ofHours(72));
    assertThat(watch.state(run)).isEqualTo(COPYING);
    watch.write(run + "/pod5/b.pod5", "late");
    watch.lookAfter(MINUTE.multipliedBy(4));
    watch.lookAfter(MINUTE.multipliedBy(4));
    assertThat(watch.state(run)).isEqualTo(COPYING);
    watch.lookAfter(MINUTE);
    assertThat(watch.state(run)).isEqualTo(COMPLETE);
  }

  @Test
  void quietIsCompleteWhenNothingChanges() throws IOException {
    Watch watch = new Watch(root, "quiet");
    watch.write("run/samplesheet.csv", "layer,format,path\n");
    watch.look();
    watch.lookAfter(MINUTE.multipliedBy(14));
    watch.write("run/deep/rna.tsv", "1");
    watch.lookAfter(MINUTE.multipliedBy(4));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(MINUTE.multipliedBy(15));
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.reason("run")).isEqualTo("nothing has changed for 15 min");
  }

  @Test
  void aMarkerSaysThatTheCopyIsDone() throws IOException {
    Watch watch = new Watch(root, "manifest", "marker");
    watch.write("run/samplesheet.csv", "layer,format,path\n");
    watch.look();
    watch.lookAfter(Duration.ofDays(2));
    assertThat(watch.reason("run")).isEqualTo("COMPLETE is not there yet");
    watch.write("run/COMPLETE", "");
    watch.look();
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(Duration.ofSeconds(5));
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.reason("run")).isEqualTo("COMPLETE is there; nothing has changed for 5 s");
  }

  private static String sum(String algorithm, String text) {
    return HexFormat.of().formatHex(DigestUtils.getDigest(algorithm).digest(text.getBytes()));
  }

  private Watch manifest() throws IOException {
    Watch watch = new Watch(root, "manifest", "marker");
    watch.write(
        "run/samplesheet.csv", "layer,format,path\nrna,counts,rna.tsv\ncnv,matrix,b/cnv.tsv\n");
    return watch;
  }

  @Test
  void aManifestIsVerified() throws IOException {
    Watch watch = manifest();
    String cnv = "b/cnv.tsv";
    watch.write("run/MD5SUMS", sum("MD5", "rna") + "  rna.tsv\n" + sum("MD5", "cnv") + " *" + cnv);
    watch.write("run/b/cnv.tsv", "cn");
    watch.look();
    assertThat(watch.at("run").profile()).isEqualTo("manifest");
    assertThat(watch.reason("run")).isEqualTo("1 of 2 files missing: rna.tsv");
    watch.write("run/rna.tsv", "rna");
    watch.lookAfter(Duration.ofSeconds(1));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(Duration.ofSeconds(20));
    assertThat(watch.reason("run"))
        .startsWith("MD5SUMS, line 2: found " + sum("MD5", "cn") + "; expected MD5 ")
        .contains(sum("MD5", "cnv") + " of b/cnv.tsv")
        .endsWith("files may still change");
    watch.write("run/b/cnv.tsv", "cnv");
    watch.lookAfter(Duration.ofSeconds(20));
    assertThat(watch.reason("run")).isEqualTo("b/cnv.tsv changed a moment ago");
    watch.lookAfter(Duration.ofSeconds(20));
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
    assertThat(watch.reason("run"))
        .isEqualTo("2 listed files are there, with the sums that were expected");
  }

  @Test
  void aWrongSumIsRejectedWhenNothingChangesAnyMoreAndMendedByANewFile() throws IOException {
    Watch watch = manifest();
    watch.write("run/rna.tsv", "rna");
    watch.write("run/b/cnv.tsv", "cnX");
    watch.write("run/sha256sum.txt", sum("SHA-256", "rna") + "  ./rna.tsv\n");
    watch.write("run/b/cnv.tsv.sha256", sum("SHA-256", "cnv") + "\n");
    watch.look();
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(MINUTE);
    assertThat(watch.state("run")).isEqualTo(REJECTED);
    assertThat(watch.reason("run"))
        .isEqualTo(
            "b/cnv.tsv.sha256, line 1: found "
                + sum("SHA-256", "cnX")
                + "; expected SHA-256 "
                + sum("SHA-256", "cnv")
                + " of b/cnv.tsv");
    Path note = root.resolve("quarantine/run/REASON.txt");
    assertThat(note).content().contains(watch.reason("run"), "is looked at anew by itself");
    String rejected = watch.at("run").id();
    watch.write("run/b/cnv.tsv", "cnv");
    watch.lookAfter(Duration.ofHours(2));
    assertThat(watch.state("run")).isEqualTo(COPYING);
    assertThat(watch.at("run").follows()).isEqualTo(rejected);
    assertThat(note).doesNotExist();
    watch.lookAfter(MINUTE);
    assertThat(watch.state("run")).isEqualTo(COMPLETE);
  }

  @Test
  void filesThatNoListNamesHaveToSettleAndListsMustBeLists() throws IOException {
    Watch watch = manifest();
    watch.write("run/rna.tsv", "rna");
    watch.write("run/b/cnv.tsv", "half");
    watch.write("run/rna.md5", "MD5 (rna.tsv) = " + sum("MD5", "rna"));
    watch.look();
    assertThat(watch.reason("run")).isEqualTo("waits for files that no list names: b/cnv.tsv");
    watch.write("run/rna.md5", sum("MD5", "rna") + "  ../rna.tsv\n");
    watch.lookAfter(MINUTE);
    assertThat(watch.state("run")).isEqualTo(COPYING);
    watch.lookAfter(MINUTE);
    assertThat(watch.reason("run"))
        .isEqualTo(
            "rna.md5, line 1: found '../rna.tsv'; expected a path below the folder of the list");
    assertThat(watch.state("run")).isEqualTo(REJECTED);
  }
}
