package org.omicroutes.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** The server with an engine of each kind: small scripts that take the engines' arguments. */
public final class EngineProfile implements QuarkusTestProfile {
  private static final String CWL =
      """
      #!/bin/bash
      [ "$1" = --always ] && shift
      [ "$1" = --version ] && { echo "fake 1.2.3"; exit; }
      [ "$1" = --outdir ] || exit 2
      out=$2 workflow=$3 inputs=$4
      echo "password: $OMICROUTES_DATABASE_PASSWORD"
      grep -q bad "$inputs" && { echo "the tool met bad data" >&2; exit 3; }
      if grep -q slow "$inputs"; then
        trap '' TERM
        sleep 300 &
        echo $! > "$out/../work/child"
        while true; do sleep 0.1; done
      fi
      mkdir "$out/sub" && cp "$workflow" "$out/sub/result.txt"
      """;

  private static final String NEXTFLOW =
      """
      #!/bin/bash
      [ "$1" = -v ] && { echo "nextflow version 24.10.0.1"; exit; }
      [ "$1" = -log ] && [ "$3" = run ] && [ "$5" = -params-file ] || exit 2
      mkdir -p work/nextflow outputs && cp "$6" work/nextflow/params.txt
      ln -s "$PWD/work/nextflow/params.txt" outputs/params.txt
      while [ $# -gt 1 ]; do [ "$1" = -with-trace ] && trace=$2; shift; done
      task=$PWD/work/nextflow/ab/cd && mkdir -p "$task"
      echo "said by the task" > "$task/.command.out" && echo "and its error" > "$task/.command.err"
      printf 'name\tstatus\texit\tstart\tcomplete\tworkdir\n' > "$trace"
      printf 'SORT (x)\tCOMPLETED\t0\t1700000000000\t1700000002000\t%s\n' "$task" >> "$trace"
      printf 'PCA (x)\tFAILED\t65\t1700000000000\t1700000002000\t%s\n' "$task" >> "$trace"
      """;

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "engines-").toAbsolutePath();
      Map<String, String> all = new HashMap<>(new WesProfile().getConfigOverrides());
      all.put("omicroutes.engine.cwl", script(folder.resolve("fakecwl"), CWL) + " --always");
      all.put("omicroutes.engine.nextflow", script(folder.resolve("nextflow"), NEXTFLOW));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }
}
