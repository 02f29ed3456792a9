package io.auterity.ledger.noun;

import io.auterity.ledger.Ledger.RateState;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.RateLimit;
import io.auterity.ledger.Threshold;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit and what of it is used in the window of now; amounts are exact decimal text. A quota's
 * rates stand beside it under the same id.
 *
 * @param kind budget or quota
 * @param scope whose calls count: {@code tenant}, {@code key key_…}, {@code label name=value}, or
 *     several with commas between, all of which must hold
 * @param period hour, day, week, month, quarter, year or total; of a rate second, minute or
 *     parallel
 * @param zone whose calendar the windows follow, e.g. {@code Europe/Berlin}; absent of rates, which
 *     have no windows
 * @param unit currency of the amounts, calls or tokens
 * @param settled what ended calls have used; of a rate also what counts at other servers
 * @param held the most that calls under way may use; of another server, all that it has leased and
 *     not told as spent
 * @param unsettled what a crash left held; it counts as spent
 * @param used settled and unsettled together
 * @param left under the cap
 * @param resetsAt when the window ends and all is free again; absent where it never does, and of
 *     rates, which look back from now
 * @param thresholds what happens at shares of the cap; empty where nothing does
 * @param forecast of the end of the window; absent where it never ends or has just begun, and of
 *     rates
 */
public record LimitView(
    String kind,
    String id,
    String scope,
    String period,
    @Nullable String zone,
    String unit,
    String cap,
    String settled,
    String held,
    String unsettled,
    String used,
    String left,
    @Nullable Instant resetsAt,
    List<ReachedThreshold> thresholds,
    @Nullable LimitForecast forecast) {

  /**
   * What happens once such a share of the cap is settled or unsettled, or, where it refuses calls,
   * held.
   *
   * @param at e.g. {@code 80%}
   * @param act notify, cheaper, local, ask or block
   * @param reached whether it is in force now
   */
  public record ReachedThreshold(String at, String act, boolean reached) {
    static ReachedThreshold of(Threshold threshold, long used, long held, long cap) {
      return new ReachedThreshold(
          threshold.share(), threshold.act().wire(), threshold.reached(used, held, cap));
    }
  }

  static LimitView of(Limit limit, long settled, long held, long unsettled, Instant now) {
    String unit = limit.unit();
    long used = settled + unsettled;
    return new LimitView(
        limit.kind(),
        limit.id(),
        limit.scope().toString(),
        limit.period().wire(),
        limit.zone().equals(ZoneOffset.UTC) ? "UTC" : limit.zone().getId(),
        unit,
        NanoUnits.text(limit.cap(), unit),
        NanoUnits.text(settled, unit),
        NanoUnits.text(held, unit),
        NanoUnits.text(unsettled, unit),
        NanoUnits.text(used, unit),
        NanoUnits.text(Math.max(0, limit.cap() - used - held), unit),
        limit.window(now).end(),
        limit.thresholds().stream()
            .map(one -> ReachedThreshold.of(one, used, held, limit.cap()))
            .toList(),
        null);
  }

  /** The same with what is told of its end. */
  LimitView with(@Nullable LimitForecast told) {
    return new LimitView(
        kind,
        id,
        scope,
        period,
        zone,
        unit,
        cap,
        settled,
        held,
        unsettled,
        used,
        left,
        resetsAt,
        thresholds,
        told);
  }

  static LimitView of(RateState rate) {
    RateLimit limit = rate.limit();
    return new LimitView(
        Limit.QUOTA,
        limit.quota(),
        limit.scope().toString(),
        limit.span().wire(),
        null,
        limit.span().unit(),
        Long.toString(limit.most()),
        Long.toString(rate.ended() + rate.elsewhere()),
        Long.toString(rate.underWay()),
        "0",
        Long.toString(rate.ended() + rate.elsewhere()),
        Long.toString(rate.left()),
        null,
        List.of(),
        null);
  }

  /** Where it stands among all limits of a tenant, which no two share. */
  String place() {
    String place = "%s/%s/%s".formatted(kind, id, period);
    return unit.equals(RateLimit.Span.TOKENS.unit()) ? place + "/" + unit : place;
  }
}
