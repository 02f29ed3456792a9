package io.auterity.cli.api;

import io.auterity.cli.exit.CliException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The server answered with a problem (RFC 9457). */
public final class ApiException extends CliException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final boolean mayBeApplied;
  private final transient Map<String, String> places;

  private ApiException(
      int status, String code, boolean mayBeApplied, String sentence, Map<String, String> places) {
    super(status >= 400 && status < 500 ? BAD_INPUT : FAILED, sentence);
    this.status = status;
    this.code = code;
    this.mayBeApplied = mayBeApplied;
    this.places = places;
  }

  static ApiException of(int status, JsonNode problem) {
    String code = problem.path("code").asString("http_" + status);
    String detail = problem.path("detail").asString(problem.path("title").asString("no detail"));
    JsonNode problems = problem.path("problems");
    String list =
        problems.size() < 2 // One alone stands in the detail.
            ? ""
            : problems.valueStream().map(ApiException::line).collect(Collectors.joining());
    return new ApiException(
        status,
        code,
        !problem.path("applied").asString("").equals("no"),
        "%s (%s)%s".formatted(detail, code, list),
        places(problem));
  }

  private static Map<String, String> places(JsonNode problem) {
    Map<String, String> places = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : problem.path("fields").properties()) {
      places.put(field.getKey(), field.getValue().asString(""));
    }
    for (JsonNode one : problem.path("problems")) {
      places.put(one.path("path").asString(""), one.path("rule").asString(""));
    }
    return places;
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

  /** What is wrong at which place of the request, as far as the server tells. */
  public Map<String, String> places() {
    return places;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** Whether the server, or what it needs, cannot serve now. */
  public boolean unavailable() {
    return code.equals("unavailable");
  }

  /** Whether the request may have had its effect all the same. */
  boolean mayBeApplied() {
    return mayBeApplied;
  }
}
