package org.omicroutes.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server holds in memory, over time. */
final class Memory {
  private static final int LOOKS = 10;
  private static final double MEGABYTE = 1 << 20;
  private static final Pattern LIVE =
      Pattern.compile("(?m)^jvm_gc_live_data_size_bytes(?:\\{[^}]*})? ([0-9.eE+-]+)$");

  private final LiveServer server;
  private final List<Double> resident = new ArrayList<>();
  private double liveBefore = Double.NaN;
  private double liveAfter = Double.NaN;

  /** Garbage is collected at once, so that what is left is what is in use. */
  Memory(LiveServer server) throws IOException, InterruptedException {
    this.server = server;
    if (server != null) {
      liveBefore = live();
    }
  }

  /** Looks at nothing. */
  static Memory none() throws IOException, InterruptedException {
    return new Memory(null);
  }

  /** Looks every tenth of a time. */
  void watch(Duration time) throws IOException, InterruptedException {
    for (int look = 0; server != null && look < LOOKS; look++) {
      Thread.sleep(time.toMillis() / LOOKS);
      resident.add(server.residentMegabytes());
    }
  }

  /** The last look. */
  void end() throws IOException, InterruptedException {
    liveAfter = live();
  }

  /** Resident megabytes after each tenth of the time. */
  List<Double> resident() {
    return List.copyOf(resident);
  }

  /** Megabytes of the heap that were in use before; NaN where it cannot be told. */
  double liveBefore() {
    return liveBefore;
  }

  /** The same afterwards. */
  double liveAfter() {
    return liveAfter;
  }

  private double live() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Double.NaN;
    }
    new ProcessBuilder(jcmd.toString(), String.valueOf(server.process().pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    Matcher found = LIVE.matcher(server.metrics());
    return found.find() ? Double.parseDouble(found.group(1)) / MEGABYTE : Double.NaN;
  }
}
