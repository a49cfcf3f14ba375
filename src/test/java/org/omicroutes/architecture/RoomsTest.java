package org.omicroutes.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the design and the arrows between them. */
class RoomsTest {
  private static final String ROOT = "org.omicroutes.";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.omicroutes");

  /** What algorithms may use besides `cohort` and their own room. */
  private static final Map<String, List<String>> SCIENCE =
      Map.of(
          "harmonize", List.of(),
          "reduce", List.of(),
          "network", List.of(),
          "survival", List.of(),
          "classify", List.of("survival"),
          "neural", List.of("survival"),
          "models", List.of("reduce", "network", "survival", "classify", "neural"),
          "explain", List.of("reduce", "network", "survival", "classify", "neural", "models"),
          "evaluate",
              List.of(
                  "harmonize",
                  "reduce",
                  "network",
                  "survival",
                  "classify",
                  "neural",
                  "models",
                  "explain"),
          "report", List.of("evaluate", "explain", "classify"));

  /** Steps, and the helpers of a room's steps that read and write files. */
  private static final DescribedPredicate<JavaClass> STEP_CLASS =
      DescribedPredicate.describe(
          "steps and their files",
          c -> c.getName().replaceAll("\\$.*", "").matches(".*(Step|Files|Tables|Ports|Inputs)"));

  @Test
  void cohortStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "cohort..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(ROOT + "cohort..", "java..")
        .check(ALL);
  }

  @Test
  void algorithmsKnowTheirRoomAndCohort() {
    SCIENCE.forEach(
        (room, others) ->
            classes()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .and(DescribedPredicate.not(STEP_CLASS))
                .should()
                .onlyDependOnClassesThat(allowed(room, others))
                .check(ALL));
  }

  private static DescribedPredicate<JavaClass> allowed(String room, List<String> others) {
    List<String> packages = new ArrayList<>(List.of(room, "cohort"));
    packages.addAll(others);
    return DescribedPredicate.describe(
        "rooms " + packages + " and libraries",
        c -> {
          if (!c.getPackageName().startsWith(ROOT)) {
            return noFramework(c) && (room.equals("neural") || !isNd4j(c));
          }
          return packages.stream().anyMatch(p -> inRoom(c, p));
        });
  }

  private static boolean inRoom(JavaClass c, String room) {
    return c.getPackageName().equals(ROOT + room)
        || c.getPackageName().startsWith(ROOT + room + ".");
  }

  private static boolean noFramework(JavaClass c) {
    String name = c.getPackageName();
    return !name.startsWith("org.apache.camel") && !name.startsWith("io.quarkus");
  }

  private static boolean isNd4j(JavaClass c) {
    return c.getPackageName().startsWith("org.nd4j");
  }

  @Test
  void stepKnowsNoRoom() {
    usesOnly("step", "cohort");
  }

  @Test
  void formatsKnowCohortOnly() {
    usesOnly("formats", "cohort");
  }

  @Test
  void provenanceKnowsStepOnly() {
    usesOnly("provenance", "cohort", "step");
  }

  @Test
  void compareKnowsFormatsAndProvenance() {
    usesOnly("compare", "cohort", "formats", "provenance");
  }

  /** A library for graphs is slow to start; only the judge of crates may load it. */
  @Test
  void onlyTheJudgeUsesJena() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.JenaJudge(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.jena..")
        .check(ALL);
  }

  @Test
  void enginesKnowStepOnly() {
    usesOnly("engines", "cohort", "step");
  }

  @Test
  void stateStandsAlone() {
    usesOnly("state");
  }

  @Test
  void dropsKnowTheirState() {
    usesOnly("drops", "cohort", "formats", "state");
  }

  /** Classes of a room, its steps aside, use no other rooms of ours than these. */
  private static void usesOnly(String room, String... others) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .and(DescribedPredicate.not(STEP_CLASS))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "other rooms than " + List.of(others),
                c ->
                    c.getPackageName().startsWith(ROOT)
                        && !inRoom(c, room)
                        && Stream.of(others).noneMatch(other -> inRoom(c, other))))
        .check(ALL);
  }

  @Test
  void facesAreNotUsedByRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "camel..", ROOT + "cli..", ROOT + "ops..", ROOT + "api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "camel..", ROOT + "cli..", ROOT + "ops..", ROOT + "api..")
        .check(ALL);
  }
}
