package io.auterity.cli.api;

import io.auterity.cli.exit.CliException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The server answered with a problem (RFC 9457). */
public final class ApiException extends CliException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private ApiException(int exitCode, int status, String code, String sentence) {
    super(exitCode, sentence);
    this.status = status;
    this.code = code;
  }

  static ApiException of(int status, JsonNode problem) {
    String code = problem.path("code").asString("http_" + status);
    String detail = problem.path("detail").asString(problem.path("title").asString("no detail"));
    JsonNode problems = problem.path("problems");
    String list =
        problems.size() < 2 // One alone stands in the detail.
            ? ""
            : problems.valueStream().map(ApiException::line).collect(Collectors.joining());
    boolean callers = status >= 400 && status < 500;
    return new ApiException(
        callers ? BAD_INPUT : FAILED, status, code, "%s (%s)%s".formatted(detail, code, list));
  }

  private static String line(JsonNode problem) {
    String place =
        problem.hasNonNull("line")
            ? "line %d, %s"
                .formatted(problem.path("line").asInt(), problem.path("path").asString(""))
            : problem.path("path").asString("");
    return "\n  %s: %s; %s"
        .formatted(place, problem.path("rule").asString(""), problem.path("fix").asString(""));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
