package org.omicroutes.api.security;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Why a request is refused, as GA4GH's interfaces say it.
 *
 * @param msg in plain language
 * @param status_code of HTTP
 */
record ErrorBody(String msg, int status_code) {

  /** Ends a request that never reaches an endpoint. */
  static void send(RoutingContext context, int status, String message) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(new JsonObject().put("msg", message).put("status_code", status).encode());
    }
  }
}
