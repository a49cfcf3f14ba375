package org.omicroutes.provenance.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.provenance.check.Finding.Severity;

/** Gathers findings; what is said twice of one property is kept once. */
final class Findings {
  private final String file;
  private final Map<List<String>, Finding> findings = new LinkedHashMap<>();

  /**
   * @param file the metadata file, as it is shown
   */
  Findings(String file) {
    this.file = file;
  }

  void must(String rule, String entity, String property, String found, String expected) {
    add(new Finding(Severity.MUST, file, entity, property, found, expected, rule));
  }

  void should(String rule, String entity, String property, String found, String expected) {
    add(new Finding(Severity.SHOULD, file, entity, property, found, expected, rule));
  }

  void add(Finding finding) {
    findings.putIfAbsent(
        List.of(
            finding.severity().name(), finding.entity(), finding.property(), finding.expected()),
        finding);
  }

  String file() {
    return file;
  }

  boolean hasMust() {
    return findings.values().stream().anyMatch(f -> f.severity() == Severity.MUST);
  }

  /** What must be mended first, then what should; else in the order of finding. */
  List<Finding> sorted() {
    List<Finding> sorted = new ArrayList<>(findings.values());
    sorted.sort(Comparator.comparing(Finding::severity));
    return sorted;
  }
}
