package org.omicroutes.api.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether something is seen for the first time in a while. */
final class LastTimes {
  private static final int REMEMBERED = 10_000;

  private final long nanos;
  private final Map<String, Long> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  LastTimes(Duration period) {
    this.nanos = period.toNanos();
  }

  synchronized boolean isNew(String what) {
    long now = System.nanoTime();
    Long before = seen.get(what);
    if (before != null && now - before < nanos) {
      return false;
    }
    seen.put(what, now);
    return true;
  }
}
