package io.auterity.relay.rehearsal;

import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.rehearsal.RehearsalResult.Bend;
import io.auterity.relay.rehearsal.RehearsalResult.Bin;
import io.auterity.relay.rehearsal.RehearsalResult.Failed;
import io.auterity.relay.route.CallFacts;
import io.auterity.spi.Applied;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what became of the calls of a rehearsal; each decision is told once, in any order. */
public final class RehearsalCount {

  /** How long before and after it calls are counted that carry its label. */
  public static final Duration AROUND = Duration.ofSeconds(12);

  /** In how many parts its own time is shown at most. */
  private static final int PARTS = 60;

  private final OutageRehearsal rehearsal;
  private final long bin;
  private final Map<Decision.Ending, Long> endings = new EnumMap<>(Decision.Ending.class);
  private final Map<Way, List<Long>> ways = new HashMap<>();
  private final Map<Failing, Long> failures = new HashMap<>();
  private final Map<String, Long> cost = new TreeMap<>();
  private final TreeMap<Long, long[]> bins = new TreeMap<>();
  private final List<Long> usual = new ArrayList<>();
  private final List<Long> bentAfter = new ArrayList<>();
  private long inDoubt;
  private long repeated;
  private long spared;
  private long tried;
  private long notTried;
  private @Nullable Instant opened;

  private record Way(@Nullable String route, String offer) {}

  private record Failing(@Nullable String route, String code) {}

  public RehearsalCount(OutageRehearsal rehearsal) {
    this.rehearsal = rehearsal;
    long seconds = Duration.between(rehearsal.began(), rehearsal.until()).toSeconds();
    this.bin = Math.max(1, (seconds + PARTS - 1) / PARTS);
  }

  /** When the first call began that is counted. */
  public Instant from() {
    return rehearsal.began().minus(AROUND);
  }

  /** The first moment after all calls that are counted. */
  public Instant to() {
    return rehearsal.end().plus(AROUND);
  }

  /** Counts one, if it is of this rehearsal. */
  public void add(Decision one) {
    Instant began = one.timing().began();
    if (!rehearsal.wireId().equals(one.rehearsal())
        || began.isBefore(from())
        || !began.isBefore(to())) {
      return;
    }
    boolean injected =
        one.attempts().stream().anyMatch(each -> each.injected() && isOfProvider(each.offer()));
    boolean kept = !injected && isKeptAway(one);
    boolean there = rehearsal.provider().equals(one.result().provider());
    place(one, injected, there);
    if (there && !injected) {
      usual.add(one.timing().tookNanos());
    }
    if (!began.isBefore(rehearsal.began()) && began.isBefore(rehearsal.end())) {
      during(one, injected, kept, there);
    }
  }

  private void place(Decision one, boolean injected, boolean there) {
    long after =
        Math.floorDiv(
            Duration.between(rehearsal.began(), one.timing().began()).toMillis(), bin * 1_000);
    long[] at = bins.computeIfAbsent(after, key -> new long[4]);
    boolean answered = one.result().ending() == Decision.Ending.SUCCEEDED;
    at[answered ? (there ? 0 : 1) : 3]++;
    at[2] += injected ? 1 : 0;
  }

  private void during(Decision one, boolean injected, boolean kept, boolean there) {
    endings.merge(one.result().ending(), 1L, Long::sum);
    Decision.Used used = one.costs().used();
    if (!used.isNothing()) {
      cost.merge(used.currency(), used.cost(), Long::sum);
    }
    tried += injected ? 1 : 0;
    spared += injected && rehearsal.fault() == OutageRehearsal.Fault.SILENT && writes(one) ? 1 : 0;
    notTried += kept ? 1 : 0;
    if (kept && (opened == null || one.timing().began().isBefore(opened))) {
      opened = one.timing().began();
    }
    repeated += isRepeated(one) ? 1 : 0;
    Failure failure = one.result().failure();
    if (failure != null) {
      failures.merge(new Failing(one.routeId(), failure.code().wire()), 1L, Long::sum);
      inDoubt += failure.applied() == Applied.UNKNOWN ? 1 : 0;
    } else if (!there && (injected || kept)) {
      bent(one);
    }
  }

  private void bent(Decision one) {
    String offer = one.result().offer();
    if (offer == null) {
      return;
    }
    ways.computeIfAbsent(new Way(one.routeId(), offer), way -> new ArrayList<>())
        .add(one.timing().tookNanos());
    one.attempts().stream()
        .filter(attempt -> attempt.failure() == null)
        .findFirst()
        .ifPresent(attempt -> bentAfter.add(attempt.startedNanos()));
  }

  // The road notes it where the provider would have been asked first but for the rehearsal.
  private boolean isKeptAway(Decision one) {
    Decision.Planning planning = one.planning();
    return planning != null
        && planning.withheld().stream().anyMatch(each -> isOfProvider(each.offer()));
  }

  private boolean isOfProvider(String offer) {
    return rehearsal.provider().equals(Offer.providerOf(offer));
  }

  private static boolean writes(Decision one) {
    CallFacts facts = one.call().facts();
    return facts != null && facts.effect() != Effect.NONE;
  }

  private static boolean isRepeated(Decision one) {
    if (!writes(one)) {
      return false;
    }
    long mayHaveDone =
        one.attempts().stream()
            .filter(each -> each.failure() == null || each.failure().applied() != Applied.NO)
            .count();
    return mayHaveDone > 1;
  }

  /**
   * The result of the calls that were counted.
   *
   * @param truncated whether there were more than could be told
   */
  public RehearsalResult result(boolean truncated) {
    List<Long> all = ways.values().stream().flatMap(List::stream).toList();
    return new RehearsalResult(
        endings.values().stream().mapToLong(Long::longValue).sum(),
        ended(Decision.Ending.SUCCEEDED),
        ended(Decision.Ending.REFUSED),
        ended(Decision.Ending.FAILED),
        inDoubt,
        repeated,
        spared,
        tried,
        notTried,
        all.size(),
        opened == null ? null : Duration.between(rehearsal.began(), opened),
        median(bentAfter),
        median(usual),
        median(all),
        cost,
        bends(),
        failed(),
        Duration.ofSeconds(bin),
        timeline(),
        truncated);
  }

  private long ended(Decision.Ending ending) {
    return endings.getOrDefault(ending, 0L);
  }

  private List<Bend> bends() {
    return ways.entrySet().stream()
        .map(
            each ->
                new Bend(
                    each.getKey().route(),
                    each.getKey().offer(),
                    each.getValue().size(),
                    middle(each.getValue())))
        .sorted(
            Comparator.comparingLong(Bend::calls)
                .reversed()
                .thenComparing(Bend::offer)
                .thenComparing(each -> String.valueOf(each.route())))
        .toList();
  }

  private List<Failed> failed() {
    return failures.entrySet().stream()
        .map(each -> new Failed(each.getKey().route(), each.getKey().code(), each.getValue()))
        .sorted(
            Comparator.comparingLong(Failed::calls)
                .reversed()
                .thenComparing(Failed::code)
                .thenComparing(each -> String.valueOf(each.route())))
        .toList();
  }

  private List<Bin> timeline() {
    return bins.entrySet().stream()
        .map(
            each ->
                new Bin(
                    rehearsal.began().plusSeconds(each.getKey() * bin),
                    each.getValue()[0],
                    each.getValue()[1],
                    each.getValue()[2],
                    each.getValue()[3]))
        .toList();
  }

  private static @Nullable Duration median(List<Long> nanos) {
    return nanos.isEmpty() ? null : middle(nanos);
  }

  private static Duration middle(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return Duration.ofNanos(sorted.get((sorted.size() - 1) / 2));
  }
}
