package io.auterity.relay.decision.format;

import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.Limit;
import io.auterity.ledger.OfferRule;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.FallbackCause;
import io.auterity.spi.Applied;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decisions with anything that their types allow in each place, the same for the same seed. */
final class AnyDecision {

  private static final List<String> TEXTS =
      List.of(
          "", "gpt", "calls", "USD", "Größe", "😀 and more", "a text of some length, with a, b");

  private final Random random;

  private AnyDecision(long seed) {
    this.random = new Random(seed);
  }

  static Decision of(long seed) {
    return new AnyDecision(seed).decision();
  }

  /** A decision about a failure with these fields. */
  static Decision failedWith(Map<String, String> fields) {
    Decision sample = SampleDecision.read();
    Failure failure = Failure.of(FailureCode.INVALID, "wrong").withFields(fields);
    return new Decision(
        sample.format(),
        sample.id(),
        sample.call(),
        sample.timing(),
        new Decision.Result(Decision.Ending.REFUSED, failure, null, null, List.of()),
        sample.planning(),
        sample.attempts(),
        sample.costs(),
        sample.stages(),
        AttemptHistory.NONE,
        null);
  }

  private Decision decision() {
    return new Decision(
        Decision.FORMAT,
        uuid(),
        call(),
        new Decision.Timing(
            Instant.ofEpochSecond(random.nextLong() >> 30, random.nextInt(1_000_000_000)),
            number(),
            number()),
        new Decision.Result(
            one(Decision.Ending.values()),
            orNull(this::failure),
            orNull(this::text),
            orNull(this::text),
            some(this::text)),
        orNull(this::planning),
        some(this::tried),
        new Decision.Costs(
            some(() -> new Decision.AttemptHold(small(), text(), closed())),
            new Decision.Used(
                quantities(), number(), text(), some(this::text), some(this::text), yes())),
        some(
            () ->
                new StageMark(
                    one(Stage.values()), number(), one(StageMark.Passed.values()), text(), text())),
        new AttemptHistory(
            some(
                () ->
                    new AttemptHistory.Note(
                        one(AttemptHistory.Kind.values()), small(), number(), some(this::text))),
            some(random::nextDouble)),
        orNull(this::cacheHit));
  }

  private CacheHit cacheHit() {
    boolean similar = yes();
    return new CacheHit(
        uuid(),
        similar,
        similar && yes() ? small() / 1e6 : null,
        number(),
        number(),
        text(),
        some(this::text));
  }

  private Decision.Call call() {
    return new Decision.Call(
        uuid(),
        new Principal(uuid(), text(), one(Principal.Type.values())),
        text(),
        orNull(() -> new Invocation.Parent(uuid(), text(), small())),
        text(),
        labels(),
        orNull(this::text),
        orNull(this::text),
        orNull(this::facts),
        orNull(this::uuid));
  }

  private CallFacts facts() {
    return new CallFacts(
        text(),
        text(),
        text(),
        one(Effect.values()),
        yes(),
        one(DataClass.values()),
        orNull(this::text),
        labels(),
        text(),
        one(Principal.Type.values()),
        one(Invocation.Door.values()),
        orNull(this::text),
        orNull(
            () ->
                new Demand(
                    number(),
                    orNull(this::small),
                    yes(),
                    yes(),
                    some(this::text),
                    orNull(this::text),
                    quantities(),
                    some(
                        () ->
                            new OfferRule(
                                one(OfferRule.Ask.values()), text(), orNull(this::text))))),
        some(this::text),
        orNull(() -> some(this::text)),
        orNull(
            () ->
                new Circumstances(
                    Instant.ofEpochSecond(random.nextLong() >> 30, random.nextInt(1_000_000_000)),
                    quantities())),
        yes(),
        labels(),
        yes(),
        some(this::text));
  }

  private Decision.Planning planning() {
    Map<String, Snapshot> seen = new HashMap<>();
    some(this::text).forEach(offer -> seen.put(offer, snapshot()));
    return new Decision.Planning(
        number(),
        orNull(this::text),
        orNull(
            () ->
                new Decision.Routed(
                    text(), small(), text(), text(), small(), one(Capture.values()))),
        some(
            () ->
                new RankedCandidate(
                    text(),
                    fraction(),
                    yes(),
                    one(RankedCandidate.Eligibility.values()),
                    yes(),
                    chains())),
        small(),
        some(() -> new Exclusion(one(Exclusion.Reason.values()), some(this::text), text())),
        sight(seen),
        fraction(),
        yes(),
        some(() -> new Decision.Withheld(text(), text())),
        small());
  }

  private FallbackChains chains() {
    return new FallbackChains(yes(), Set.copyOf(some(() -> one(FallbackCause.values()))), yes());
  }

  private Sight sight(Map<String, Snapshot> seen) {
    Sight sight =
        new Sight(seen, number(), leanings(), orNull(this::yes), false, orNull(this::learned));
    return yes() ? sight.shadowing() : sight;
  }

  private LearnedChoice learned() {
    return new LearnedChoice(
        some(this::text), text(), text(), small(), number(), text(), some(this::fraction));
  }

  private Map<String, Double> leanings() {
    Map<String, Double> leanings = new HashMap<>();
    some(this::text).forEach(offer -> leanings.put(offer, fraction()));
    return leanings;
  }

  private Snapshot snapshot() {
    boolean ofProvider = yes();
    return new Snapshot(
        small(),
        small(),
        number(),
        one(CircuitBreaker.Phase.values()),
        small(),
        yes(),
        small(),
        small(),
        number(),
        number(),
        small(),
        small(),
        ofProvider,
        !ofProvider && yes());
  }

  private Decision.Tried tried() {
    return new Decision.Tried(
        small(),
        text(),
        some(this::text),
        number(),
        number(),
        orNull(this::failure),
        yes(),
        yes(),
        quantities(),
        number(),
        text(),
        yes(),
        orNull(this::number),
        orNull(() -> some(this::text)),
        orNull(this::number) == null ? null : (Double) (small() / 7.0),
        orNull(() -> new Decision.OutputLimit(small(), yes())));
  }

  private BudgetHold.Closed closed() {
    return new BudgetHold.Closed(
        text(),
        text(),
        text(),
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        one(Limit.Period.values()),
        orNull(this::text));
  }

  private Failure failure() {
    return new Failure(
        one(FailureCode.values()),
        yes(),
        one(Applied.values()),
        orNull(() -> Duration.ofSeconds(number() >> 20, random.nextInt(1_000_000_000))),
        text(),
        labels(),
        one(Origin.values()));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    some(this::text).forEach(name -> labels.put(name, text()));
    return labels;
  }

  private Map<String, Long> quantities() {
    Map<String, Long> quantities = new HashMap<>();
    some(this::text).forEach(unit -> quantities.put(unit, number()));
    return quantities;
  }

  private String text() {
    return random.nextInt(3) == 0
        ? TEXTS.get(random.nextInt(TEXTS.size()))
        : "t" + random.nextInt(1 << random.nextInt(1, 20));
  }

  private long number() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> Long.MIN_VALUE;
      case 2 -> Long.MAX_VALUE;
      case 3 -> -random.nextInt(300);
      default -> random.nextLong() >> random.nextInt(Long.SIZE);
    };
  }

  private int small() {
    return random.nextInt() >> random.nextInt(Integer.SIZE);
  }

  private double fraction() {
    return random.nextBoolean() ? random.nextDouble() : random.nextInt(3) / 2.0;
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private boolean yes() {
    return random.nextBoolean();
  }

  private <E> E one(E[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> some(Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(4)).toList();
  }

  private <T> @Nullable T orNull(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }
}
