package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;

class SamplesheetTest {
  @TempDir Path dir;
  private Path drop;

  @BeforeEach
  void aDropBesideSomethingSecret() throws IOException {
    drop = Files.createDirectories(dir.resolve("drop"));
    Path secrets = Files.createDirectories(dir.resolve("secrets"));
    Files.writeString(secrets.resolve("rna.tsv"), "feature\tP1\n");
    Files.createDirectories(drop.resolve("calls"));
    Files.writeString(drop.resolve("calls/rna.tsv"), "feature\tP1\n");
    Files.createSymbolicLink(drop.resolve("link.tsv"), secrets.resolve("rna.tsv"));
    Files.createSymbolicLink(drop.resolve("folder"), secrets);
    Files.createSymbolicLink(drop.resolve("dangling.tsv"), secrets.resolve("later.tsv"));
    Files.createSymbolicLink(drop.resolve("inner.tsv"), drop.resolve("calls/rna.tsv"));
  }

  private Path sheet(String path) throws IOException {
    return Files.writeString(
        drop.resolve("samplesheet.csv"),
        "layer,format,path\nrna,counts,calls/rna.tsv\nrna,counts," + path + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secrets/rna.tsv",
        "calls/../../secrets/rna.tsv",
        "../secrets/not-there.tsv",
        "../drop-of-another/rna.tsv",
        "/etc/passwd",
        "link.tsv",
        "folder/rna.tsv",
        "folder/not-there.tsv",
        "dangling.tsv"
      })
  void aFileElsewhereIsRefusedOnTheServerAndNamed(String path) throws IOException {
    Path sheet = sheet(path);
    assertThat(Samplesheet.read(sheet).rows()).hasSize(2);
    assertThatThrownBy(() -> Samplesheet.readWithin(sheet, drop))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "samplesheet.csv, line 3, column path: found '",
            "', which is not in the folder; expected a file in " + drop);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"calls/rna.tsv", "./calls/../calls/rna.tsv", "inner.tsv", "not-there.tsv"})
  void aFileInTheFolderIsFine(String path) throws IOException {
    assertThat(Samplesheet.readWithin(sheet(path), drop).rows()).hasSize(2);
    Path alias = Files.createSymbolicLink(dir.resolve("alias"), drop);
    assertThat(Samplesheet.readWithin(alias.resolve("samplesheet.csv"), alias).rows()).hasSize(2);
  }

  @Test
  void theSheetItselfIsNoLink() throws IOException {
    Path elsewhere = Files.writeString(dir.resolve("secrets/s.csv"), "layer,format,path\na,b,c\n");
    Path sheet = Files.createSymbolicLink(drop.resolve("samplesheet.csv"), elsewhere);
    assertThatThrownBy(() -> Samplesheet.readWithin(sheet, drop))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samplesheet.csv: found a link that leaves the folder");
  }

  @Test
  void whatCanBeNoPathIsNamed() throws IOException {
    Path sheet = sheet("a\0b.tsv");
    assertThatThrownBy(() -> Samplesheet.read(sheet))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samplesheet.csv, line 3, column path: found 'a?b.tsv'");
  }
}
