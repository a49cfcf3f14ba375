package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditStoreTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  static Stream<Databases.Named> both() {
    return Databases.both();
  }

  @ParameterizedTest
  @MethodSource("both")
  void pagesHoldEachEntryOnceTheNewestFirst(Databases.Named database) {
    AuditStore audit = new AuditStore(database.at(Clock.systemUTC()));
    for (int i = 0; i < 25; i++) {
      // Three at a time have the same time.
      audit.add(
          START.plusSeconds(i / 3),
          new AuditStore.Event("lims", "10.0.0.7", "POST /drops", "/drops/" + i, "done 201"));
    }
    List<AuditEntry> seen = new ArrayList<>();
    AuditStore.Before before = null;
    for (List<AuditEntry> page = audit.list(before, 10);
        !page.isEmpty();
        page = audit.list(before, 10)) {
      seen.addAll(page);
      AuditEntry last = page.get(page.size() - 1);
      before = new AuditStore.Before(last.at(), last.id());
    }
    assertThat(seen).hasSize(25).extracting(AuditEntry::id).doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(AuditEntry::at)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(seen.get(0).target()).isEqualTo("/drops/24");
  }

  @ParameterizedTest
  @MethodSource("both")
  void longTextsAreCutAndOldEntriesRemoved(Databases.Named database) {
    AuditStore audit = new AuditStore(database.at(Clock.systemUTC()));
    String longText = "x".repeat(5000);
    audit.add(START, new AuditStore.Event(longText, longText, longText, longText, longText));
    audit.add(START.plusSeconds(60), new AuditStore.Event("a", "b", "c", "d", "e"));
    assertThat(audit.list(null, 10)).hasSize(2);
    assertThat(audit.removeBefore(START.plusSeconds(60))).isEqualTo(1);
    assertThat(audit.list(null, 10)).extracting(AuditEntry::who).containsExactly("a");
  }
}
