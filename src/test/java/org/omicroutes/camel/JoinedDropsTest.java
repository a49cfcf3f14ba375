package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.formats.LayerPatients;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.LayerReaders;
import org.omicroutes.formats.Samplesheet;
import org.omicroutes.ops.RunTelemetry;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;

/** A route that joins drops: real folders, scanner, endpoint and databases. */
class JoinedDropsTest {
  @TempDir Path dir;

  private final List<RouteServer> servers = new ArrayList<>();
  private final List<WorkflowEngine> engines = new ArrayList<>();
  private final Ahead clock = new Ahead();
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private Path root;

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  /** The time of day, moved on by a test. */
  private static final class Ahead extends Clock {
    private volatile Duration by = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(by);
    }
  }

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectory(dir.resolve("drops"));
    Path profiles = Files.createDirectory(dir.resolve("profiles"));
    Files.writeString(
        profiles.resolve("quick.yaml"),
        "description: As a test has them.\nfolder: [[samplesheet.csv, COMPLETE]]\n"
            + "copied: [COMPLETE]\nsettle: 1s\n");
    Files.writeString(dir.resolve("network.tsv"), "gene1\tgene2\nG1\tG2\n");
  }

  @AfterEach
  void stop() {
    servers.forEach(RouteServer::stop);
    engines.forEach(WorkflowEngine::close);
  }

  private void drop(String name, String sheet, Map<String, String> files) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("samplesheet.csv"), "layer,format,path\n" + sheet);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve("COMPLETE"), "");
  }

  private void clinicalAndRna() throws IOException {
    drop(
        "A",
        "clinical,clinical,clinical.csv\nrna,counts,rna.csv\n",
        Map.of(
            "clinical.csv", "patient,time,event\nP1,10,1\nP2,20,0\n",
            "rna.csv", "gene,P1,P2\nG1,1,2\n"));
  }

  private void mutation(String name, String gene) throws IOException {
    drop(
        name,
        "mutation,maf,calls.maf\n",
        Map.of(
            "calls.maf",
            "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\n"
                + gene
                + "\tMissense_Mutation\tP1\n"
                + gene
                + "\tSilent\tP2\n"));
  }

  private RouteServer server(Databases.Named named) {
    RouteServer server =
        new RouteServer(
            named.at(clock),
            clock,
            drops -> new ScannedFolders(drops, dir.resolve("profiles"), clock));
    servers.add(server);
    return server;
  }

  private RouteServer serve(Databases.Named named, Processor work) throws Exception {
    return start(server(named), work);
  }

  private RouteServer start(RouteServer server, Processor work) throws Exception {
    return server.start(
        "omic-drops:"
            + root
            + "?profiles=quick&layers=clinical,rna,mutation&waitingTime=7d"
            + "&delay=50ms&initialDelay=10ms&backOff=50ms&results="
            + dir.resolve("results"),
        work);
  }

  /** With steps of one's own, which read what there is. */
  private RouteServer serveSteps(Databases.Named named) throws Exception {
    RouteServer server = server(named);
    WorkflowEngine engine = new WorkflowEngine(server.context, 1);
    engines.add(engine);
    var tracer = TracerProvider.noop().get("test");
    var telemetry = new RunTelemetry(new SimpleMeterRegistry(), tracer);
    DropBean bean = new DropBean(engine, null, telemetry);
    server.context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:steps")
                .routeId("steps")
                .process(
                    exchange ->
                        runs.add(
                            exchange.getMessage().getHeader("OmicDropNames")
                                + " "
                                + exchange.getMessage().getHeader("OmicSamplesheet")))
                .choice()
                .when(header("OmicSamplesheet").isNotNull())
                .to("omic:read-layer?samplesheet=${header.OmicSamplesheet}&layer=rna&out=rna.tsv")
                .choice()
                .when(simple("${header.OmicDropNames.size} > 1"))
                .to(
                    "omic:read-layer?samplesheet=${header.OmicSamplesheet}&layer=mutation"
                        + "&out=mutation.tsv");
          }
        });
    return start(server, exchange -> bean.route(exchange, "steps"));
  }

  private DropInputs inputs(Exchange exchange) throws IOException {
    DropAttempt attempt = exchange.getProperty(DropAttempt.PROPERTY, DropAttempt.class);
    DropInputs inputs = DropInputs.of(attempt, dir.resolve("network.tsv"));
    runs.add(String.join("+", inputs.drops().stream().map(Drop::path).toList()));
    return inputs;
  }

  private static Samplesheet sheet(DropInputs inputs) throws IOException {
    return Samplesheet.read(inputs.files().get("samplesheet"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void layersOfTwoDropsAreReadInOneRun(Databases.Named named) throws Exception {
    List<Object> seen = new CopyOnWriteArrayList<>();
    RouteServer server =
        serve(
            named,
            exchange -> {
              seen.add(exchange.getMessage().getHeader("OmicDropNames"));
              DropInputs inputs = inputs(exchange);
              seen.add(LayerPatients.read(sheet(inputs), null).toString());
            });
    clinicalAndRna();
    Drop waits = server.await("A", DropState.WAITING);
    assertThat(waits.reason()).startsWith("2 of 2 patients lack mutation; runs at ");
    mutation("B", "TP53");
    Drop done = server.await("B", DropState.DONE);
    assertThat(server.drop("A").state()).isEqualTo(DropState.DONE);
    assertThat(runs).containsExactly("A+B");
    assertThat(seen)
        .containsExactly(List.of("A", "B"), "{clinical=[P1, P2], mutation=[P1, P2], rna=[P1, P2]}");
    Run run = server.runs.get(done.runId()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.COMPLETE);
    assertThat(run.folder()).isEqualTo(dir.resolve("results/A").toString());
    assertThat(run.tags()).contains("\"drops\":\"A, B\"");
    assertThat(run.request()).contains(root.resolve("A").toString(), root.resolve("B").toString());
    assertThat(server.drop("A").runId()).isEqualTo(run.id());
    assertThat(server.drop("A").reason()).contains("results of the joined drops A, B in ");
    assertThat(server.drops.ofRun(run.id())).extracting(Drop::path).containsExactly("A", "B");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void stepsOfOnesOwnReadWhatAllTheDropsHold(Databases.Named named) throws Exception {
    RouteServer server = serveSteps(named);
    clinicalAndRna();
    server.await("A", DropState.WAITING);
    drop(
        "B",
        "mutation,maf,calls.maf\nrna,counts,again.csv\n",
        Map.of(
            "calls.maf",
            "Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\n"
                + "TP53\tMissense_Mutation\tP1\nTP53\tSilent\tP2\n",
            "again.csv",
            "gene,P2\nG1,7\n"));
    Drop done = server.await("B", DropState.DONE);
    Path results = dir.resolve("results/A");
    Path sheet = results.resolve("joined/samplesheet.csv");
    assertThat(runs).containsExactly("[A, B] " + sheet);
    assertThat(results.resolve("rna.tsv")).hasContent("feature\tP1\tP2\nG1\t1\t7");
    assertThat(results.resolve("mutation.tsv")).content().contains("TP53");
    assertThat(results.resolve("COMPLETE")).exists();
    assertThat(server.drops.ofRun(done.runId())).extracting(Drop::path).containsExactly("A", "B");
    String counted = "rna of 1 patient is taken from B and not from A, which is earlier";
    assertThat(results.resolve("joined/README.txt")).content().contains(counted);
    assertThat(results.resolve("ro-crate-metadata.json"))
        .content()
        .contains("#drop-" + server.drop("A").id(), "#drop-" + done.id(), counted);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void stepsOfOnesOwnGetTheSamplesheetOfOneDropOrNone(Databases.Named named) throws Exception {
    RouteServer server = serveSteps(named);
    Path bare = Files.createDirectories(root.resolve("bare"));
    Files.writeString(bare.resolve("reads.txt"), "ACGT");
    Files.writeString(bare.resolve("COMPLETE"), "");
    server.await("bare", DropState.DONE);
    clinicalAndRna();
    server.await("A", DropState.WAITING);
    clock.by = Duration.ofDays(7);
    server.await("A", DropState.DONE);
    assertThat(runs).containsExactly("[bare] null", "[A] " + root.resolve("A/samplesheet.csv"));
    assertThat(dir.resolve("results/A/rna.tsv")).hasContent("feature\tP1\tP2\nG1\t1\t2");
    assertThat(dir.resolve("results/A/joined")).doesNotExist();
    drop("C", "rna,counts,../A/rna.csv\n", Map.of());
    assertThat(server.await("C", DropState.REJECTED).reason())
        .contains("which is not in the folder");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void runsAloneWhenTheTimeIsOverAndAgainWithTheLateLayer(Databases.Named named) throws Exception {
    RouteServer server = serve(named, this::inputs);
    clinicalAndRna();
    server.await("A", DropState.WAITING);
    clock.by = Duration.ofDays(6);
    assertThat(server.drop("A").state()).isEqualTo(DropState.WAITING);
    clock.by = Duration.ofDays(7);
    Drop alone = server.await("A", DropState.DONE);
    mutation("late", "TP53");
    Drop late = server.await("late", DropState.DONE);
    assertThat(runs).containsExactly("A", "A+late");
    assertThat(server.drop("A")).isEqualTo(alone);
    assertThat(server.runs.get(late.runId()).orElseThrow().folder())
        .isEqualTo(dir.resolve("results/late").toString());
    assertThat(server.drops.ofRun(late.runId())).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatADeadInstanceHeldIsTakenOverTogether(Databases.Named named) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    RouteServer dead =
        serve(
            named,
            exchange -> {
              inputs(exchange);
              begun.countDown();
              never.await();
            });
    clinicalAndRna();
    mutation("B", "TP53");
    begun.await();
    String run = dead.drop("B").runId();
    dead.instances.leave(dead.instance, "the instance that worked on it is gone");
    RouteServer alive = serve(named, this::inputs);
    Drop done = alive.await("B", DropState.DONE);
    assertThat(alive.drop("A").state()).isEqualTo(DropState.DONE);
    assertThat(done.runId()).isEqualTo(run);
    assertThat(runs).containsExactly("A+B", "A+B");
    never.countDown();
    dead.stop();
    assertThat(alive.drop("B")).isEqualTo(done);
    assertThat(alive.drops.history(done.id()))
        .filteredOn(event -> event.state() == DropState.DONE)
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void badDataOfOneRejectAllAndMendedOnesComeBack(Databases.Named named) throws Exception {
    RouteServer server =
        serve(
            named,
            exchange -> {
              DropInputs inputs = inputs(exchange);
              ReadOptions options = new ReadOptions(java.util.Set.of("P1", "P2"), false, false);
              LayerReaders.read(sheet(inputs), "mutation", options);
            });
    clinicalAndRna();
    mutation("B", "");
    Path calls = root.resolve("B/calls.maf");
    Files.writeString(calls, Files.readString(calls).replace("\tSilent\tP2", "\t\tP2"));
    Drop bad = server.await("B", DropState.REJECTED);
    String reason = "of the joined drops A, B, at fault is B: " + calls + ", line 3";
    assertThat(bad.reason()).startsWith(reason);
    assertThat(server.drop("A").state()).isEqualTo(DropState.REJECTED);
    assertThat(server.drop("A").reason()).isEqualTo(bad.reason());
    for (String name : List.of("A", "B")) {
      Path note = root.resolve("quarantine").resolve(name).resolve("REASON.txt");
      await().untilAsserted(() -> assertThat(note).content().contains(reason));
    }
    mutation("B", "TP53");
    Files.setLastModifiedTime(
        root.resolve("B/samplesheet.csv"),
        java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(60)));
    Drop mended = server.await("B", DropState.DONE);
    assertThat(mended.follows()).isEqualTo(bad.id());
    assertThat(server.drop("A").state()).isEqualTo(DropState.DONE);
    assertThat(server.drop("A").runId()).isEqualTo(mended.runId());
    assertThat(runs).containsExactly("A+B", "A+B");
  }
}
