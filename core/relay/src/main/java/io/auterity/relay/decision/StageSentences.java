package io.auterity.relay.decision;

import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.Invocation;
import io.auterity.provider.Attempt;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.plan.Sight;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The words of those stages that did what the rest of a decision tells: they are made when the
 * decision is read, so that no call waits for them and none is stored twice.
 */
record StageSentences(Decision decision) {

  /** The marks of all stages, each with its words. */
  List<StageMark> marks() {
    return decision.stages().stream().map(mark -> mark.follows() ? told(mark) : mark).toList();
  }

  private StageMark told(StageMark mark) {
    return switch (mark.stage()) {
      case AUTHENTICATE -> mark.with("known", caller());
      case TENANT -> mark.with("known", ofRun() ? "From the run's row." : "From the credential.");
      // The reason is the rule alone.
      case AUTHORIZE ->
          mark.with("allow", mark.reason() + " may use '" + decision.call().capability() + "'");
      case CLASSIFY_DATA -> classified(mark);
      case ROUTE -> routed(mark);
      case RESERVE -> reserved(mark);
      case SETTLE -> settled(mark);
      case RECORD -> mark.with("queued", "");
      case POLICY_PRE, CACHE, ATTEMPT, POLICY_POST -> mark;
    };
  }

  private boolean ofRun() {
    return decision.call().door().equals(Invocation.Door.WORKFLOW.wire());
  }

  private String caller() {
    return (ofRun() ? "Stored with the run: " : "Verified at the door: ")
        + decision.call().principal().type().name().toLowerCase(Locale.ROOT)
        + " "
        + decision.call().principal().name()
        + ".";
  }

  private StageMark classified(StageMark mark) {
    CallFacts facts = decision.call().facts();
    return facts == null
        ? mark
        : mark.with(
            facts.dataClass().name().toLowerCase(Locale.ROOT), "Declared by the operation.");
  }

  private StageMark routed(StageMark mark) {
    Decision.Planning planning = decision.planning();
    Decision.Routed route = planning == null ? null : planning.route();
    return planning == null || route == null
        ? mark.with("no route", "No route matches; one provider can answer.")
        : mark.with(
            route.id() + " v" + route.version(),
            "%s Priority %d; %s."
                .formatted(route.matched(), route.priority(), ordered(planning.sight(), route)));
  }

  private static String ordered(Sight sight, Decision.Routed route) {
    LearnedChoice learned = sight.learned();
    return learned == null ? strategy(route.strategy()) : learned.why();
  }

  private static String strategy(String wire) {
    return Arrays.stream(Strategy.values())
        .filter(one -> one.wire().equals(wire))
        .map(StageSentences::words)
        .findFirst()
        .orElse(wire);
  }

  private static String words(Strategy strategy) {
    return switch (strategy) {
      case PRIORITY -> "the highest score goes first";
      case WEIGHTED -> "drawn by weight";
      case ROUND_ROBIN -> "each in turn";
      case LEAST_CONNECTIONS -> "the least busy goes first";
      case CHEAPEST -> "the cheapest for this call goes first";
      case FASTEST -> "the fastest of late goes first";
      case SMOOTH_WEIGHTED -> "in turn by weight";
      case LEAST_LATENCY -> "the sooner of two that were drawn goes first";
      case HASH -> "the same goes to the same";
      case AFFINITY -> "who was asked the beginning goes first";
      case CONFIDENT -> "the cheapest goes first, until an answer is sure";
      case LEARNED -> "who did best in calls like this one goes first";
    };
  }

  // Attempts that came later took holds of their own.
  private StageMark reserved(StageMark mark) {
    List<Decision.AttemptHold> holds = decision.costs().holds();
    if (holds.isEmpty()) {
      return mark.with("nothing to hold", "No limit of money or calls covers it.");
    }
    long count = holds.stream().map(Decision.AttemptHold::attempt).distinct().count();
    String limits =
        holds.stream()
            .map(hold -> words(hold.part()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return mark.with(
        count == 1 ? "held once" : count == 2 ? "held twice" : "held " + count + " times",
        "One hold per attempt, before it began, on " + limits + "." + bounded());
  }

  private String bounded() {
    return decision.attempts().stream()
        .map(StageSentences::bounded)
        .filter(words -> !words.isEmpty())
        .map(words -> " " + words)
        .collect(Collectors.joining());
  }

  private static String bounded(Decision.Tried tried) {
    Decision.OutputLimit limit = tried.outputLimit();
    return limit == null
        ? ""
        : "The caller named no longest answer, so attempt %d could write %d tokens, which were held%s"
            .formatted(
                tried.number(),
                limit.most(),
                limit.met()
                    ? ": its answer ended there, and a caller that names a limit may have a longer"
                        + " one."
                    : ".");
  }

  private static String words(BudgetHold.Closed part) {
    String unit = part.unit().equals(Attempt.CALLS) ? part.unit() : "money";
    return switch (part.period()) {
      case HOUR -> unit + " an hour";
      case TOTAL -> unit + " in all";
      case DAY, WEEK, MONTH, QUARTER, YEAR -> unit + " a " + part.period().wire();
    };
  }

  private StageMark settled(StageMark mark) {
    Decision.Used used = decision.costs().used();
    return used.isNothing()
        ? mark.with("nothing to settle", "Nothing was used.")
        : mark.with(NanoUnits.text(used.cost()) + " " + used.currency(), words(used));
  }

  private static String words(Decision.Used used) {
    String quantities =
        new TreeMap<>(used.quantities())
            .entrySet().stream().map(StageSentences::words).collect(Collectors.joining(", "));
    String prices =
        used.priceLists().isEmpty()
            ? ", none of it priced"
            : ", list price of " + String.join(" and ", used.priceLists());
    String unpriced =
        used.unpriced().isEmpty() || used.priceLists().isEmpty()
            ? ""
            : "; no price for " + String.join(", ", used.unpriced());
    String estimated =
        used.estimated()
            ? "; in part estimated, since a vendor did not tell all that was used"
            : "";
    return quantities + prices + unpriced + estimated + ".";
  }

  private static String words(Map.Entry<String, Long> entry) {
    return entry.getValue() + " " + entry.getKey().replace('_', ' ');
  }
}
