package org.omicroutes.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.cohort.DataException;

class ProfilesTest {
  @TempDir Path own;

  @Test
  void thoseThatShipAreReadAndOwnOnesReplaceThem() throws Exception {
    assertThat(Profiles.load(null).all())
        .extracting(Profile::name)
        .containsExactly("illumina", "manifest", "marker", "nanopore", "quiet");
    Files.writeString(own.resolve("marker.yaml"), "folder: [READY]\nsettle: 90s\n");
    Files.writeString(own.resolve("ion.yaml"), "folder: ['*.bam']\nsettle: 2h\n");
    Profiles profiles = Profiles.load(own);
    assertThat(profiles.all()).hasSize(6);
    Profile marker = profiles.named(List.of("marker")).get(0);
    assertThat(marker.takes(List.of("READY"))).isTrue();
    assertThat(marker.takes(List.of("COMPLETE"))).isFalse();
    assertThat(marker.markers().settle()).isEqualTo(Duration.ofSeconds(90));
    assertThatThrownBy(() -> profiles.named(List.of("nano")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no profile 'nano'")
        .hasMessageContaining("ion, manifest");
  }

  static Stream<List<String>> broken() {
    return Stream.of(
        List.of("folder: [A]\nsettle: 5s\nmarkers: [B]\n", "line 3: found the key 'markers'"),
        List.of("folder: [A]\nsettle: 5s\nmarkers: [B]\n", "one of checksums, copied, copied-if,"),
        List.of("folder: [A]\nsettle: soon\n", "line 2: found 'soon'; expected a duration such as"),
        List.of("folder: [A]\n", "found no key 'settle'"),
        List.of("folder: A\nsettle: 5s\n", "line 1: found 'A'; expected a list"),
        List.of("folder: []\nsettle: 5s\n", "line 1: found an empty list"),
        List.of("folder: [A]\nfolder: [B]\nsettle: 5s", "line 2: found the key 'folder' a second"),
        List.of("folder: [a/b]\nsettle: 5s\n", "line 1: found 'a/b'; expected a name without"),
        List.of("folder: [A]\nsettle: 5s\nplatforms:\n  - name: X\n", "line 4: found neither"),
        List.of(
            "folder: [A]\nsettle: 5s\nplatforms:\n  - name: X\n    instruments: ['[']\n", "line 5"),
        List.of("folder: [A\nsettle: 5s\n", "expected YAML"),
        List.of("- a\n", "line 1: found a list; expected keys with values"),
        List.of("", "found an empty file"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsWrongIsNamedWithFileAndLine(List<String> textAndMessage) throws IOException {
    Path file = Files.writeString(own.resolve("mine.yaml"), textAndMessage.get(0));
    assertThatThrownBy(() -> Profiles.load(own))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(textAndMessage.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "A01934,,NovaSeq 6000",
    "LH00202,,NovaSeq X",
    "VH01314,,NextSeq 1000/2000",
    "FS10000123,,iSeq 100",
    "SH00101,,MiSeq i100",
    "M02439,MiSeq Control Software,MiSeq",
    "MN00218,,MiniSeq",
    "NB552456,,NextSeq 500/550",
    "NS500318,,NextSeq 500/550",
    "K00311,HiSeq Control Software,HiSeq 3000/4000/X",
    "ST-E00107,,HiSeq 3000/4000/X",
    "D00535,,HiSeq 2000/2500",
    "SN7001250,,HiSeq 2000/2500",
    "lab7,NovaSeq Control Software,NovaSeq 6000",
    "lab7,NovaSeqXPlus,NovaSeq X",
    "lab7,NextSeq 1000/2000 Control Software,NextSeq 1000/2000",
    "lab7,iSeq Control Software,iSeq 100",
    "lab7,MiSeq Control Software,MiSeq",
    "lab7,HiSeq Control Software,HiSeq 2000/2500",
    "lab7,,",
  })
  void instrumentsAreKnown(String instrument, String application, String platform)
      throws IOException {
    Profile illumina = Profiles.load(null).named(List.of("illumina")).get(0);
    List<String> applications = application == null ? List.of() : List.of(application);
    var found = new SequencingRun(instrument, 2, applications).platform(illumina.platforms());
    assertThat(found == null ? null : found.name()).isEqualTo(platform);
  }

  @Test
  void aPatternIsNoRegularExpression() {
    NamePattern pattern = NamePattern.of("a.b*(?)");
    assertThat(pattern.matches("a.bcd(x)")).isTrue();
    assertThat(pattern.matches("aXb(x)")).isFalse();
    assertThat(NamePattern.of("R{read}.txt").forRead(3).text()).isEqualTo("R3.txt");
  }
}
