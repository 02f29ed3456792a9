package io.auterity.connector.plan;

import io.auterity.spi.Applied;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data and errors of a GraphQL reply (GraphQL, October 2021, section 7.1). It tells whether a
 * part of what was asked failed, by which of the names that servers use, and whether a mutation was
 * carried out.
 *
 * @param data null when the reply has none
 * @param errors empty when there are none
 * @param depth of the place of a mutation's field: 2 where mutations stand in groups
 */
record GraphQlReply(@Nullable Json data, List<Json> errors, int depth) {

  /** Of a reply that is none of GraphQL. */
  static final GraphQlReply OTHER = new GraphQlReply(Json.EMPTY, List.of(), 1);

  /** What mutations stand in takes nothing itself. */
  private static final Pattern GROUP =
      Pattern.compile("(?s)mutation\\b[^{]*\\{\\s*(\\w+\\s*:\\s*)?\\w+\\s*\\{.*");

  private static final Pattern LIMIT =
      Pattern.compile("(?i)\\brate limit|\\btoo many requests|\\babuse detection");

  private static final List<String> NAMES = List.of("code", "type", "errorType", "classification");

  /** By their letters and digits, in upper case. */
  private static final Map<String, FailureCode> CODES =
      Map.ofEntries(
          Map.entry("RATELIMITED", FailureCode.RATE_LIMITED),
          Map.entry("RATELIMIT", FailureCode.RATE_LIMITED),
          Map.entry("RATELIMITEXCEEDED", FailureCode.RATE_LIMITED),
          Map.entry("THROTTLED", FailureCode.RATE_LIMITED),
          Map.entry("TOOMANYREQUESTS", FailureCode.RATE_LIMITED),
          Map.entry("UNAUTHENTICATED", FailureCode.UNAUTHENTICATED),
          Map.entry("UNAUTHORIZED", FailureCode.UNAUTHENTICATED),
          Map.entry("AUTHENTICATIONERROR", FailureCode.UNAUTHENTICATED),
          Map.entry("FORBIDDEN", FailureCode.FORBIDDEN),
          Map.entry("ACCESSDENIED", FailureCode.FORBIDDEN),
          Map.entry("PERMISSIONDENIED", FailureCode.FORBIDDEN),
          Map.entry("INSUFFICIENTSCOPES", FailureCode.FORBIDDEN),
          Map.entry("NOTFOUND", FailureCode.NOT_FOUND),
          Map.entry("CONFLICT", FailureCode.CONFLICT),
          Map.entry("ALREADYEXISTS", FailureCode.CONFLICT),
          Map.entry("BADREQUEST", FailureCode.INVALID),
          Map.entry("BADUSERINPUT", FailureCode.INVALID),
          Map.entry("INVALIDINPUT", FailureCode.INVALID),
          Map.entry("INVALIDARGUMENT", FailureCode.INVALID),
          Map.entry("VALIDATIONERROR", FailureCode.INVALID),
          Map.entry("VALIDATIONFAILED", FailureCode.INVALID),
          Map.entry("UNPROCESSABLE", FailureCode.INVALID),
          Map.entry("GRAPHQLPARSEFAILED", FailureCode.INVALID),
          Map.entry("GRAPHQLVALIDATIONFAILED", FailureCode.INVALID),
          Map.entry("TIMEOUT", FailureCode.TIMEOUT));

  /** Reads the body of a reply to a document. */
  static GraphQlReply of(@Nullable Json body, String document) {
    int depth = GROUP.matcher(document.strip()).matches() ? 2 : 1;
    if (!(body instanceof Json.Obj reply)) {
      return new GraphQlReply(null, List.of(), depth);
    }
    boolean limited = reply.get("data") == null && reply.get("errors") == null && isLimit(reply);
    List<Json> errors = limited ? List.of(reply) : errors(reply.get("errors"));
    return new GraphQlReply(reply.get("data"), errors, depth);
  }

  private static boolean isLimit(Json error) {
    return error instanceof Json.Obj object
        && LIMIT.matcher(Objects.requireNonNullElse(object.text("message"), "")).find();
  }

  // Some servers say null or an empty list where nothing failed, and an object or a text for one.
  private static List<Json> errors(@Nullable Json said) {
    return switch (said) {
      case null -> List.of();
      case Json.Null none -> List.of();
      case Json.Arr(List<Json> items) -> items;
      default -> Json.EMPTY.equals(said) || Json.of("").equals(said) ? List.of() : List.of(said);
    };
  }

  /** Whether something of what was asked failed, so that what is there is not all. */
  boolean failed() {
    return !errors.isEmpty();
  }

  /** Whether nothing came at all, neither data nor an error. */
  boolean useless() {
    return !failed() && (data == null || data instanceof Json.Null);
  }

  /**
   * The code that an error names, a limit before all others, also one that is told in words alone;
   * null when none does.
   */
  @Nullable FailureCode code() {
    List<FailureCode> named =
        errors.stream()
            .flatMap(GraphQlReply::names)
            .map(name -> CODES.get(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")))
            .filter(Objects::nonNull)
            .toList();
    boolean limited = named.isEmpty() && errors.stream().anyMatch(GraphQlReply::isLimit);
    return limited || named.contains(FailureCode.RATE_LIMITED)
        ? FailureCode.RATE_LIMITED
        : named.isEmpty() ? null : named.getFirst();
  }

  private static Stream<String> names(Json error) {
    return error instanceof Json.Obj object
        ? Stream.of(object.get("extensions"), object)
            .filter(Json.Obj.class::isInstance)
            .map(Json.Obj.class::cast)
            .flatMap(each -> NAMES.stream().map(each::text))
            .filter(Objects::nonNull)
        : Stream.empty();
  }

  /** How a failure tells that a part of the data came; empty when none did. */
  String told() {
    return failed() && !values().isEmpty() ? ", with a part of the data" : "";
  }

  /**
   * What is known of a mutation that failed.
   *
   * @param refused whether the failure is of a kind that vendors answer before they do anything
   */
  Applied applied(boolean refused) {
    List<Json> values = values();
    if (values.isEmpty()) {
      boolean unbegun = data == null && failed();
      return unbegun || (refused && !deep()) ? Applied.NO : Applied.UNKNOWN;
    }
    boolean denied = values.contains(Json.of(false));
    if (!failed()) {
      return refused && denied ? Applied.NO : Applied.UNKNOWN;
    }
    return denied ? Applied.UNKNOWN : Applied.YES;
  }

  /** Whether an error is of a field of what a mutation gives back, so that it came to its end. */
  private boolean deep() {
    return errors.stream()
        .anyMatch(
            error ->
                error instanceof Json.Obj object
                    && object.get("path") instanceof Json.Arr(List<Json> path)
                    && path.size() > depth);
  }

  /** All that stands in the data and is no null. */
  private List<Json> values() {
    List<Json> found = new ArrayList<>();
    List<Json> open = new ArrayList<>(data == null ? List.of() : List.of(data));
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case Json.Obj object -> open.addAll(object.fields().values());
        case Json.Arr(List<Json> items) -> open.addAll(items);
        case Json.Null none -> {}
        case Json other -> found.add(other);
      }
    }
    return found;
  }
}
