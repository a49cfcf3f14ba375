package org.omicroutes.ops;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;

/** Answers that are pages or parts of pages. */
final class Html {
  private static final String TYPE = MediaType.TEXT_HTML + ";charset=UTF-8";

  /** Our own style sheet and scripts, nothing inside the page and nothing from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Html() {}

  /**
   * What a page shows.
   *
   * @param <V> itself
   */
  interface Marked<V> {
    /** The same with the hash that the browser sends back to hear nothing where nothing is new. */
    V seen(String hash);
  }

  /** A whole page. */
  static <V extends Marked<V>> Response page(
      V view, Function<V, TemplateInstance> live, Function<V, TemplateInstance> page) {
    String hash = DigestUtils.sha256Hex(live.apply(view).render());
    return Response.ok(page.apply(view.seen(hash)).render(), TYPE)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .header("Cache-Control", "no-store")
        .build();
  }

  /**
   * The changing part of a page; nothing where it is what the browser shows already.
   *
   * @param seen hash of what it shows; empty where it wants the part in any case
   */
  static <V extends Marked<V>> Response part(
      String seen, V view, Function<V, TemplateInstance> live) {
    String hash = DigestUtils.sha256Hex(live.apply(view).render());
    if (hash.equals(seen)) {
      return Response.noContent().build();
    }
    return Response.ok(live.apply(view.seen(hash)).render(), TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }
}
