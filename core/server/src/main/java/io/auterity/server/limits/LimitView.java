package io.auterity.server.limits;

import io.auterity.relay.ledger.Limit;
import io.auterity.relay.ledger.NanoUnits;

/**
 * A limit and what of it is used in the window of now; amounts are exact decimal text.
 *
 * @param kind budget or quota
 * @param period hour, day, month or total
 * @param unit currency of the amounts, or calls
 * @param settled what ended calls have used
 * @param held the most that calls under way may use
 * @param unsettled what a crash left held; it counts as spent
 */
public record LimitView(
    String kind,
    String id,
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
        limit.period().wire(),
        limit.unit(),
        NanoUnits.text(limit.cap(), limit.unit()),
        NanoUnits.text(settled, limit.unit()),
        NanoUnits.text(held, limit.unit()),
        NanoUnits.text(unsettled, limit.unit()));
  }
}
