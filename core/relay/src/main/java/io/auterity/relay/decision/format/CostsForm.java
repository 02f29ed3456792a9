package io.auterity.relay.decision.format;

import io.auterity.ledger.BudgetHold;
import io.auterity.relay.decision.Decision;

/**
 * The compact stored form of a decision's costs: what was reserved for a call's attempts, and what
 * it used.
 */
final class CostsForm {

  private static final int RETURNED_THE_REST = 1;
  private static final int ESTIMATED = 1;

  static void write(Decision.Costs costs, CompactWriter out) {
    int record = out.begin();
    out.unsigned(costs.holds().size());
    for (Decision.AttemptHold hold : costs.holds()) {
      write(hold, out);
    }
    write(costs.used(), out);
    out.end(record);
  }

  static Decision.Costs read(CompactReader in) {
    return in.record(() -> new Decision.Costs(in.list(() -> hold(in)), used(in)));
  }

  private static void write(Decision.AttemptHold hold, CompactWriter out) {
    int record = out.begin();
    BudgetHold.Closed part = hold.part();
    boolean rest = part.returned() == part.held() - part.settled();
    out.octet(rest ? RETURNED_THE_REST : 0);
    out.signed(hold.attempt());
    out.text(hold.provider());
    out.text(part.kind());
    out.text(part.limit());
    out.text(part.unit());
    out.signed(part.held());
    out.signed(part.settled());
    if (!rest) {
      out.signed(part.returned());
    }
    out.signed(part.overrun());
    out.signed(part.left());
    out.signed(part.cap());
    Numbering.PERIODS.write(out, part.period());
    out.text(part.scope());
    out.end(record);
  }

  private static Decision.AttemptHold hold(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          return new Decision.AttemptHold(in.integer(), in.text(), part(flags, in));
        });
  }

  private static BudgetHold.Closed part(int flags, CompactReader in) {
    String kind = in.text();
    String limit = in.text();
    String unit = in.text();
    long held = in.signed();
    long settled = in.signed();
    long returned = (flags & RETURNED_THE_REST) == 0 ? in.signed() : held - settled;
    return new BudgetHold.Closed(
        kind,
        limit,
        unit,
        held,
        settled,
        returned,
        in.signed(),
        in.signed(),
        in.signed(),
        Numbering.PERIODS.read(in),
        in.textOrNull());
  }

  private static void write(Decision.Used used, CompactWriter out) {
    int record = out.begin();
    out.octet(used.estimated() ? ESTIMATED : 0);
    out.quantities(used.quantities());
    out.signed(used.cost());
    out.text(used.currency());
    out.texts(used.priceLists());
    out.texts(used.unpriced());
    out.end(record);
  }

  private static Decision.Used used(CompactReader in) {
    return in.record(
        () -> {
          boolean estimated = (in.octet() & ESTIMATED) != 0;
          return new Decision.Used(
              in.quantities(), in.signed(), in.text(), in.texts(), in.texts(), estimated);
        });
  }
}
