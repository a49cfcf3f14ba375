package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.Folders;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.RunListener;

/** Steps of a route on real engines; where one is not installed, it is not tried. */
class SentStepTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String SORT =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      baseCommand: [sort]
      stdout: any-name.txt
      inputs:
        inTable: {type: File, inputBinding: {position: 2}}
        column: {type: int, inputBinding: {prefix: -k}}
        reverse: {type: boolean?, inputBinding: {prefix: -r}}
      outputs:
        sorted: stdout
      """;

  @TempDir Path dir;
  private RouteInRun route;

  @BeforeEach
  void open() throws Exception {
    RunListener listener =
        new RunListener() {
          @Override
          public boolean isStopping() {
            return Files.exists(dir.resolve("pid"));
          }
        };
    route = new RouteInRun(dir.resolve("run"), listener);
    Files.writeString(dir.resolve("run/b.tsv"), "cg\ts1\ncg1\t0.5\n");
  }

  @AfterEach
  void close() throws Exception {
    route.close();
  }

  /** An engine whose tasks find a program called omicroutes, which tells how it was called. */
  private String engine(String name, String command) throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    script(
        bin.resolve("omicroutes"),
        "[ \"$1\" = --version ] && { echo OmicRoutes 0.1.0; exit; }\n"
            + "for word; do case $before in --out|--out-state) echo \"$1 called\" > \"$word\";; esac\n"
            + "before=$word; done\n");
    Path engine = bin.resolve(name);
    script(engine, "PATH=" + bin + ":$PATH exec " + command + " \"$@\"\n");
    return engine.toString();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Exchange send(String setting, String command, String uri) throws Exception {
    route.context.getPropertiesComponent().addInitialProperty(setting, command);
    return route.send(uri, exchange -> exchange.getMessage().setHeader("by", "2"));
  }

  private static void needs(String program) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed: not tried");
  }

  @Test
  void cwltoolRunsAStep() throws Exception {
    needs("cwltool");
    String engine = engine("cwltool", "/usr/bin/cwltool --no-container");
    Exchange done =
        send("omicroutes.engine.cwl", engine, "omic:m-values?engine=cwl&betas=b.tsv&out=m.tsv");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("run/m.tsv")).hasContent("m-values called\n");
    assertThat(done.getMessage().getHeader("omic.out")).isEqualTo("m.tsv");
    route.run.crate().completed();
    assertThat(Files.readString(dir.resolve("run/ro-crate-metadata.json")))
        .contains("computed by: cwltool 3.");
  }

  @Test
  void nextflowRunsAStep() throws Exception {
    Path classpath = ROOT.resolve("target/nextflow.classpath");
    assumeTrue(Files.exists(classpath), "Nextflow is not fetched (src/test/trials/nextflow)");
    String engine = engine("nextflow", ROOT.resolve("src/test/trials/nextflow").toString());
    Exchange done =
        send(
            "omicroutes.engine.nextflow",
            engine,
            "omic:m-values?engine=nextflow&betas=b.tsv&out=work/it's.tsv");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("run/work/it's.tsv")).hasContent("m-values called\n");
  }

  @Test
  void anyCwlToolIsAStep() throws Exception {
    needs("cwltool");
    Path tool = Files.writeString(dir.resolve("sort.cwl"), SORT);
    Files.writeString(dir.resolve("run/in.txt"), "1 b\n2 a\n3 c\n");
    Exchange done =
        send(
            "omicroutes.engine.cwl",
            "/usr/bin/cwltool --no-container",
            "omic:cwl?tool="
                + tool
                + "&inTable=in.txt&column=${header.by}&reverse=true&sorted=s.txt");
    assertThat(done.getException()).isNull();
    assertThat(dir.resolve("run/s.txt")).hasContent("3 c\n1 b\n2 a\n");
    route.run.crate().completed();
    assertThat(Files.readString(dir.resolve("run/ro-crate-metadata.json")))
        .contains("#step-cwl-sort", "sort.cwl");
  }

  private Exchange sendTo(String engineScript) throws Exception {
    script(dir.resolve("engine"), engineScript);
    return send(
        "omicroutes.engine.cwl",
        dir.resolve("engine").toString(),
        "omic:m-values?engine=cwl&betas=b.tsv&out=m.tsv");
  }

  @Test
  void badDataAreTheTasksToTell() throws Exception {
    Exchange done =
        sendTo(
            "echo 'b.tsv, line 2: found x' >&2; echo '[job] exited with status: 65' >&2; exit 1\n");
    assertThat(done.getException())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("exit status 1 (b.tsv, line 2: found x | ");
    assertThat(dir.resolve("run/m.tsv")).doesNotExist();
    assertThat(Folders.named(dir.resolve("run"), RunDirectory::isBegun)).isEmpty();
  }

  /** Another attempt may do. */
  @Test
  void anEngineThatFailsIsNotBadData() throws Exception {
    Exchange done = sendTo("echo 'no node answers' >&2; exit 1\n");
    assertThat(done.getException())
        .isInstanceOf(IOException.class)
        .hasMessage("m-values: engine ended with exit status 1 (no node answers)");
  }

  @Test
  void whoStopsTheRunEndsTheChild() throws Exception {
    Exchange done =
        sendTo("echo $$ > " + dir + "/begun; mv " + dir + "/begun " + dir + "/pid; sleep 300\n");
    assertThat(done.getException()).isInstanceOf(CancellationException.class);
    long child = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whatCannotBeSentIsRefusedWhenTheRouteIsLoaded() throws Exception {
    assertThatThrownBy(() -> route.context.getEndpoint("omic:vst?engine=cwl"))
        .hasStackTraceContaining("found no omicroutes.engine.cwl");
    assertThatThrownBy(() -> route.context.getEndpoint("omic:vst?engine=snakemake"))
        .hasStackTraceContaining("expected cwl or nextflow");
    route.context.getPropertiesComponent().addInitialProperty("omicroutes.engine.cwl", "cwltool");
    assertThatThrownBy(() -> route.context.getEndpoint("omic:cwl?a=b"))
        .hasStackTraceContaining("found no tool");
    Path tool = Files.writeString(dir.resolve("sort.cwl"), SORT);
    assertThatThrownBy(() -> route.context.getEndpoint("omic:cwl?tool=" + tool + "&b=c"))
        .hasStackTraceContaining("omic:cwl has no 'b'");
    Files.writeString(tool, SORT.replace("CommandLineTool", "Workflow"));
    assertThatThrownBy(() -> route.context.getEndpoint("omic:cwl?tool=" + tool))
        .hasRootCauseInstanceOf(DataException.class)
        .hasStackTraceContaining("expected class: CommandLineTool");
  }
}
