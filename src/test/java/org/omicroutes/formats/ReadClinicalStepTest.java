package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.step.StepTester;

class ReadClinicalStepTest {
  private static final String CDR_HEADER =
      "bcr_patient_barcode,type,age_at_initial_pathologic_diagnosis,gender,"
          + "ajcc_pathologic_tumor_stage,clinical_stage,histological_grade,BatchId,OS,OS.time,"
          + "PFI,PFI.time,vital_status\n";

  @TempDir Path dir;
  private SheetFixture sheet;

  @BeforeEach
  void start() {
    sheet = new SheetFixture(dir);
  }

  private StepTester<ReadClinicalStep.Options> step() throws IOException {
    return StepTester.of(new ReadClinicalStep())
        .in("samplesheet", sheet.write())
        .out("out-survival", dir.resolve("survival.tsv"))
        .out("out-covariates", dir.resolve("covariates.tsv"))
        .out("out-batches", dir.resolve("batches.tsv"))
        .out("out-report", dir.resolve("report.json"));
  }

  private ClinicalReport report() throws IOException {
    return Json.read(dir.resolve("report.json"), ClinicalReport.class);
  }

  private void refuses(String table, String... words) throws IOException {
    start();
    sheet.clinical(table);
    assertThatThrownBy(() -> step().run())
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
    assertThat(dir.resolve("survival.tsv")).doesNotExist();
  }

  @Test
  void theTcgaTableNeedsNoOptionsAndItsMessIsCounted() throws Exception {
    sheet.clinical(
        CDR_HEADER
            + "TCGA-AA-0001,X,50.0,MALE,Stage I,,,1.2.0,1.0,100.0,1.0,5,Dead\n"
            + "TCGA-AA-0002,X,60.0,MALE,[Discrepancy],,,1.2.0,0.0,0.0,0,5,Alive\n"
            + "TCGA-AA-0003,X,,FEMALE,Stage X,,[Not Available],,0.0,200.0,0,5,Alive\n"
            + "TCGA-AA-0004,X,55,FEMALE,Stage II,,G2,3.4.0,,10,0,5,\n"
            + "TCGA-AA-0005,X,56,FEMALE,Stage II,,,3.4.0,1,,0,5,\n");
    step().run();
    var survival = TableFiles.readSurvival(dir.resolve("survival.tsv"));
    assertThat(survival.sampleIds()).containsExactly("TCGA-AA-0001", "TCGA-AA-0003");
    assertThat(survival.times()).containsExactly(100, 200);
    assertThat(survival.events()).containsExactly(true, false);
    var covariates = TableFiles.readSamples(dir.resolve("covariates.tsv"));
    assertThat(covariates.columnNames())
        .containsExactly(
            "age_at_initial_pathologic_diagnosis", "gender", "ajcc_pathologic_tumor_stage");
    assertThat(covariates.size()).isEqualTo(5);
    assertThat(covariates.column("ajcc_pathologic_tumor_stage"))
        .containsExactly("Stage I", null, null, "Stage II", "Stage II");
    var batches = TableFiles.readSamples(dir.resolve("batches.tsv"));
    assertThat(batches.column("batch")).containsExactly("1.2.0", "1.2.0", null, "3.4.0", "3.4.0");
    assertThat(report().withOutcome()).isEqualTo(2);
    assertThat(report().events()).isEqualTo(1);
    assertThat(report().missing()).containsEntry("ajcc_pathologic_tumor_stage", 2L);
    assertThat(report().setAside())
        .extracting(SetAside::reason)
        .containsExactly(
            "a patient with a survival time of 0 days or less",
            "a patient without a survival status",
            "a patient without a survival time",
            "a patient without a batch",
            "'[Discrepancy]' in ajcc_pathologic_tumor_stage is a missing value",
            "'Stage X' in ajcc_pathologic_tumor_stage is a missing value");
  }

  @Test
  void clinicalStageStandsInWherePathologicStageIsMostlyMissing() throws Exception {
    sheet.clinical(
        CDR_HEADER
            + "TCGA-AA-0001,X,50,MALE,,Stage I,G1,1,1,100,1,5,Dead\n"
            + "TCGA-AA-0002,X,60,MALE,[Unknown],Stage II,G3,1,0,50,0,5,Alive\n");
    step().run();
    assertThat(report().covariates())
        .containsExactly(
            "age_at_initial_pathologic_diagnosis",
            "gender",
            "clinical_stage",
            "histological_grade");
  }

  @Test
  void theRichCovariatesOfTheTcgaTableAreWhatIsKnownAtDiagnosis() throws Exception {
    sheet.clinical(
        CDR_HEADER.strip()
            + ",race,histological_type,residual_tumor,margin_status,new_tumor_event_type\n"
            + "TCGA-AA-0001,X,50,MALE,Stage I,,G1,1,1,100,1,5,Dead,WHITE,a,R0,,x\n"
            + "TCGA-AA-0002,X,60,MALE,Stage II,Stage I,G3,1,0,50,0,5,Alive,[Unknown],b,RX,,y\n"
            + "TCGA-AA-0003,X,60,MALE,Stage II,Stage I,G3,1,0,50,0,5,Alive,ASIAN,b,R1,Close,y\n");
    Path rich = dir.resolve("rich.tsv");
    var step = step().out("out-rich-covariates", rich).run();
    var table = TableFiles.readSamples(rich);
    assertThat(table.columnNames())
        .startsWith(report().covariates().toArray(String[]::new))
        .endsWith("race", "clinical_stage", "histological_type", "residual_tumor")
        .hasSize(8);
    assertThat(table.column("race")).containsExactly("WHITE", null, "ASIAN");
    assertThat(table.column("residual_tumor")).containsExactly("R0", null, "R1");
    assertThat(step.notes()).contains("margin_status: no covariate, 67 % missing");
    step().param("covariates", "gender").out("out-rich-covariates", rich).run();
    assertThat(TableFiles.readSamples(rich).columnNames()).containsExactly("gender");
  }

  @Test
  void theRichCovariatesOfOtherTablesAreThePlainOnes() throws Exception {
    sheet.clinical("who,days,status,age,race\nP1,12,1,50,x\nP2,24,0,60,y\n");
    Path rich = dir.resolve("rich.tsv");
    step().param("patientColumn", "who").out("out-rich-covariates", rich).run();
    assertThat(rich).hasSameTextualContentAs(dir.resolve("covariates.tsv"));
  }

  @Test
  void aGenericTableGivesAllOtherColumnsButOutcomesAndNames() throws Exception {
    StringBuilder table = new StringBuilder("id,days,status,age,site,vital_status,surname,batch\n");
    for (int i = 0; i < 12; i++) {
      table.append(
          "P" + i + "," + (i + 1) + "," + i % 2 + "," + (40 + i) + ",north,Dead,N" + i + ",b\n");
    }
    sheet.clinical(table.toString());
    step().run();
    assertThat(report().timeColumn()).isEqualTo("days");
    assertThat(report().eventColumn()).isEqualTo("status");
    assertThat(report().covariates()).containsExactly("age", "site");
    assertThat(report().batchColumn()).isEqualTo("batch");
  }

  @Test
  void columnsByNameAndMonthsAsDays() throws Exception {
    sheet.clinical("who,fu_months,end,a,b,lab\nP1,12,1:DECEASED,1,x,L1\nP2,24,0:LIVING,2,y,L2\n");
    step()
        .param("patientColumn", "who")
        .param("timeColumn", "fu_months")
        .param("eventColumn", "end")
        .param("covariates", "b")
        .param("batchColumn", "lab")
        .run();
    var survival = TableFiles.readSurvival(dir.resolve("survival.tsv"));
    assertThat(survival.times()).containsExactly(365.25, 730.5);
    assertThat(survival.events()).containsExactly(true, false);
    assertThat(report().covariates()).containsExactly("b");
    assertThat(TableFiles.readSamples(dir.resolve("batches.tsv")).column("batch"))
        .containsExactly("L1", "L2");
  }

  @Test
  void outcomesAreNeverCovariates() throws Exception {
    sheet.clinical(CDR_HEADER + "TCGA-AA-0001,X,50,MALE,,Stage I,G1,1,1,100,1,5,Dead\n");
    for (String column : new String[] {"PFI", "DSS.time", "OS", "vital_status"}) {
      assertThatThrownBy(() -> step().param("covariates", column).run())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(column);
    }
    assertThatThrownBy(() -> step().param("covariates", "shoe_size").run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shoe_size");
  }

  @Test
  void newPatientsNeedNoOutcome() throws Exception {
    sheet.clinical("patient,age\nP1,50\nP2,60\n");
    StepTester.of(new ReadClinicalStep())
        .in("samplesheet", sheet.write())
        .out("out-covariates", dir.resolve("covariates.tsv"))
        .run();
    assertThat(TableFiles.readSamples(dir.resolve("covariates.tsv")).column("age"))
        .containsExactly("50", "60");
    refuses("patient,age\nP1,50\n", "clinical.csv, line 1", "[age]", "--time-column");
  }

  @Test
  void batchesOfTheSheetGoToPatientsOrToAWholeMatrix() throws Exception {
    sheet
        .clinical("patient,time,event\nP1,5,1\nP2,6,0\nP3,7,1\nP4,8,1\n")
        .row("rna", "counts", "a.tsv", "g\tP1\tP2\nA\t1\t1\n", "", "", "R1")
        .row("mutation", "vcf", "b.vcf", "", "P3-T", "P3", "R2")
        .row("mutation", "vcf", "c.vcf", "", "P1-T", "P1", "R9");
    step().run();
    assertThat(TableFiles.readSamples(dir.resolve("batches.tsv")).column("batch"))
        .containsExactly("R1", "R1", "R2", null);
    assertThat(report().batchColumn()).isEqualTo("samplesheet");
    assertThat(report().setAside())
        .extracting(SetAside::reason)
        .anyMatch(reason -> reason.contains("second batch"));
  }

  @Test
  void withoutBatchesAllAreOfOne() throws Exception {
    sheet.clinical("patient,time,event\nP1,5,1\nP2,6,0\n");
    step().run();
    assertThat(TableFiles.readSamples(dir.resolve("batches.tsv")).column("batch"))
        .containsExactly("all", "all");
    assertThat(report().batchColumn()).isNull();
  }

  @Test
  void refusesBrokenTables() throws Exception {
    refuses("", "clinical.csv", "empty");
    refuses("patient,time,event\n", "clinical.csv", "empty clinical table");
    refuses("patient,time,event\nP1,5,0\nP2,6,0\n", "column event", "2 patients", "censored");
    refuses("patient,time,event\nP1,0,1\nP2,,0\n", "column time", "no patient");
    refuses("patient,time,event\nP1,5,1\nP1,6,0\n", "line 3, column patient", "first in line 2");
    refuses("patient,time,event\nP1,5,1\nP2,6\n", "line 3", "2 cells");
    refuses("patient,time,event\nP1,5,1\nP2,soon,0\n", "line 3, column time", "'soon'");
    refuses("patient,time,event\nP1,5,1\nP2,6,2\n", "line 3, column event", "'2'");
    refuses("patient,time,event\nP1,5,1\n,6,0\n", "line 3, column patient", "empty cell");
  }

  @Test
  void refusesASheetWithoutOrWithTwoClinicalTables() throws Exception {
    sheet.row("rna", "counts", "a.tsv", "g\tP1\nA\t1\n");
    assertThatThrownBy(() -> step().run()).hasMessageContaining("no row of format clinical");
    start();
    sheet.clinical(SheetFixture.CLINICAL).clinical(SheetFixture.CLINICAL);
    assertThatThrownBy(() -> step().run())
        .hasMessageContaining("samplesheet.csv, line 3")
        .hasMessageContaining("line 2");
  }
}
