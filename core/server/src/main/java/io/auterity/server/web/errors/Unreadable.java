package io.auterity.server.web.errors;

import static io.auterity.server.web.errors.ErrorAdvice.nested;

import io.auterity.platform.json.JsonFlaw;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a body could not be read, in words that say what to do. */
record Unreadable(Failure failure, List<Problem> problems) {

  private static final String NEEDED = "a body is needed";
  private static final String SCHEMA = "see the schema of this route in /api/v1/openapi.yaml";

  static Unreadable of(HttpMessageNotReadableException e) {
    FailureCode code =
        nested(e, StreamConstraintsException.class) == null
            ? FailureCode.INVALID
            : FailureCode.TOO_LARGE;
    DatabindException flaw = nested(e, DatabindException.class);
    if (flaw != null && isEmpty(flaw)) {
      return new Unreadable(Failure.of(code, NEEDED), List.of());
    }
    if (flaw != null) {
      Problem problem = problem(flaw);
      String message = "the body is not valid: %s".formatted(problem);
      return new Unreadable(Failure.of(code, message), List.of(problem));
    }
    JacksonException malformed = nested(e, JacksonException.class);
    String message =
        malformed == null ? NEEDED : "the body cannot be read: " + JsonFlaw.of(malformed);
    return new Unreadable(Failure.of(code, message), List.of());
  }

  // Jackson has no other sign of these two.
  private static boolean isEmpty(DatabindException flaw) {
    return flaw.getOriginalMessage().startsWith("No content");
  }

  private static boolean isMoreThanOne(DatabindException flaw) {
    return flaw.getOriginalMessage().startsWith("Trailing token");
  }

  private static Problem problem(DatabindException flaw) {
    String path = JsonPath.of(flaw);
    Integer line = line(flaw);
    return switch (flaw) {
      case InvalidNullException _ -> new Problem(path, "is required", "add it", line);
      case UnrecognizedPropertyException unknown ->
          new Problem(path, "is unknown", nearest(unknown), line);
      case InvalidFormatException word when word.getTargetType().isEnum() ->
          new Problem(path, "is none of the words it may be", nearest(word), line);
      case MismatchedInputException _ when isMoreThanOne(flaw) ->
          new Problem("", "is more than one JSON value", "send one", line);
      case MismatchedInputException wrong when wrong.getTargetType() != null ->
          new Problem(path, "must be " + WireWords.of(wrong.getTargetType()), SCHEMA, line);
      default -> new Problem(path, "is not valid", SCHEMA, line);
    };
  }

  private static String nearest(UnrecognizedPropertyException unknown) {
    List<String> known =
        Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.<Object>of()).stream()
            .map(String::valueOf)
            .toList();
    return Nearest.fix(unknown.getPropertyName(), known);
  }

  private static String nearest(InvalidFormatException word) {
    List<String> known =
        Stream.of(word.getTargetType().getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .toList();
    return Nearest.fix(String.valueOf(word.getValue()), known);
  }

  private static @Nullable Integer line(DatabindException flaw) {
    return flaw.getLocation() == null ? null : flaw.getLocation().getLineNr();
  }
}
