package io.auterity.server.web.errors;

import io.auterity.connector.file.BadConnectorException;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns everything that a route throws into an error of one shape. */
@RestControllerAdvice
public final class ErrorAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);
  private static final List<String> CREDENTIALS = List.of("/hooks/", "/callbacks/", "/votes/");

  @ExceptionHandler
  ResponseEntity<ErrorBody> failed(CallFailedException e, HttpServletRequest request) {
    return answer(ErrorBody.of(e.failure(), RequestId.of(request)), e.failure());
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> refused(RefusedException e, HttpServletRequest request) {
    ErrorBody error = ErrorBody.of(e.failure(), RequestId.of(request));
    return answer(error.withDecision(e.decision()), e.failure());
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(InvalidResourcesException e, HttpServletRequest request) {
    return refused("nothing was applied", e.problems(), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(InvalidInputException e, HttpServletRequest request) {
    return refused(e.undone(), e.problems(), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(BadConnectorException e, HttpServletRequest request) {
    List<Problem> problems =
        e.problems().stream()
            .map(each -> new Problem(each.path(), each.rule(), each.fix(), each.line()))
            .toList();
    return refused("the file is no connector", problems, request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    CallFailedException failed = nested(e, CallFailedException.class);
    if (failed != null) {
      return failed(failed, request);
    }
    SlowBodyException slow = nested(e, SlowBodyException.class);
    if (slow != null) {
      return slow(slow, request);
    }
    Unreadable found = Unreadable.of(e);
    ErrorBody error = ErrorBody.of(found.failure(), RequestId.of(request));
    return answer(error.withProblems(found.problems()), found.failure());
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> slow(SlowBodyException e, HttpServletRequest request) {
    ErrorBody error = ErrorBody.of(e.failure(), SlowBodyException.STATUS, RequestId.of(request));
    return answer(error, e.failure());
  }

  @ExceptionHandler({PluginRefusedException.class, SecretsRefusedException.class})
  ResponseEntity<ErrorBody> refused(RuntimeException e, HttpServletRequest request) {
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    return answer(ErrorBody.of(failure, RequestId.of(request)), failure);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> mistyped(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    CallFailedException failed = nested(e, CallFailedException.class);
    String expected = WireWords.of(Objects.requireNonNull(e.getRequiredType()));
    Failure failure =
        failed == null
            ? Failure.of(
                FailureCode.INVALID,
                "'%s' is no value for %s: expected %s"
                    .formatted(e.getValue(), e.getName(), expected))
            : failed.failure();
    return answer(ErrorBody.of(failure, RequestId.of(request)), failure);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> undecodable(InvalidParameterException e, HttpServletRequest request) {
    Failure failure =
        Failure.of(
            FailureCode.INVALID,
            "a parameter of the query cannot be read; write it as percent-encoded UTF-8");
    return answer(ErrorBody.of(failure, RequestId.of(request)), failure);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> other(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse known) {
      return known(known, request);
    }
    LOG.error("{} {} failed", request.getMethod(), shown(request.getRequestURI()), e);
    Failure failure =
        Failure.of(
            FailureCode.INTERNAL,
            "an error of the server; its log tells more under " + RequestId.of(request));
    return answer(ErrorBody.of(failure, RequestId.of(request)), failure);
  }

  /** A path as logs and traces may have it: some end with a token that is a credential. */
  public static String shown(String path) {
    return CREDENTIALS.stream()
        .filter(path::startsWith)
        .findFirst()
        .map(root -> root + "…")
        .orElse(path);
  }

  private static ResponseEntity<ErrorBody> refused(
      String what, List<Problem> problems, HttpServletRequest request) {
    Failure failure =
        Failure.of(FailureCode.INVALID, "%s: %s".formatted(what, problems.getFirst()));
    return answer(ErrorBody.of(failure, RequestId.of(request)).withProblems(problems), failure);
  }

  private static ResponseEntity<ErrorBody> known(ErrorResponse e, HttpServletRequest request) {
    int status = e.getStatusCode().value();
    String detail = Objects.requireNonNullElse(e.getBody().getDetail(), "the request is not valid");
    Failure failure = Failure.of(code(status), detail);
    ErrorBody error = ErrorBody.of(failure, status, RequestId.of(request));
    return ResponseEntity.status(status)
        .headers(e.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(error);
  }

  /** The code of an error that the framework found. */
  static FailureCode code(int status) {
    return switch (status) {
      case 401 -> FailureCode.UNAUTHENTICATED;
      case 403 -> FailureCode.FORBIDDEN;
      case 404, 410 -> FailureCode.NOT_FOUND;
      case 405, 406, 415, 501 -> FailureCode.UNSUPPORTED;
      case SlowBodyException.STATUS -> FailureCode.TIMEOUT;
      case 413, 414, 431 -> FailureCode.TOO_LARGE;
      case 503 -> FailureCode.UNAVAILABLE;
      default -> status < 500 ? FailureCode.INVALID : FailureCode.INTERNAL;
    };
  }

  /** The first cause of that type. */
  static <T extends Throwable> @Nullable T nested(Throwable e, Class<T> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }

  private static ResponseEntity<ErrorBody> answer(ErrorBody error, Failure failure) {
    HttpHeaders headers = new HttpHeaders();
    if (failure.code() == FailureCode.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (failure.retryAfter() != null) {
      headers.set(
          HttpHeaders.RETRY_AFTER,
          Long.toString(Math.max(1, failure.retryAfter().plusMillis(999).toSeconds())));
    }
    return ResponseEntity.status(error.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(error);
  }
}
