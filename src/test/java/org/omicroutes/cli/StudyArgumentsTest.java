package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong arguments of the commands that train MMFN: told in words, before anything is read. */
class StudyArgumentsTest {
  @TempDir Path dir;

  private String refused(String... words) {
    Path out = dir.resolve("out");
    String[] arguments =
        Stream.concat(Stream.of(words), Stream.of("--out", out.toString())).toArray(String[]::new);
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said, true);
    int code = CommandTree.of(arguments).setOut(printer).setErr(printer).execute(arguments);
    assertThat(code).as("%s: %s", List.of(words), said).isEqualTo(ExitCode.USAGE);
    assertThat(out).doesNotExist();
    return said.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--paper xyz | paper: found 'xyz', expected one of [moanet, mmfn]",
        "--paper mmfn --models mmfn-tiny | found mmfn-tiny, expected one of",
        "--paper mmfn --horizon 0 | --horizon: found 0",
        "--paper mmfn --preset big | preset: found 'big', expected one of [paper, small-cohort]",
        "--paper mmfn --models mmfn,moanet | --network: found none",
        "--paper moanet | --network: found none",
        "--head survival | unknown option --head",
        "--samplesheet w2/sheet.csv --folds 2 --modell mmfn | Unknown options: '--modell'"
      })
  void ofAStudy(String words, String message) {
    String command = "study --samplesheet " + dir.resolve("cohort/sheet.csv") + " " + words;
    assertThat(refused(command.split(" "))).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model mmfn-tiny | model: found mmfn-tiny, expected one of",
        "--model mmfn --horizon 0 | --horizon: found 0, expected > 0",
        "--model mmfn --head cox | head: found 'cox', expected one of [binary, survival]",
        "--model mmfn --preset big | preset: found 'big', expected one of [paper, small-cohort]",
        "--model mmfn --censored no | censored: found 'no', expected one of [weighted, left-out]"
      })
  void ofTheMainJob(String words, String message) {
    String command = "run prognosis --samplesheet s.csv --network n.tsv " + words;
    assertThat(refused(command.split(" "))).contains(message);
  }

  @Test
  void helpSaysWhatThePapersModelsAre() {
    String[] arguments = {"study", "--help"};
    StringWriter said = new StringWriter();
    assertThat(CommandTree.of(arguments).setOut(new PrintWriter(said, true)).execute(arguments))
        .isZero();
    assertThat(said.toString().replaceAll("\\s+", ""))
        .contains("--paper=moanet|mmfn", "mmfn,mmfn-small,mmfn-concat", "moanet,stacked");
  }
}
