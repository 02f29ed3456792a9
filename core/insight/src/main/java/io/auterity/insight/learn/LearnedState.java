package io.auterity.insight.learn;

import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The learned state of a route, in one version, and whether it decides.
 *
 * @param routeVersion of the form of the route that it was learned for
 * @param heard what had been said of answers by then
 * @param on whether it decides; else the route's rules do
 * @param why in words for people
 */
public record LearnedState(
    String route,
    int routeVersion,
    long version,
    Instant made,
    Heard heard,
    boolean on,
    String why,
    HoldoutScore evidence,
    LearnedModel model) {

  /** It is looked at again and again, so that chance has many tries. */
  private static final double SURE = 3;

  private static final double DOUBT = 1.645;
  private static final int DIFFERING = 20;

  /**
   * What has been said of a tenant's answers.
   *
   * @param latest null where nothing was
   */
  public record Heard(long scores, @Nullable Instant latest) {}

  /**
   * Learns from these calls.
   *
   * @param before what was known; null where nothing was
   * @param version one that no earlier one has
   */
  static LearnedState of(
      Route route,
      List<Lesson> lessons,
      Heard heard,
      @Nullable LearnedState before,
      long version,
      Instant now) {
    RouteLearning learning = Objects.requireNonNull(route.learning());
    LearnedModel model = LearnedModel.of(lessons);
    HoldoutScore evidence = OffPolicy.of(lessons, model, learning);
    boolean was = before != null && before.on() && before.routeVersion() == route.version();
    boolean on = decides(evidence, learning, was);
    return new LearnedState(
        route.id(),
        route.version(),
        version,
        now,
        heard,
        on,
        why(evidence, learning, on, was),
        evidence,
        model);
  }

  // What decides goes on until it is shown to do worse.
  static boolean decides(HoldoutScore found, RouteLearning learning, boolean was) {
    if (found.calls() < learning.calls()) {
      return false;
    }
    return was
        ? found.gain() + DOUBT * found.error() >= 0
        : found.differing() >= DIFFERING && found.gain() - SURE * found.error() > 0;
  }

  private static String why(HoldoutScore found, RouteLearning learning, boolean on, boolean was) {
    String rules = learning.rules().wire();
    if (found.calls() < learning.calls()) {
      return "the rules decide (%s): %d of %d scored calls"
          .formatted(rules, found.calls(), learning.calls());
    }
    String gain =
        String.format(Locale.ROOT, "%+.3f ± %.3f a call", found.gain(), SURE * found.error());
    if (on) {
      return "what was learned decides: %s beside the rules (%s)".formatted(gain, rules);
    }
    return was
        ? "the rules decide again (%s): what was learned has come to do worse, %s"
            .formatted(rules, gain)
        : "the rules decide (%s): what was learned is not shown to do better, %s"
            .formatted(rules, gain);
  }

  /** Least gain over the rules that chance does not explain. */
  public double gainLow() {
    return evidence.gain() - SURE * evidence.error();
  }

  /** Most gain over the rules that chance does not explain. */
  public double gainHigh() {
    return evidence.gain() + SURE * evidence.error();
  }
}
