package io.auterity.server.web.errors;

import io.auterity.server.web.json.WebJson;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/** Answers with an error where no route does: in filters and behind them. */
public final class ErrorWriter {

  public static final String MEDIA_TYPE = "application/problem+json";

  private final JsonMapper mapper;

  private final Predicate<HttpServletRequest> words;

  public ErrorWriter(JsonMapper mapper) {
    this(mapper, request -> false);
  }

  /**
   * A writer for several sorts of clients.
   *
   * @param words whether a request's client shows words and reads no problem details
   */
  public ErrorWriter(JsonMapper mapper, Predicate<HttpServletRequest> words) {
    this.mapper = mapper;
    this.words = words;
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Failure failure)
      throws IOException {
    Duration wait = failure.retryAfter();
    if (wait != null) {
      response.setHeader(
          "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
    if (words.test(request)) {
      inWords(response, failure);
    } else {
      write(response, ErrorBody.of(failure, RequestId.of(request)));
    }
  }

  // Such clients ask their users for a password when they are told to.
  private static void inWords(HttpServletResponse response, Failure failure) throws IOException {
    InboundRefusal words = InboundRefusal.inWords(ErrorBody.status(failure), failure.message());
    response.setStatus(words.status());
    response.setContentType(words.mediaType());
    response.setHeader("Cache-Control", "no-store");
    if (failure.code() == FailureCode.UNAUTHENTICATED) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"auterity\", charset=\"UTF-8\"");
    }
    response.getOutputStream().write(words.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with another status than the usual one of the failure's code. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, Failure failure, int status)
      throws IOException {
    write(response, ErrorBody.of(failure, status, RequestId.of(request)));
  }

  /** An error for a caller whose request has not been read to its end. */
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
