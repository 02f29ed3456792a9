package io.auterity.connector.plan;

import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.transport.BackoffTransport;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The limit that a vendor counts for what a call names, such as a channel: where it was met, calls
 * that name the same wait, and no others.
 *
 * @param operation its capability
 * @param key digest of the operation and of what the call names
 * @param vendor null where nothing remembers limits
 */
record KeyedLimit(String operation, String key, @Nullable BackoffTransport vendor) {

  /** That of a call; null where its file counts by no key, or the call names none. */
  static @Nullable KeyedLimit of(OperationPlan plan, Values begun, Call call) {
    if (plan.limit == null) {
      return null;
    }
    Json named = begun.evaluated(plan.limit, plan.path + ".limit");
    if (named == null || named instanceof Json.Null) {
      return null;
    }
    String operation = plan.capability().id();
    String key = HexFormat.of().formatHex(Sha256.of(operation + " " + named));
    BackoffTransport vendor =
        call.provider().transport() instanceof BackoffTransport remembers ? remembers : null;
    return new KeyedLimit(operation, key, vendor);
  }

  /**
   * Goes on where the vendor wants calls of this key.
   *
   * @throws CallFailedException {@code rate_limited}, with how long to wait
   */
  void require() {
    Duration left = vendor == null ? Duration.ZERO : vendor.resting(key);
    if (left.isPositive()) {
      throw new CallFailedException(
          OperationLimit.onKey(
              Failure.of(
                      FailureCode.RATE_LIMITED,
                      "a limit of the vendor was met for what %s names: wait before it is called again"
                          .formatted(operation))
                  .withRetryAfter(left)));
    }
  }

  /** A failure of a call, of this key alone where its vendor's limit is of its operation. */
  CallFailedException met(CallFailedException e) {
    Failure failure = e.failure();
    Duration wait = failure.retryAfter();
    if (failure.code() != FailureCode.RATE_LIMITED || !OperationLimit.isOn(failure)) {
      return e;
    }
    if (vendor == null || wait == null) {
      return e;
    }
    vendor.rest(wait, key);
    return new CallFailedException(OperationLimit.onKey(failure));
  }
}
