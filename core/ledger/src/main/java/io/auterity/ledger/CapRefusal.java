package io.auterity.ledger;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an amount does not fit under a limit now, and whether waiting helps: until some of the calls
 * under way have ended, where money is short only because they hold it, or until other servers give
 * back what they have leased and not spent, else until the window ends. Calls that are counted are
 * used once they are under way.
 *
 * @param scope of the limit in words
 * @param used what is settled or held, or leased elsewhere
 * @param held how much of that calls under way hold, which may come back
 * @param elsewhere how much of that other servers have leased and not spent, which may come back
 */
record CapRefusal(
    Limit limit,
    String scope,
    Window window,
    long used,
    long held,
    long elsewhere,
    long amount,
    Instant now) {

  /** How long calls are under way is not known ahead. */
  static final Duration WHEN_SOME_END = Duration.ofSeconds(2);

  /** So often servers tell what they have spent, and give back what they do not need. */
  static final Duration WHEN_OTHERS_TELL = LedgerReviews.PAUSE;

  private static final String NEVER =
      "; that never fits under it: allow less output, send less, or raise the cap";

  private static final String APPROVAL = "control:budget.approve";

  /** It would pass the cap. */
  CallFailedException beyondCap() {
    return new CallFailedException(failure(limit.cap(), "", fields()));
  }

  /** It would pass a threshold that blocks. */
  CallFailedException beyond(Threshold threshold) {
    String words = "; it blocks calls beyond %s of that".formatted(threshold.share());
    return new CallFailedException(failure(threshold.level(limit.cap()), words, fields(threshold)));
  }

  /** It would pass a threshold beyond which so much was approved. */
  CallFailedException unapproved(Threshold threshold, long approved) {
    long level = threshold.level(limit.cap()) + approved;
    boolean onlyHeld = isOnlyHeld(level);
    Map<String, String> fields = fields(threshold);
    fields.put(Approval.FIELD, APPROVAL);
    String message =
        "%s; beyond %s of that a holder of %s has to approve: ./auterity limit approve %s --period %s --amount %s for this call alone, --all for all up to the cap"
            .formatted(
                words(onlyHeld),
                threshold.share(),
                APPROVAL,
                limit.id(),
                limit.period().wire(),
                NanoUnits.text(used + amount - level, limit.unit()));
    Failure failure = Failure.of(code(), message).withFields(fields);
    return new CallFailedException(onlyHeld ? soon(failure, level) : failure);
  }

  // Whether it would fit if the calls under way cost nothing: some of what they hold comes back.
  private boolean isOnlyHeld(long level) {
    return back() + elsewhere > 0 && used - back() - elsewhere + amount <= level;
  }

  private long back() {
    return limit.ofMoney() ? held : 0;
  }

  // Whether those of this server alone are in the way.
  private boolean isOnlyHeldHere(long level) {
    return used - back() + amount <= level;
  }

  private Failure failure(long level, String words, Map<String, String> fields) {
    if (isOnlyHeld(level)) {
      return soon(Failure.of(code(), words(true) + words).withFields(fields), level);
    }
    boolean never = amount > most();
    String all = words(false) + words + (never && limit.ofMoney() ? NEVER : "");
    Failure failure = Failure.of(code(), all).withFields(fields);
    Duration wait = never ? null : untilItEnds();
    return wait == null ? failure : failure.withRetryAfter(wait);
  }

  private FailureCode code() {
    return limit.ofMoney() ? FailureCode.BUDGET_EXHAUSTED : FailureCode.QUOTA_EXHAUSTED;
  }

  // What one call may need at most, however little is used.
  private long most() {
    return limit.thresholds().stream()
        .filter(threshold -> threshold.act() == Threshold.Act.BLOCK)
        .mapToLong(threshold -> threshold.level(limit.cap()))
        .reduce(limit.cap(), Math::min);
  }

  private Failure soon(Failure failure, long level) {
    return failure
        .withRetryable(true)
        .withRetryAfter(isOnlyHeldHere(level) ? WHEN_SOME_END : WHEN_OTHERS_TELL);
  }

  // Null where it never does.
  private @Nullable Duration untilItEnds() {
    Instant end = window.end();
    return end == null || !end.isAfter(now) ? null : Duration.between(now, end);
  }

  private String words(boolean apart) {
    String state =
        apart
            ? "%s of %s %s a %s are spent and %s are held by %s"
                .formatted(
                    text(used - back() - elsewhere),
                    text(limit.cap()),
                    limit.unit(),
                    limit.period().wire(),
                    text(back() + elsewhere),
                    holders())
            : "%s of %s %s a %s are spent or held"
                .formatted(text(used), text(limit.cap()), limit.unit(), limit.period().wire());
    return "%s '%s' of %s: %s, this call needs up to %s%s"
        .formatted(
            limit.kind(), limit.id(), limit.scope(), state, text(amount), apart ? advice() : "");
  }

  private String holders() {
    return elsewhere == 0
        ? "calls under way"
        : back() == 0
            ? "other servers, which lease ahead"
            : "calls under way and by other servers, which lease ahead";
  }

  private String advice() {
    return back() == 0
        ? ": try again when they have given back some"
        : ": try again when some of those have ended";
  }

  private Map<String, String> fields(Threshold threshold) {
    Map<String, String> fields = fields();
    fields.put("threshold", threshold.share());
    return fields;
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    fields.put("scope", scope);
    fields.put(limit.kind(), limit.id());
    fields.put("unit", limit.unit());
    fields.put("current", text(used));
    fields.put("settled", text(used - held - elsewhere));
    fields.put("held", text(held + elsewhere));
    fields.put("requested", text(amount));
    fields.put("cap", text(limit.cap()));
    fields.put("period", limit.period().wire());
    return fields;
  }

  private String text(long amount) {
    return NanoUnits.text(amount, limit.unit());
  }
}
