package io.auterity.server.web.errors;

import io.auterity.server.web.json.WebJson;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Answers with an error where no route does: in filters and behind them. */
public final class ErrorWriter {

  public static final String MEDIA_TYPE = "application/problem+json";

  private final JsonMapper mapper;

  public ErrorWriter(JsonMapper mapper) {
    this.mapper = mapper;
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Failure failure)
      throws IOException {
    Duration wait = failure.retryAfter();
    if (wait != null) {
      response.setHeader(
          "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
    write(response, ErrorBody.of(failure, RequestId.of(request)));
  }

  /** Answers with another status than the usual one of the failure's code. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, Failure failure, int status)
      throws IOException {
    write(response, ErrorBody.of(failure, status, RequestId.of(request)));
  }

  /** An error for somebody whose request has not been heard to its end. */
  public static byte[] unheard(Failure failure, int status) {
    return WebJson.mapper().writeValueAsBytes(ErrorBody.of(failure, status, RequestId.NONE));
  }

  private void write(HttpServletResponse response, ErrorBody error) throws IOException {
    response.setStatus(error.status());
    response.setContentType(MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    if (error.code().equals(FailureCode.UNAUTHENTICATED.wire())) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.getOutputStream().write(mapper.writeValueAsBytes(error));
  }
}
