package io.auterity.relay.ledger;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger says when it refuses. */
final class Refusals {

  private Refusals() {}

  static CallFailedException exhausted(LimitAccount account, long amount) {
    Limit limit = account.limit();
    boolean money = limit.ofMoney();
    Map<String, String> fields = new HashMap<>();
    fields.put("scope", "tenant");
    fields.put(limit.kind(), limit.id());
    fields.put("unit", limit.unit());
    fields.put("current", NanoUnits.text(limit.cap() - account.left(), limit.unit()));
    fields.put("requested", NanoUnits.text(amount, limit.unit()));
    fields.put("cap", NanoUnits.text(limit.cap(), limit.unit()));
    fields.put("period", limit.period().wire());
    FailureCode code = money ? FailureCode.BUDGET_EXHAUSTED : FailureCode.QUOTA_EXHAUSTED;
    String message =
        "%s '%s': %s of %s %s a %s are spent or held, this call needs up to %s"
            .formatted(
                limit.kind(),
                limit.id(),
                fields.get("current"),
                fields.get("cap"),
                limit.unit(),
                limit.period().wire(),
                fields.get("requested"));
    return new CallFailedException(Failure.of(code, message).withFields(fields));
  }

  static CallFailedException otherCurrency(Limit limit, @Nullable String currency) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "a price in %s cannot be held under budget '%s' in %s"
            .formatted(currency, limit.id(), limit.unit()));
  }
}
