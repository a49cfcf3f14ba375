package org.omicroutes.api;

/** What people may do. */
public final class Roles {
  /** May see drops, runs and results. */
  public static final String VIEWER = "viewer";

  /** May announce drops and start runs. */
  public static final String SUBMITTER = "submitter";

  /** May retry, reject and cancel. */
  public static final String OPERATOR = "operator";

  private Roles() {}
}
