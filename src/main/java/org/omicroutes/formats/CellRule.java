package org.omicroutes.formats;

/** What the numbers of a matrix may be; NaN (missing) is always allowed and never asked about. */
public enum CellRule {
  /** Any finite number. */
  NUMBER("a finite number, or NA for a missing value") {
    @Override
    boolean allows(double value) {
      return true;
    }
  },
  /** Non-negative whole numbers: read counts. */
  COUNT("a read count: a whole number >= 0 (is this matrix already normalised or z-scored?)") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value == Math.rint(value);
    }
  },
  /** Methylation beta values. */
  BETA("a beta value from 0 to 1 (are these M-values or per cent?)") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value <= 1;
    }
  },
  /** Present or not. */
  BINARY("0 or 1") {
    @Override
    boolean allows(double value) {
      return value == 0 || value == 1;
    }
  };

  private final String expected;

  CellRule(String expected) {
    this.expected = expected;
  }

  abstract boolean allows(double value);

  String expected() {
    return expected;
  }
}
