package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.transport.RateReset;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ResetUnit;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file says of its vendor's limits: whether one is reached, for how long, and for whom. */
final class ReplyLimits {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** After a limit that is none of those of which the vendor tells what is left. */
  private static final Duration UNCOUNTED = Duration.ofMinutes(1);

  private final @Nullable Expression exhausted;
  private final @Nullable String remaining;
  private final @Nullable String reset;
  private final ResetUnit resetAs;

  /** Whether the vendor counts each operation by itself; the header that says so may be absent. */
  private final boolean byOperation;

  private final @Nullable String bucket;
  private final @Nullable Expression global;

  ReplyLimits(ConnectorFile file, NameScope scope) {
    Json.Obj limits = file.part("limits");
    exhausted = scope.condition(limits, "limits", "exhausted");
    remaining = header(limits.text("remaining"));
    reset = header(limits.text("reset"));
    resetAs = ResetUnit.named(Objects.requireNonNullElse(limits.text("resetAs"), "seconds"));
    byOperation = limits.get("per") != null;
    bucket = header(ConnectorFile.object(limits, "per").text("header"));
    global = scope.condition(limits, "limits", "global");
  }

  private static @Nullable String header(@Nullable String name) {
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  /** Whether a limit may hold for one operation alone. */
  boolean byOperation() {
    return byOperation;
  }

  boolean reached(Values values) {
    return exhausted != null && ReplyFailures.holds(exhausted, values, "limits.exhausted", false);
  }

  /** The failure with how long to wait, and whether for its operation alone. */
  Failure withWait(Failure failure, Reply reply, Values values, boolean spent) {
    Duration wait = wait(reply, spent);
    Failure told = wait == null ? failure : failure.withRetryAfter(wait);
    return failure.code() == FailureCode.RATE_LIMITED && isOfOperation(reply, values)
        ? OperationLimit.on(told)
        : told;
  }

  private boolean isOfOperation(Reply reply, Values values) {
    return byOperation
        && (bucket == null || reply.header(bucket) != null)
        && (global == null || !ReplyFailures.holds(global, values, "limits.global", true));
  }

  private @Nullable Duration wait(Reply reply, boolean spent) {
    Duration asked = waited(reply, "retry-after", ResetUnit.SECONDS);
    Duration wait = asked == null && spent ? waited(reply) : asked;
    return wait == null || wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  // What a reset gives back is not what was spent while some of it is left.
  private @Nullable Duration waited(Reply reply) {
    String left = remaining == null ? null : reply.header(remaining);
    if (left != null && left.strip().matches("0*[1-9][0-9]*")) {
      return UNCOUNTED;
    }
    boolean told = reset != null && reply.header(reset) != null;
    return told && reset != null
        ? waited(reply, reset, resetAs)
        : remaining == null ? null : UNCOUNTED;
  }

  private static @Nullable Duration waited(Reply reply, String header, ResetUnit unit) {
    String value = reply.header(header);
    String date = reply.header("date");
    return value == null
        ? null
        : RateReset.in(value, unit, date == null ? null : RateReset.date(date));
  }
}
