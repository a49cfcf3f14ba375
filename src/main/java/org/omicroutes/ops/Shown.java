package org.omicroutes.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.omicroutes.state.DropState;
import org.omicroutes.state.RunState;

/** Times, lengths, sizes and states as the pages show them. */
final class Shown {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final long KIB = 1024;

  private Shown() {}

  /** A point in time, for machines and for people; both empty where it is not known. */
  record At(String iso, String text) {
    static At of(Instant at) {
      return at == null ? new At("", "") : new At(at.toString(), MINUTE.format(at));
    }
  }

  /**
   * A state that can be told without colours: by its name and a sign.
   *
   * @param look the class of its colours: good, busy, wait, bad or idle
   */
  record State(String name, String look, String sign) {
    static State of(DropState state) {
      return switch (state) {
        case DONE -> new State(state.name(), "good", "✓");
        case CLAIMED, RUNNING -> new State(state.name(), "busy", "▶");
        case SEQUENCING, COPYING, COMPLETE, WAITING -> new State(state.name(), "wait", "◷");
        case REJECTED, FAILED -> new State(state.name(), "bad", "✕");
        case DUPLICATE, REPLACED -> new State(state.name(), "idle", "=");
      };
    }

    static State of(RunState state) {
      return switch (state) {
        case COMPLETE -> new State(state.name(), "good", "✓");
        case INITIALIZING, RUNNING -> new State(state.name(), "busy", "▶");
        case QUEUED, PAUSED -> new State(state.name(), "wait", "◷");
        case EXECUTOR_ERROR, SYSTEM_ERROR -> new State(state.name(), "bad", "✕");
        case CANCELED, CANCELING -> new State(state.name(), "idle", "■");
      };
    }

    static State up(boolean up) {
      return up ? new State("UP", "good", "✓") : new State("DOWN", "bad", "✕");
    }
  }

  /** How long something took, or has taken so far; empty where it has not begun. */
  static String took(Instant from, Instant to, Instant now) {
    if (from == null) {
      return "";
    }
    Duration length = Duration.between(from, to == null ? now : to);
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, length.toMillis()) / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= KIB && unit < units.length - 1) {
      size /= KIB;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
