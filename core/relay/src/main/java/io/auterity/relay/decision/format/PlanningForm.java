package io.auterity.relay.decision.format;

import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Exclusion;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.RankedCandidate;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.FallbackCause;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The compact stored form of a decision's planning. */
final class PlanningForm {

  private static final int ROUTED = 1;
  private static final int TICKET_NEEDED = 2;
  private static final int FALLBACK = 1;
  private static final int HONOURS_KEY = 2;
  private static final int NOT_IN_TURN = 4;

  private static final int ALTERNATIVE = 64;

  /** The bit of the first of three causes; the others follow it. */
  private static final int ON_CAUSE = 8;

  /** By the places of their bits, which never change. */
  private static final List<FallbackCause> CAUSES =
      List.of(
          FallbackCause.CONTEXT_TOO_LONG, FallbackCause.CONTENT_REFUSED, FallbackCause.OVERLOADED);

  private static final int PROBE = 1;
  private static final int HEALTH = 2;
  private static final int OF_PROVIDER = 4;
  private static final int OF_OPERATION = 8;
  private static final int TO_OLD = 0;
  private static final int TO_NEW = 1;
  private static final int TO_NEW_ALONE = 2;
  private static final int NO_ROLLOUT = 3;

  static void write(Decision.Planning planning, CompactWriter out) {
    int record = out.begin();
    Decision.Routed route = planning.route();
    out.octet((route == null ? 0 : ROUTED) | (planning.ticketNeeded() ? TICKET_NEEDED : 0));
    out.signed(planning.epoch());
    out.text(planning.config());
    if (route != null) {
      write(route, out);
    }
    out.unsigned(planning.ranked().size());
    for (RankedCandidate rankedCandidate : planning.ranked()) {
      write(rankedCandidate, out);
    }
    out.signed(planning.candidates());
    out.unsigned(planning.exclusions().size());
    for (Exclusion exclusion : planning.exclusions()) {
      write(exclusion, out);
    }
    write(planning.sight(), out);
    out.fixed(Double.doubleToRawLongBits(planning.ticket()));
    out.unsigned(planning.withheld().size());
    for (Decision.Withheld withheld : planning.withheld()) {
      write(withheld, out);
    }
    out.signed(planning.rules());
    out.end(record);
  }

  static Decision.Planning read(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          return new Decision.Planning(
              in.signed(),
              in.textOrNull(),
              (flags & ROUTED) == 0 ? null : route(in),
              in.list(() -> ranked(in)),
              in.integer(),
              in.list(() -> exclusion(in)),
              sight(in),
              Double.longBitsToDouble(in.fixed()),
              (flags & TICKET_NEEDED) != 0,
              in.list(() -> withheld(in)),
              in.more() ? in.integer() : 0);
        });
  }

  private static void write(Decision.Routed route, CompactWriter out) {
    int record = out.begin();
    out.text(route.id());
    out.signed(route.version());
    out.text(route.matched());
    out.text(route.strategy());
    out.signed(route.priority());
    Numbering.CAPTURES.write(out, route.capture());
    out.end(record);
  }

  private static Decision.Routed route(CompactReader in) {
    return in.record(
        () ->
            new Decision.Routed(
                in.text(),
                in.integer(),
                in.text(),
                in.text(),
                in.integer(),
                Numbering.CAPTURES.read(in)));
  }

  private static void write(RankedCandidate rankedCandidate, CompactWriter out) {
    int record = out.begin();
    out.octet(
        (rankedCandidate.fallback() ? FALLBACK : 0)
            | (rankedCandidate.honoursKey() ? HONOURS_KEY : 0)
            | chains(rankedCandidate.chains()));
    out.text(rankedCandidate.offer());
    out.fraction(rankedCandidate.score());
    Numbering.ELIGIBILITIES.write(out, rankedCandidate.eligibility());
    out.end(record);
  }

  private static RankedCandidate ranked(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          return new RankedCandidate(
              in.text(),
              in.fraction(),
              (flags & FALLBACK) != 0,
              Numbering.ELIGIBILITIES.read(in),
              (flags & HONOURS_KEY) != 0,
              chains(flags));
        });
  }

  private static int chains(FallbackChains chains) {
    int flags = (chains.inTurn() ? 0 : NOT_IN_TURN) | (chains.alternative() ? ALTERNATIVE : 0);
    for (FallbackCause cause : chains.causes()) {
      flags |= ON_CAUSE << CAUSES.indexOf(cause);
    }
    return flags;
  }

  private static FallbackChains chains(int flags) {
    if (flags < NOT_IN_TURN) {
      return FallbackChains.NONE;
    }
    Set<FallbackCause> causes = EnumSet.noneOf(FallbackCause.class);
    for (FallbackCause cause : CAUSES) {
      if ((flags & ON_CAUSE << CAUSES.indexOf(cause)) != 0) {
        causes.add(cause);
      }
    }
    return new FallbackChains((flags & NOT_IN_TURN) == 0, causes, (flags & ALTERNATIVE) != 0);
  }

  private static void write(Exclusion exclusion, CompactWriter out) {
    int record = out.begin();
    Numbering.EXCLUSIONS.write(out, exclusion.reason());
    out.texts(exclusion.offers());
    out.text(exclusion.detail());
    out.end(record);
  }

  private static Exclusion exclusion(CompactReader in) {
    return in.record(() -> new Exclusion(Numbering.EXCLUSIONS.read(in), in.texts(), in.text()));
  }

  private static void write(Decision.Withheld withheld, CompactWriter out) {
    int record = out.begin();
    out.text(withheld.offer());
    out.text(withheld.reason());
    out.end(record);
  }

  private static Decision.Withheld withheld(CompactReader in) {
    return in.record(() -> new Decision.Withheld(in.text(), in.text()));
  }

  private static void write(Sight sight, CompactWriter out) {
    int record = out.begin();
    out.signed(sight.turn());
    out.unsigned(sight.seen().size());
    for (Map.Entry<String, Snapshot> seen : sight.seen().entrySet()) {
      write(seen.getKey(), seen.getValue(), out);
    }
    if (!sight.leanings().isEmpty() || sight.toNew() != null || sight.learned() != null) {
      out.unsigned(sight.leanings().size());
      for (Map.Entry<String, Double> leaning : sight.leanings().entrySet()) {
        out.text(leaning.getKey());
        out.fraction(leaning.getValue());
      }
    }
    if (sight.toNew() != null || sight.learned() != null) {
      out.octet(there(sight));
    }
    if (sight.learned() != null) {
      write(sight.learned(), out);
    }
    out.end(record);
  }

  private static int there(Sight sight) {
    if (sight.toNew() == null) {
      return NO_ROLLOUT;
    }
    int there = sight.newAlone() ? TO_NEW_ALONE : TO_NEW;
    return sight.toNew() ? there : TO_OLD;
  }

  private record Seen(String offer, Snapshot snapshot) {}

  private static Sight sight(CompactReader in) {
    return in.record(
        () -> {
          long turn = in.signed();
          List<Seen> all = in.list(() -> seen(in));
          Map<String, Snapshot> seen = HashMap.newHashMap(all.size());
          all.forEach(one -> seen.put(one.offer(), one.snapshot()));
          Map<String, Double> leanings = new HashMap<>();
          if (in.more()) {
            in.list(() -> leanings.put(in.text(), in.fraction()));
          }
          int there = in.more() ? in.octet() : NO_ROLLOUT;
          return new Sight(
              seen,
              turn,
              leanings,
              there == NO_ROLLOUT ? null : (Boolean) (there != TO_OLD),
              there == TO_NEW_ALONE,
              in.more() ? learned(in) : null);
        });
  }

  private static void write(LearnedChoice choice, CompactWriter out) {
    int record = out.begin();
    out.texts(choice.offers());
    out.text(choice.preferred());
    out.text(choice.chosen());
    out.signed(choice.explore());
    out.signed(choice.version());
    out.text(choice.why());
    out.unsigned(choice.features().size());
    for (double feature : choice.features()) {
      out.fraction(feature);
    }
    out.end(record);
  }

  private static LearnedChoice learned(CompactReader in) {
    return in.record(
        () ->
            new LearnedChoice(
                in.texts(),
                in.text(),
                in.text(),
                in.integer(),
                in.signed(),
                in.text(),
                in.list(in::fraction)));
  }

  private static void write(String offer, Snapshot snapshot, CompactWriter out) {
    int record = out.begin();
    out.octet(
        (snapshot.probe() ? PROBE : 0)
            | (snapshot.healthKnown() ? HEALTH : 0)
            | (snapshot.ofProvider() ? OF_PROVIDER : 0)
            | (snapshot.ofOperation() ? OF_OPERATION : 0));
    out.text(offer);
    out.signed(snapshot.inFlight());
    out.signed(snapshot.slots());
    out.signed(snapshot.latency());
    Numbering.PHASES.write(out, snapshot.breaker());
    out.signed(snapshot.admits());
    out.signed(snapshot.failed());
    out.signed(snapshot.of());
    out.signed(snapshot.opensIn());
    out.signed(snapshot.restsFor());
    if (snapshot.healthKnown()) {
      out.signed(snapshot.health());
      out.signed(snapshot.trend());
    }
    out.end(record);
  }

  private static Seen seen(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          String offer = in.text();
          Snapshot seen =
              new Snapshot(
                  in.integer(),
                  in.integer(),
                  in.signed(),
                  Numbering.PHASES.read(in),
                  in.integer(),
                  (flags & PROBE) != 0,
                  in.integer(),
                  in.integer(),
                  in.signed(),
                  in.signed());
          Snapshot whole = (flags & HEALTH) == 0 ? seen : seen.with(in.integer(), in.integer());
          Snapshot ofWhom = (flags & OF_PROVIDER) == 0 ? whole : whole.asOfProvider();
          return new Seen(offer, (flags & OF_OPERATION) == 0 ? ofWhom : ofWhom.asOfOperation());
        });
  }
}
