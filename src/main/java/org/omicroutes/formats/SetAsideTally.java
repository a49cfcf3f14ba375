package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a reader leaves out, by reason, with the first five examples of each. */
public final class SetAsideTally {
  private static final int EXAMPLES = 5;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    private long count;
    private final List<String> examples = new ArrayList<>();
  }

  /** One more thing; the example is kept when it is new and there is room for it. */
  public void add(String reason, String example) {
    Entry entry = entries.computeIfAbsent(reason, r -> new Entry());
    entry.count++;
    if (entry.examples.size() < EXAMPLES && !entry.examples.contains(example)) {
      entry.examples.add(example);
    }
  }

  /** Many at once, without an example for each; nothing happens where {@code count} is 0. */
  public void add(String reason, long count, String example) {
    if (count > 0) {
      add(reason, example);
      entries.get(reason).count += count - 1;
    }
  }

  /** What another tally counted. */
  void add(LayerData.SetAside other) {
    Entry entry = entries.computeIfAbsent(other.reason(), r -> new Entry());
    entry.count += other.count();
    for (String example : other.examples()) {
      if (entry.examples.size() < EXAMPLES && !entry.examples.contains(example)) {
        entry.examples.add(example);
      }
    }
  }

  /** The reasons in the order in which they first came up. */
  public List<LayerData.SetAside> list() {
    return entries.entrySet().stream()
        .map(e -> new LayerData.SetAside(e.getKey(), e.getValue().count, e.getValue().examples))
        .toList();
  }
}
