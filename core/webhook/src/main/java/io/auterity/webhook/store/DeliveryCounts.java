package io.auterity.webhook.store;

import io.auterity.platform.database.Transaction;
import io.auterity.webhook.store.DeliveryStore.State;
import io.auterity.webhook.store.DeliveryStore.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts of webhook deliveries, by what they turned out to be and by the time that they came.
 *
 * @param byState of those that came again none
 * @param repeats how many came again
 * @param bins all of the span, of one width
 */
public record DeliveryCounts(
    Map<State, Long> byState, long repeats, Duration width, List<Bin> bins) {
  public DeliveryCounts {
    byState = Map.copyOf(byState);
    bins = List.copyOf(bins);
  }

  /** What came in one span of time; what came again counts. */
  public record Bin(Instant from, long total, long refused) {}

  /** What came in one span of time and turned out alike; what came again has no state. */
  private record Part(int bin, String state, long times) {}

  private static final String REPEATED = "repeated";

  /**
   * Counts those that are wanted, of any state.
   *
   * @param until what came then or later is left out
   * @param bins how many
   */
  public static DeliveryCounts of(
      Transaction tx, Wanted wanted, Instant since, Instant until, int bins) {
    Duration width = Duration.between(since, until).dividedBy(bins).truncatedTo(ChronoUnit.MICROS);
    List<Part> parts =
        width.isPositive() ? parts(tx, wanted, since, until, width, bins) : List.of();
    Map<State, Long> states = new EnumMap<>(State.class);
    for (State state : State.values()) {
      states.put(state, sum(parts, state.wire()));
    }
    List<Bin> all =
        IntStream.range(0, bins)
            .mapToObj(place -> bin(since.plus(width.multipliedBy(place)), at(parts, place)))
            .toList();
    return new DeliveryCounts(states, sum(parts, REPEATED), width, all);
  }

  // What came again, or was refused again, counts when it did so last.
  private static List<Part> parts(
      Transaction tx, Wanted wanted, Instant since, Instant until, Duration width, int bins) {
    return tx.query(
            """
            select
              least(:last,
                floor(extract(epoch from came.at - cast(:since as timestamptz)) * 1000000 / :width))::int
                as bin,
              came.state, sum(came.times)::bigint as times
            from (
              select d.webhook, d.types, d.state, d.received as at, 1 as times
              from webhook_delivery d where d.tenant = current_tenant()
              union all
              select d.webhook, d.types, 'repeated', d.repeated, d.repeats
              from webhook_delivery d where d.tenant = current_tenant() and d.repeats > 0
              union all
              select r.webhook, '{}', 'refused', r.last, r.times
              from webhook_refusal r where r.tenant = current_tenant()) came
            join webhook w on w.tenant = current_tenant() and w.id = came.webhook
            where came.at >= cast(:since as timestamptz) and came.at < cast(:until as timestamptz)
              and (cast(:webhook as uuid) is null or w.id = cast(:webhook as uuid))
              and (cast(:provider as text) is null or w.provider = cast(:provider as text))
              and (cast(:type as text) is null or cast(:type as text) = any(came.types))
            group by 1, 2
            """)
        .bind("since", since)
        .bind("until", until)
        .bind("width", width.toNanos() / 1_000)
        .bind("last", bins - 1)
        .bind("webhook", wanted.webhook())
        .bind("provider", wanted.provider())
        .bind("type", wanted.type())
        .map((row, context) -> new Part(row.getInt(1), row.getString(2), row.getLong(3)))
        .list();
  }

  private static List<Part> at(List<Part> parts, int bin) {
    return parts.stream().filter(part -> part.bin() == bin).toList();
  }

  private static Bin bin(Instant from, List<Part> parts) {
    return new Bin(
        from, parts.stream().mapToLong(Part::times).sum(), sum(parts, State.REFUSED.wire()));
  }

  private static long sum(List<Part> parts, String state) {
    return parts.stream().filter(part -> part.state().equals(state)).mapToLong(Part::times).sum();
  }

  /** How many came, again or not. */
  public long total() {
    return repeats + byState.values().stream().mapToLong(Long::longValue).sum();
  }
}
