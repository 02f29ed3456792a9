package io.auterity.server.web.errors;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error on the wire: problem details of RFC 9457 with the product's stable code.
 *
 * @param type names the code as a URI
 * @param detail what went wrong and what to do
 * @param code stable code for programs
 * @param origin where the cause lies
 * @param applied whether the outside effect may have happened
 * @param fields details by name
 * @param problems each thing that is wrong with what was sent
 * @param decision the decision that explains a refused or failed call
 * @param request id of this request, as it stands in the log
 */
public record ErrorBody(
    String type,
    String title,
    int status,
    String detail,
    String code,
    Origin origin,
    boolean retryable,
    Applied applied,
    @Nullable Map<String, String> fields,
    @Nullable List<Problem> problems,
    @Nullable String decision,
    String request) {

  public static final int NOT_FOUND = 404;

  /** The failure as an error with its usual status. */
  public static ErrorBody of(Failure failure, String request) {
    return of(failure, status(failure), request);
  }

  static ErrorBody of(Failure failure, int status, String request) {
    String code = failure.code().wire();
    return new ErrorBody(
        "urn:auterity:failure:" + code,
        title(code),
        status,
        failure.message(),
        code,
        failure.origin(),
        failure.retryable(),
        failure.applied(),
        failure.fields().isEmpty() ? null : failure.fields(),
        null,
        null,
        request);
  }

  ErrorBody withProblems(List<Problem> value) {
    return new ErrorBody(
        type, title, status, detail, code, origin, retryable, applied, fields, value, decision,
        request);
  }

  ErrorBody withDecision(String value) {
    return new ErrorBody(
        type, title, status, detail, code, origin, retryable, applied, fields, problems, value,
        request);
  }

  private static String title(String code) {
    return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' ');
  }

  /** The usual status of a failure: none that asks to wait where waiting does not help. */
  public static int status(Failure failure) {
    return switch (failure.code()) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case BUDGET_EXHAUSTED -> failure.retryable() ? 429 : 402;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> NOT_FOUND;
      case CONFLICT -> failure.fields().containsKey(Failure.IDEMPOTENCY_KEY) ? 422 : 409;
      case IN_DOUBT -> 409;
      case TOO_LARGE, CONTEXT_TOO_LONG -> 413;
      case UNSUPPORTED, CONTENT_REFUSED -> 422;
      case RATE_LIMITED, QUOTA_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNAVAILABLE -> failure.retryable() ? 503 : 502;
      case NO_VIABLE_PROVIDER -> failure.retryable() ? 503 : 400;
      case SATURATED -> 503;
      case TIMEOUT -> 504;
      default -> 500;
    };
  }
}
