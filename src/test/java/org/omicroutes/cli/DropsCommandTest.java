package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.omicroutes.api.Roles;
import org.omicroutes.api.ServedState;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.JoinRule;
import picocli.CommandLine;

@QuarkusTest
@TestProfile(ServedState.class)
class DropsCommandTest {
  @Inject DropStore drops;

  @TestHTTPResource("/")
  URI server;

  private record Result(int code, String out, String err) {}

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void listsDrops() throws Exception {
    String route = "cli-" + UUID.randomUUID();
    add(route, "run-1", "one\tline\nmore");
    add(route, "run-2", "waits");
    Result tsv = run("list", "--route", route, "--path", "run-1", "--format", "tsv");
    assertThat(tsv.code).isZero();
    List<String> lines = tsv.out.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("id\tstate\troute\tpath\tfiles\tbytes\t");
    assertThat(lines.get(1).split("\t", -1)).hasSize(9).contains("run-1", "one line more");

    Result table = run("list", "--route", route, "--limit", "1");
    assertThat(table.out.lines().count()).isEqualTo(2);
    assertThat(table.out).contains("COPYING  " + route).doesNotContain("\t");
    assertThat(table.err).contains("1 of 2 drops are shown");

    Result json = run("list", "--route", route, "--state", "copying", "--format", "json");
    assertThat(new ObjectMapper().readTree(json.out)).hasSize(2);
    assertThat(run("list", "--route", route, "--state", "DONE").out.lines().count()).isEqualTo(1);
  }

  @Test
  @TestSecurity(
      user = "olga",
      roles = {Roles.VIEWER, Roles.OPERATOR})
  void rejectsRetriesAndShows() {
    Drop drop = add("cli-" + UUID.randomUUID(), "run-1", "seen");
    drops.complete(drop, "feed", new byte[0], "all files are there");
    Result rejected = run("reject", drop.id(), "--reason", "wrong lane", "--format", "tsv");
    assertThat(rejected.code).isZero();
    assertThat(rejected.out).contains("REJECTED").contains("wrong lane (rejected by olga)");
    Result retried = run("retry", drop.id(), "none");
    assertThat(retried.code).isEqualTo(1);
    assertThat(retried.out).contains("COMPLETE");
    assertThat(retried.err).contains("error: none: there is no drop 'none'");
    Result shown = run("show", drop.id());
    assertThat(shown.out).contains("run-1").contains("wrong lane").contains("asked for it");
    assertThat(run("retry", drop.id()).err).contains("the drop is COMPLETE");
  }

  @Test
  @TestSecurity(
      user = "olga",
      roles = {Roles.VIEWER, Roles.OPERATOR})
  void showsWhatWaitsTogetherAndRunsIt() {
    String route = "joined-" + UUID.randomUUID();
    JoinRule rule = new JoinRule(List.of("rna", "mutation"), Duration.ofDays(7));
    List<Drop> both = List.of(add(route, "run-1", "seen"), add(route, "run-2", "seen"));
    for (Drop drop : both) {
      var layers = new DropStore.Layers(Map.of("rna", Set.of("P1")), rule);
      drops.complete(drop, "c-" + drop.path(), new byte[0], "all files are there", layers);
    }
    drops.settle(route, rule);
    Result shown = run("show", both.get(0).id());
    assertThat(shown.out)
        .contains(
            "1 of 1 patient lacks mutation; runs at ", "to be joined with run-2", "wait_until")
        .containsPattern(
            "id +state +path +earlier\\R" + both.get(1).id() + " +WAITING +run-2 +false");
    assertThat(run("list", "--route", route, "--state", "WAITING").out).contains("run-1", "run-2");
    Result retried = run("retry", both.get(0).id());
    assertThat(retried.code).isZero();
    assertThat(retried.out).contains("to be tried again: olga asked for it");
    drops.settle(route, rule);
    assertThat(run("list", "--route", route, "--state", "COMPLETE").out).contains("run-1", "run-2");
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void saysWhatIsWrong() throws Exception {
    assertThat(run("show", "no/such drop?"))
        .isEqualTo(new Result(2, "", "error: there is no drop 'no/such drop?'\n"));
    assertThat(run("retry", "x").err).contains("does not allow this");
    assertThat(run("retry", "x").code).isEqualTo(1);
    assertThat(run("reject", "x").code).isEqualTo(2);
    assertThat(run("list", "--limit", "0").code).isEqualTo(2);
    assertThat(run("list", "--state", "LOST").code).isEqualTo(2);
    assertThat(run().err).contains("expected list, show, retry or reject");
  }

  @Test
  void saysWhereNoServerAnswersOrItWantsAKey() throws Exception {
    assertThat(run("list").code).isEqualTo(1);
    assertThat(run("list").err).contains("OMICROUTES_API_KEY").doesNotContain("Exception");
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Result nobody = runAt("http://127.0.0.1:" + free, "list");
    assertThat(nobody.code).isEqualTo(1);
    assertThat(nobody.err).startsWith("error: no server answers at").doesNotContain("Exception");
    assertThat(runAt("ftp://x", "list").code).isEqualTo(2);
    assertThat(runAt("nonsense", "list").err).contains("expected an address such as");
  }

  private Drop add(String route, String path, String reason) {
    var seen = new DropStore.Sighting(route, "root", path, "manifest", "f00d", 2, 10);
    return drops.add(seen, DropState.COPYING, reason, null);
  }

  private Result run(String... arguments) {
    return runAt(server.toString(), arguments);
  }

  private static Result runAt(String address, String... arguments) {
    List<String> all = new ArrayList<>(List.of("drops"));
    all.addAll(List.of(arguments));
    if (arguments.length > 0) {
      all.addAll(List.of("--server", address));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandTree.build();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(new String[0]));
    return new Result(code, out.toString(), err.toString());
  }
}
