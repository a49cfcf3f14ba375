package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.JoinedSamplesheet.Joined;
import org.omicroutes.formats.JoinedSamplesheet.Part;
import org.omicroutes.formats.LayerReader.ReadOptions;

class JoinedSamplesheetTest {
  private static final String MAF = "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\n";

  @TempDir Path dir;

  private SheetFixture a;
  private SheetFixture b;

  @BeforeEach
  void makeFolders() throws IOException {
    a = new SheetFixture(Files.createDirectory(dir.resolve("a")));
    b = new SheetFixture(Files.createDirectory(dir.resolve("b")));
    Files.createDirectory(dir.resolve("joined"));
  }

  private Joined join() throws IOException {
    List<Part> parts = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      Path sheet = dir.resolve(name).resolve("samplesheet.csv");
      parts.add(new Part(name, Samplesheet.read(sheet), null));
    }
    return JoinedSamplesheet.write(parts, null, dir.resolve("joined"));
  }

  private static LayerData read(Joined joined, String layer) throws IOException {
    Samplesheet sheet = Samplesheet.read(joined.file());
    Set<String> patients =
        Set.copyOf(
            ClinicalTable.read(ClinicalTable.row(sheet).orElseThrow().path(), null).patients());
    return LayerReaders.read(sheet, layer, new ReadOptions(patients, false, false));
  }

  private static double value(LayerData layer, String feature, String patient) {
    return layer
        .matrix()
        .at(
            layer.matrix().featureIds().indexOf(feature),
            layer.matrix().sampleIds().indexOf(patient));
  }

  @Test
  void takesEachLayerFromWhereItIs() throws IOException {
    a.clinical(SheetFixture.CLINICAL).row("rna", "counts", "rna.csv", "gene,P1,P2\nG1,1,2\n");
    a.write();
    b.row("mutation", "maf", "calls.maf", MAF + "TP53\tMissense_Mutation\tP1\n").write();
    Joined joined = join();
    assertThat(joined.notes()).isEmpty();
    assertThat(read(joined, "rna").matrix().sampleIds()).containsExactly("P1", "P2");
    assertThat(read(joined, "mutation").matrix().sampleIds()).containsExactly("P1");
  }

  @Test
  void theLaterMatrixCountsForThePatientsThatItHas() throws IOException {
    a.clinical(SheetFixture.CLINICAL)
        .row("rna", "counts", "rna.csv", "gene,P1,P2\nG1,1,2\nG2,3,4\n");
    a.write();
    // The other way round: the clinical table of the other sheet tells which side is the patients.
    b.row("rna", "counts", "rna.tsv", "id\tG1\tG2\nP2\t20\t40\nP3\t30\t50\n").write();
    Joined joined = join();
    assertThat(joined.notes())
        .containsExactly("rna of 1 patient is taken from b and not from a, which is earlier");
    LayerData rna = read(joined, "rna");
    assertThat(rna.matrix().sampleIds()).containsExactlyInAnyOrder("P1", "P2", "P3");
    assertThat(value(rna, "G1", "P1")).isEqualTo(1);
    assertThat(value(rna, "G1", "P2")).isEqualTo(20);
    assertThat(value(rna, "G2", "P3")).isEqualTo(50);
  }

  @Test
  void ofFilesOfOneSampleTheLaterOneCounts() throws IOException {
    a.clinical(SheetFixture.CLINICAL);
    a.row("rna", "htseq", "P1.txt", "G1\t1\n", "S1", "P1", "");
    a.row("rna", "htseq", "P2.txt", "G1\t2\n", "S2", "P2", "B7").write();
    b.row("rna", "htseq", "P1.txt", "G1\t11\n", "S1-again", "P1", "").write();
    Joined joined = join();
    LayerData rna = read(joined, "rna");
    assertThat(value(rna, "G1", "P1")).isEqualTo(11);
    assertThat(value(rna, "G1", "P2")).isEqualTo(2);
    assertThat(Samplesheet.read(joined.file()).rows())
        .extracting(Samplesheet.Row::batch)
        .contains("B7");
  }

  @Test
  void aMafIsCopiedWithoutThosePatientsOfWhomALaterOneTells() throws IOException {
    a.clinical(SheetFixture.CLINICAL);
    a.row(
        "mutation",
        "maf",
        "calls.maf.gz",
        MAF + "TP53\tMissense_Mutation\tP1\nKRAS\tMissense_Mutation\tP2\n");
    a.write();
    b.row("mutation", "maf", "calls.maf", MAF + "EGFR\tMissense_Mutation\tP1\n").write();
    Joined joined = join();
    LayerData mutation = read(joined, "mutation");
    assertThat(mutation.matrix().featureIds()).containsExactlyInAnyOrder("EGFR", "KRAS");
    assertThat(value(mutation, "EGFR", "P1")).isEqualTo(1);
    assertThat(value(mutation, "KRAS", "P1")).isZero();
    assertThat(joined.notes()).singleElement().asString().startsWith("mutation of 1 patient");
  }

  @Test
  void aNormalSampleTakesNoTumoursPlace() throws IOException {
    a.clinical("patient,time,event\nTCGA-A2-A0CR,10,1\nTCGA-A2-A0CS,20,0\n");
    a.row("rna", "counts", "rna.csv", "gene,TCGA-A2-A0CR-01A,TCGA-A2-A0CS-01A\nG1,1,2\n").write();
    b.row("rna", "counts", "rna.csv", "gene,TCGA-A2-A0CR-11A,TCGA-A2-A0CS-01B\nG1,9,8\n").write();
    LayerData rna = read(join(), "rna");
    assertThat(value(rna, "G1", "TCGA-A2-A0CR")).isEqualTo(1);
    assertThat(value(rna, "G1", "TCGA-A2-A0CS")).isEqualTo(8);
  }

  @Test
  void clinicalTablesAreOneAndFollowUpGoesOn() throws IOException {
    a.clinical("patient,time,event,age,grade\nP1,100,0,50,NA\nP2,200,0,60,G2\n").write();
    b.clinical("bcr_patient_barcode,age,event,time,stage\nP1,50.0,1,150,II\nP3,70,1,30,I\n")
        .write();
    Joined joined = join();
    Samplesheet sheet = Samplesheet.read(joined.file());
    assertThat(Files.readAllLines(ClinicalTable.row(sheet).orElseThrow().path()))
        .containsExactly(
            "patient,time,event,age,grade,stage",
            "P1,150,1,50.0,NA,II",
            "P2,200,0,60,G2,NA",
            "P3,30,1,70,NA,I");
    assertThat(joined.notes())
        .containsExactlyInAnyOrder(
            "time of 1 patient is taken from b, the later one",
            "event of 1 patient is taken from b, the later one");
  }

  @Test
  void contradictionsNameBothPlaces() throws IOException {
    a.clinical("patient,time,event,sex\nP1,100,0,F\n").write();
    b.clinical("patient,sex\nP1,M\n").write();
    assertThatThrownBy(this::join)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(dir.resolve("b/clinical.csv").toString())
        .hasMessageContaining("line 2")
        .hasMessageContaining("sex")
        .hasMessageContaining("found 'M'; expected 'F'")
        .hasMessageContaining(dir.resolve("a/clinical.csv").toString());
  }

  @Test
  void aLayerIsOfOneKind() throws IOException {
    a.row("rna", "counts", "rna.csv", "gene,P1\nG1,1\n").write();
    b.row("rna", "matrix", "rna.csv", "gene,P2\nG1,1.5\n").write();
    assertThatThrownBy(this::join)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(dir.resolve("b/samplesheet.csv").toString())
        .hasMessageContaining("line 2")
        .hasMessageContaining("'matrix' (ready) in layer 'rna'")
        .hasMessageContaining("a format of counts, as in line 2 of " + dir.resolve("a"));
  }

  @Test
  void ofHelperFilesTheLatestCounts() throws IOException {
    a.clinical(SheetFixture.CLINICAL)
        .row("annotation", "gene-bed", "genes.bed", "1\t0\t9\tG1\n")
        .write();
    b.row("annotation", "gene-bed", "genes.bed", "1\t0\t8\tG1\n").write();
    Joined joined = join();
    assertThat(joined.notes()).containsExactly("the gene-bed of b counts, not a's");
    assertThat(HelperRows.one(Samplesheet.read(joined.file()), "gene-bed").orElseThrow().path())
        .isEqualTo(dir.resolve("b/genes.bed"));
  }

  @Test
  void tellsWhoHasWhichLayers() throws IOException {
    a.clinical(SheetFixture.CLINICAL);
    a.row("rna", "matrix", "rna.csv", "sample,G1,G2\nP1,1,2\nP2,3,4\n");
    a.row("mutation", "maf", "calls.maf", MAF + "TP53\tSilent\tP3\n");
    a.row("methylation", "beta", "beta.csv", "probe,P1\ncg1,.5\n", "P1", "P1", "");
    Samplesheet sheet = Samplesheet.read(a.write());
    assertThat(LayerPatients.read(sheet, null))
        .isEqualTo(
            Map.of(
                "clinical", Set.of("P1", "P2", "P3"),
                "rna", Set.of("P1", "P2"),
                "mutation", Set.of("P3"),
                "methylation", Set.of("P1")));
    b.row("rna", "counts", "rna.csv", "gene,P1,P2\nG1,1,2\n");
    assertThat(LayerPatients.read(Samplesheet.read(b.write()), null))
        .isEqualTo(Map.of("rna", Set.of("P1", "P2")));
  }
}
