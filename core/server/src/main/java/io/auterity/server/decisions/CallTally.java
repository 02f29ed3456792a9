package io.auterity.server.decisions;

import io.auterity.platform.noun.WireTime;
import io.auterity.relay.decision.Decision;
import io.auterity.server.decisions.DecisionVolume.Bin;
import io.auterity.server.decisions.DecisionVolume.Count;
import io.auterity.server.decisions.DecisionVolume.Facet;
import io.auterity.server.web.json.Money;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds up calls by time and by what they were of. */
final class CallTally {

  static final int BINS = 48;

  private static final int SHOWN = 4;

  // A facet of as many values as there are calls is none; what comes later is not told apart.
  private static final int MOST_VALUES = 1_000;

  private static final Map<String, Function<Decision, Stream<String>>> FACETS = facets();

  private final Instant from;
  private final Instant to;
  private final Duration bin;
  private final long[] totals = new long[BINS];
  private final long[] failed = new long[BINS];
  private final Map<String, Map<String, Long>> counts = new HashMap<>();
  private final Map<String, Long> cost = new HashMap<>();
  private final List<Long> took = new ArrayList<>();
  private long all;

  CallTally(Instant from, Instant to) {
    this.from = from;
    this.to = to;
    this.bin = Duration.ofMillis(Math.max(1, Duration.between(from, to).toMillis() / BINS + 1));
  }

  private static Map<String, Function<Decision, Stream<String>>> facets() {
    Map<String, Function<Decision, Stream<String>>> facets = new LinkedHashMap<>();
    facets.put("outcome", one -> Stream.of(one.result().ending().wire()));
    facets.put("code", CallTally::code);
    facets.put("model", one -> Stream.ofNullable(CallFilter.model(one)));
    facets.put("key", one -> Stream.of(one.call().principal().name()));
    facets.put("team", CallFilter::teams);
    facets.put("route", one -> Stream.ofNullable(one.routeId()));
    facets.put("label", CallFilter::labels);
    return facets;
  }

  private static Stream<String> code(Decision decision) {
    Failure failure = decision.result().failure();
    return failure == null ? Stream.empty() : Stream.of(failure.code().wire());
  }

  /**
   * Adds one. A facet counts the calls that all other filters mean, so that it tells what another
   * choice of it would find.
   *
   * @param missed names of the filters that do not mean it
   */
  void add(Decision decision, Set<String> missed) {
    all++;
    FACETS.forEach(
        (name, of) -> {
          if (missed.isEmpty() || missed.equals(Set.of(name))) {
            of.apply(decision).forEach(value -> count(name, value));
          }
        });
    if (missed.isEmpty()) {
      int at =
          (int) (Duration.between(from, decision.timing().began()).toMillis() / bin.toMillis());
      int place = Math.clamp(at, 0, BINS - 1);
      totals[place]++;
      failed[place] += decision.result().ending() == Decision.Ending.SUCCEEDED ? 0 : 1;
      Decision.Used used = decision.costs().used();
      if (used.cost() != 0) {
        cost.merge(used.currency(), used.cost(), Long::sum);
      }
      took.add(decision.timing().tookNanos());
    }
  }

  private void count(String name, String value) {
    Map<String, Long> values = counts.computeIfAbsent(name, ignored -> new HashMap<>());
    if (values.size() < MOST_VALUES || values.containsKey(value)) {
      values.merge(value, 1L, Long::sum);
    }
  }

  /**
   * All that was added.
   *
   * @param texts whether what callers asked was looked at; null where it need not
   * @param whole whether nothing was left out
   */
  DecisionVolume sum(@Nullable Boolean texts, boolean whole) {
    List<Bin> bins = new ArrayList<>(BINS);
    for (int i = 0; i < BINS; i++) {
      bins.add(new Bin(from.plus(bin.multipliedBy(i)), totals[i], failed[i]));
    }
    took.sort(Comparator.naturalOrder());
    Double median = took.isEmpty() ? null : WireTime.millis(took.get((took.size() - 1) / 2));
    List<Facet> told = FACETS.keySet().stream().map(this::facet).toList();
    return new DecisionVolume(
        from, to, bin.toMillis(), bins, took.size(), all, money(), median, told, texts, whole);
  }

  private @Nullable Money money() {
    return cost.size() == 1
        ? cost.entrySet().stream()
            .map(one -> Money.ofNanos(one.getValue(), one.getKey()))
            .findFirst()
            .orElseThrow()
        : null;
  }

  private Facet facet(String name) {
    List<Count> values =
        counts.getOrDefault(name, Map.of()).entrySet().stream()
            .map(one -> new Count(one.getKey(), one.getValue()))
            .sorted(Comparator.comparingLong(Count::calls).reversed().thenComparing(Count::value))
            .toList();
    List<Count> shown = values.stream().limit(SHOWN).toList();
    List<Count> rest = values.subList(shown.size(), values.size());
    return new Facet(name, shown, rest.size(), rest.stream().mapToLong(Count::calls).sum());
  }
}
