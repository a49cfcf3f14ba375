package org.omicroutes.trials;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.omicroutes.state.DropState;

/** A server that is killed again and again while drops come; at last it may go on in peace. */
final class Chaos {
  private static final Path ROUTES = Path.of("src/test/trials/routes");
  private static final Path PROFILES = Path.of("src/test/trials/profiles");
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final Duration STUCK = Duration.ofMinutes(4);
  private static final Duration TICK = Duration.ofMillis(50);

  /** One life of so many ends before the server is ready. */
  private static final int EARLY = 5;

  /**
   * How much of it.
   *
   * @param longest that a server lives once it is ready
   */
  record Size(int drops, int kills, long seed, Duration longest) {}

  private final Size size;
  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final Random random;
  private final DropPlan plan;
  private int done;
  private int killsBeforeReady;
  private Duration startTakes = Duration.ofSeconds(5);

  /**
   * @param folder a new one
   * @param settings of the server, as variables of the environment
   */
  Chaos(Size size, Path folder, Map<String, String> settings) throws IOException {
    this.size = size;
    this.folder = folder;
    this.settings.putAll(settings);
    this.settings.put("OMICROUTES_MEMORY", "1g");
    // A server that lives for seconds is best started quickly.
    this.settings.put("OMICROUTES_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    // Of several that share a database, the next server is to take the dead one's drops soon.
    this.settings.put("OMICROUTES_INSTANCE_SILENCE", "12s");
    this.random = new Random(size.seed);
    Files.createDirectories(drops());
    Files.createDirectories(DropPlan.late(drops()));
    Files.createDirectories(results());
    this.plan = DropPlan.of(drops(), size.drops, random);
  }

  Path drops() {
    return folder.resolve("drops");
  }

  Path results() {
    return folder.resolve("results");
  }

  DropPlan plan() {
    return plan;
  }

  int killsBeforeReady() {
    return killsBeforeReady;
  }

  /** Returns when the last server has stopped after all drops came to an end, or none moves. */
  void run() throws IOException, InterruptedException {
    for (int kill = 0; kill < size.kills; kill++) {
      LiveServer server = start();
      try {
        boolean early = random.nextInt(EARLY) == 0;
        live(server, kill, early, random.nextDouble());
      } finally {
        server.kill();
      }
      System.err.printf(
          "kill %d of %d; %d of %d acts done%n", kill + 1, size.kills, done, plan.acts().size());
    }
    try (LiveServer server = start()) {
      act(1);
      server.awaitReady(START);
      awaitQuiet(server);
    }
  }

  private LiveServer start() throws IOException {
    return LiveServer.start(
        List.of(
            "--routes", ROUTES.toString(),
            "--profiles", PROFILES.toString(),
            "--drops", drops().toString(),
            "--results", results().toString()),
        settings,
        folder.resolve("server.log"));
  }

  /**
   * One life of the server.
   *
   * @param early whether it ends before the server is ready
   * @param part of the longest time that it may take
   */
  private void live(LiveServer server, int kill, boolean early, double part)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    boolean ready = false;
    Duration life = times(early ? startTakes : size.longest, part);
    long until = early ? began + life.toNanos() : Long.MAX_VALUE;
    double usual = startTakes.plus(life).toNanos();
    while (until - System.nanoTime() > 0) {
      server.requireAlive();
      act((kill + Math.min(1, (System.nanoTime() - began) / usual)) / size.kills);
      if (!ready && server.isReady()) {
        ready = true;
        startTakes = Duration.ofNanos(System.nanoTime() - began);
        until = early ? until : System.nanoTime() + life.toNanos();
      }
      if (System.nanoTime() - began > START.toNanos()) {
        throw new IOException("the server is not ready after " + START);
      }
      Thread.sleep(TICK.toMillis());
    }
    killsBeforeReady += ready ? 0 : 1;
  }

  private static Duration times(Duration longest, double part) {
    return Duration.ofNanos((long) (longest.toNanos() * part));
  }

  /** Does to the folders what is due. */
  private void act(double now) throws IOException {
    while (done < plan.acts().size() && plan.acts().get(done).at() <= now) {
      plan.acts().get(done++).work().run();
    }
  }

  /** Waits until nothing happens any more. */
  private void awaitQuiet(LiveServer server) throws IOException, InterruptedException {
    Map<DropState, Integer> before = Map.of();
    long since = System.nanoTime();
    while (true) {
      server.requireAlive();
      Map<DropState, Integer> counts = counts(server);
      long now = System.nanoTime();
      if (!counts.equals(before)) {
        System.err.println("waiting for the rest: " + counts);
        before = counts;
        since = now;
      }
      Duration patience = isBusy(counts) ? STUCK : QUIET;
      if (now - since > patience.toNanos()) {
        return;
      }
      Thread.sleep(1000);
    }
  }

  private static boolean isBusy(Map<DropState, Integer> counts) {
    return counts.containsKey(DropState.COMPLETE)
        || counts.containsKey(DropState.CLAIMED)
        || counts.containsKey(DropState.RUNNING);
  }

  private static Map<DropState, Integer> counts(LiveServer server)
      throws IOException, InterruptedException {
    Map<DropState, Integer> counts = new EnumMap<>(DropState.class);
    ObjectMapper json = new ObjectMapper();
    for (DropState state : DropState.values()) {
      int some = json.readTree(server.get("/drops?limit=1&state=" + state)).path("total").asInt();
      if (some > 0) {
        counts.put(state, some);
      }
    }
    return counts;
  }
}
