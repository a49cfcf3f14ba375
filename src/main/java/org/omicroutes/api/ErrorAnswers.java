package org.omicroutes.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What goes wrong, as GA4GH's APIs tell it; never a stack trace. */
public class ErrorAnswers {
  /** The body of every answer that is an error. */
  @Schema(name = "ErrorResponse")
  public record ErrorResponse(
      @Schema(description = "What is wrong, in plain language") String msg,
      @Schema(description = "The HTTP status") @JsonProperty("status_code") int statusCode) {}

  static Response answer(int status, String message) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(new ErrorResponse(message, status))
        .build();
  }

  @ServerExceptionMapper
  Response refused(Refusal refusal) {
    return answer(refusal.status(), refusal.getMessage());
  }

  @ServerExceptionMapper
  Response notJson(JsonProcessingException thrown) {
    return answer(400, "the body is not the JSON that is expected: " + thrown.getOriginalMessage());
  }

  @ServerExceptionMapper
  Response unknownCaller(UnauthorizedException thrown) {
    return answer(401, "this needs a login");
  }

  @ServerExceptionMapper
  Response failedLogin(AuthenticationFailedException thrown) {
    return answer(401, "the login is not accepted");
  }

  /** What the framework refuses, such as an unknown path or a wrong method. */
  @ServerExceptionMapper
  Response refusedByFramework(WebApplicationException thrown) {
    Response response = thrown.getResponse();
    if (response.hasEntity()) {
      return response;
    }
    if (thrown.getCause() instanceof JsonProcessingException json) {
      return notJson(json);
    }
    int status = response.getStatus();
    return answer(status, response.getStatusInfo().getReasonPhrase());
  }

  @ServerExceptionMapper
  Response unexpected(Exception thrown) {
    String id = UUID.randomUUID().toString();
    Log.errorf(thrown, "request failed, error %s", id);
    return answer(500, "an unexpected error; the server's log tells more under " + id);
  }
}
