package org.omicroutes.api;

/** A request that is refused, with the HTTP status and the reason for whoever asked. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** 400: the request cannot be understood or asks for what is not allowed. */
  public static Refusal malformed(String message) {
    return new Refusal(400, message);
  }

  /** 404: there is no such thing, or none that the caller may see. */
  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  /** Any other status. */
  public static Refusal of(int status, String message) {
    return new Refusal(status, message);
  }

  public int status() {
    return status;
  }
}
