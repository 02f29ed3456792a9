package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.expression.Expression;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one mapping from a vendor's refusals to failures. */
final class ReplyFailures {

  private static final int LONGEST = 500;

  /** Over one thing a vendor breaks again, however often it is asked. */
  private static final int INSIDE = 500;

  /** What a vendor may answer in the middle of what it does. */
  private static final Set<FailureCode> UNCLEAR =
      Set.of(
          FailureCode.UNAVAILABLE,
          FailureCode.TIMEOUT,
          FailureCode.INTERNAL,
          FailureCode.CANCELLED,
          FailureCode.IN_DOUBT);

  /** What a vendor says with a 2xx before it does anything, where a file names it. */
  private static final Set<FailureCode> REFUSED =
      Set.of(
          FailureCode.INVALID,
          FailureCode.FORBIDDEN,
          FailureCode.NOT_FOUND,
          FailureCode.CONFLICT,
          FailureCode.UNAUTHENTICATED,
          FailureCode.RATE_LIMITED,
          FailureCode.QUOTA_EXHAUSTED);

  private final @Nullable Expression failed;
  private final @Nullable Mapping message;
  private final List<ErrorCase> cases;
  private final ReplyLimits limits;

  ReplyFailures(ConnectorFile file, NameScope everywhere) {
    NameScope scope = everywhere.withReply();
    Json.Obj errors = file.part("errors");
    failed = scope.condition(errors, "errors", "failed");
    message = message(errors, "errors", scope);
    cases = ErrorCase.of(errors, scope);
    limits = new ReplyLimits(file, scope);
  }

  /** Whether a limit may hold for one operation alone, as a failure by it tells then. */
  boolean limitsByOperation() {
    return limits.byOperation();
  }

  static @Nullable Mapping message(Json.Obj parent, String path, NameScope scope) {
    Json said = parent.get("message");
    return said == null ? null : scope.mapping(path + ".message", said);
  }

  /** The code that a file names. */
  static FailureCode code(Json.Obj said) {
    String code = said.text("code");
    return FailureCode.valueOf(
        Objects.requireNonNullElse(code, "internal").toUpperCase(Locale.ROOT));
  }

  /**
   * Lets an answer pass.
   *
   * @param bare whether it is to a request that went without the credential
   * @param ofOne whether the operation is of one thing, and no list
   * @throws CallFailedException when the reply is a refusal
   */
  void check(
      Reply reply, boolean bare, boolean ofOne, Values before, StepPlan step, CallSecrets secrets) {
    Values values = reply.into(before).forResult();
    GraphQlReply told = step.request.told(reply.body());
    boolean spent = told.code() == FailureCode.RATE_LIMITED || limits.reached(values);
    boolean refused =
        told.failed()
            || (told.useless() && step.request.writes())
            || (failed != null && holds(failed, values, "errors.failed", true));
    if (spent || ((refused || !reply.succeeded()) && !accepted(reply.status(), values, step))) {
      ErrorCase found = spent ? null : first(values);
      Failure failure = failure(reply, told, values, found, spent, ofOne, step, secrets);
      Applied applied =
          step.request.writes() ? applied(reply, told, step, failure, found) : Applied.NO;
      throw new CallFailedException(
          (bare ? ofNoCredential(failure) : failure)
              .withApplied(applied)
              .withRetryable(failure.retryable() && applied != Applied.YES));
    }
  }

  // The provider's credential was not there to be refused.
  private static Failure ofNoCredential(Failure failure) {
    if (failure.code() != FailureCode.UNAUTHENTICATED && failure.code() != FailureCode.FORBIDDEN) {
      return failure;
    }
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put(ProvidersFault.BARE, "true");
    return new Failure(
        FailureCode.FORBIDDEN,
        false,
        failure.applied(),
        failure.retryAfter(),
        "what is asked without the provider's credential is refused: " + failure.message(),
        fields,
        failure.origin());
  }

  private static boolean accepted(int status, Values values, StepPlan step) {
    Expression when = step.acceptsWhen;
    return step.accepts(status)
        || (when != null && status < 500 && holds(when, values, step.path + ".acceptsWhen", false));
  }

  // What was told of a part that came is surer than what a file says of all such refusals.
  private static Applied applied(
      Reply reply, GraphQlReply told, StepPlan step, Failure failure, @Nullable ErrorCase found) {
    boolean graphql = reply.succeeded() && step.request.graphql();
    Applied seen = graphql ? told.applied(!UNCLEAR.contains(failure.code())) : null;
    Applied said = found == null ? null : found.applied(reply.status());
    if (said != null && seen != Applied.YES) {
      return said;
    }
    if (seen != null) {
      return seen;
    }
    if (reply.succeeded()) {
      boolean named = found != null || failure.code() == FailureCode.RATE_LIMITED;
      return named && REFUSED.contains(failure.code()) ? Applied.NO : Applied.UNKNOWN;
    }
    return ErrorCase.isUnsure(reply.status()) ? Applied.UNKNOWN : Applied.NO;
  }

  private Failure failure(
      Reply reply,
      GraphQlReply told,
      Values values,
      @Nullable ErrorCase found,
      boolean spent,
      boolean ofOne,
      StepPlan step,
      CallSecrets secrets) {
    FailureCode named =
        spent ? FailureCode.RATE_LIMITED : found == null ? told.code() : found.code();
    Mapping words = found == null || found.message() == null ? message : found.message();
    // Hidden while they are whole, and as the vendor said them.
    String read = words == null ? "" : said(words, values);
    String said = secrets.without(read.isBlank() ? VendorWords.of(reply.body()) : read);
    Failure failure =
        Failure.of(
                named == null ? FailureCode.ofStatus(reply.status()) : named,
                "the vendor answered %d%s%s%s"
                    .formatted(
                        reply.status(),
                        told.told(),
                        said.isBlank() ? "" : ": " + cut(said),
                        ledTo(reply)))
            .withFields(Map.of(Failure.STATUS, Integer.toString(reply.status())));
    if (named == null && reply.status() >= 300 && reply.status() < 400) {
      failure = unnamed(failure, reply).withRetryable(false);
    }
    if (named == null && ofOne && reply.status() == INSIDE && !said.isBlank()) {
      failure = failure.withRetryable(false);
    }
    if (reply.succeeded() && named == null) {
      failure =
          unnamed(failure, reply).withRetryable(failure.retryable() && !step.request.writes());
    }
    return limits.withWait(failure, reply, values, spent);
  }

  // What is not followed: a write, or another place.
  private static String ledTo(Reply reply) {
    String place = VendorWords.place(reply.header("location"));
    return place == null || reply.status() < 300 || reply.status() > 399
        ? ""
        : ", which leads to " + place;
  }

  // That the vendor answers tells that it is there, whatever it answers.
  private static Failure unnamed(Failure failure, Reply reply) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put(Failure.ANSWER, Integer.toString(reply.status()));
    return failure.withFields(fields);
  }

  // A refusal of another form than the file expects is still a refusal, and goes by its status.
  static boolean holds(Expression when, Values values, String path, boolean otherwise) {
    try {
      return values.hold(when, path);
    } catch (CallFailedException e) {
      return otherwise;
    }
  }

  private static String said(Mapping words, Values values) {
    try {
      return words.of(values) instanceof Json.Str(String text) ? text : "";
    } catch (CallFailedException e) {
      return "";
    }
  }

  private @Nullable ErrorCase first(Values values) {
    for (ErrorCase each : cases) {
      if (holds(each.when(), values, each.path(), false)) {
        return each;
      }
    }
    return null;
  }

  private static String cut(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    // Between words: what is hidden later must not have lost its end.
    return line.length() <= LONGEST
        ? line
        : line.substring(0, Math.max(0, line.lastIndexOf(' ', LONGEST))) + "…";
  }
}
