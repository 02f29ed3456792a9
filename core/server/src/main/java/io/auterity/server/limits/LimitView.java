package io.auterity.server.limits;

import io.auterity.platform.provider.Attempt;
import io.auterity.relay.ledger.Limit;
import io.auterity.relay.ledger.NanoUnits;
import io.auterity.relay.ledger.RateLimit;
import io.auterity.relay.ledger.RateState;

/**
 * A limit and what of it is used in the window of now; amounts are exact decimal text. A quota's
 * rates stand beside it under the same id.
 *
 * @param kind budget or quota
 * @param scope whose calls count: {@code tenant}, {@code key key_…} or {@code label name=value}
 * @param period hour, day, month or total; of a rate second, minute or parallel
 * @param unit currency of the amounts, or calls
 * @param settled what ended calls have used
 * @param held the most that calls under way may use
 * @param unsettled what a crash left held; it counts as spent
 */
public record LimitView(
    String kind,
    String id,
    String scope,
    String period,
    String unit,
    String cap,
    String settled,
    String held,
    String unsettled) {

  static LimitView of(Limit limit, long settled, long held, long unsettled) {
    return new LimitView(
        limit.kind(),
        limit.id(),
        limit.scope().toString(),
        limit.period().wire(),
        limit.unit(),
        NanoUnits.text(limit.cap(), limit.unit()),
        NanoUnits.text(settled, limit.unit()),
        NanoUnits.text(held, limit.unit()),
        NanoUnits.text(unsettled, limit.unit()));
  }

  static LimitView of(RateState rate) {
    RateLimit limit = rate.limit();
    return new LimitView(
        Limit.QUOTA,
        limit.quota(),
        limit.scope().toString(),
        limit.span().wire(),
        Attempt.CALLS,
        Long.toString(limit.most()),
        Long.toString(rate.ended()),
        Long.toString(rate.underWay()),
        "0");
  }
}
