package org.omicroutes.trials;

/** What clients ask, and how often of a hundred times. */
enum Operation {
  LIST("list runs", 10),
  LIST_FILTERED("list runs, filtered", 10),
  STATUS("status", 40),
  RUN("run", 15),
  TASKS("tasks", 15),
  SERVICE_INFO("service-info", 10);

  private final String title;
  private final int share;

  Operation(String title, int share) {
    this.title = title;
    this.share = share;
  }

  String title() {
    return title;
  }

  /** One of which the time is limited. */
  boolean isLimited() {
    return this == LIST || this == LIST_FILTERED || this == STATUS;
  }

  /**
   * The operation at a place among all.
   *
   * @param percent from 0 to 99
   */
  static Operation at(int percent) {
    int left = percent;
    for (Operation operation : values()) {
      left -= operation.share;
      if (left < 0) {
        return operation;
      }
    }
    throw new IllegalArgumentException("percent: found " + percent + ", expected 0 to 99");
  }
}
