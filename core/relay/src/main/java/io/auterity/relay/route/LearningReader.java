package io.auterity.relay.route;

import static io.auterity.relay.route.SpecFields.decimal;
import static io.auterity.relay.route.SpecFields.number;
import static io.auterity.relay.route.SpecFields.object;

import io.auterity.platform.problem.Problem;
import io.auterity.provider.Offer;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles how a route learns.
 *
 * @param use who may answer
 */
record LearningReader(Json.Obj spec, List<Selector> use, List<Problem> problems) {

  private static final int PERCENT = 10;

  /** Null where the route has another strategy. */
  @Nullable RouteLearning read(Strategy strategy) {
    boolean said = spec.get("learn") != null;
    if (strategy != Strategy.LEARNED) {
      if (said) {
        problem("learn", "is for the strategy learned alone", "leave it out");
      }
      return null;
    }
    if (spec.get("rollout") != null) {
      problem("rollout", "cannot stand beside the strategy learned", "name all offers in use");
    }
    RouteLearning read = read(object(spec, "learn"));
    if (read.accuracy() + read.cost() + read.latency() == 0) {
      problem("learn.weights", "one weight must be above 0", "set one, or leave weights out");
      return RouteLearning.STANDARD;
    }
    return read;
  }

  private RouteLearning read(Json.Obj learn) {
    RouteLearning usual = RouteLearning.STANDARD;
    Json.Obj weights = object(learn, "weights");
    String rules = learn.text("rules");
    String explore = learn.text("explore");
    return new RouteLearning(
        rules == null ? usual.rules() : Strategy.valueOf(rules.toUpperCase(Locale.ROOT)),
        explore == null
            ? usual.explore()
            : PERCENT * Integer.parseInt(explore.substring(0, explore.length() - 1)),
        weight(weights, "accuracy", usual.accuracy()),
        weight(weights, "cost", usual.cost()),
        weight(weights, "latency", usual.latency()),
        !(learn.get("embedding") instanceof Json.Bool(boolean wanted)) || wanted,
        (int) number(learn, "calls", usual.calls()),
        learn.get("shadow") instanceof Json.Obj shadow ? judged(shadow) : null);
  }

  private RouteLearning.Judged judged(Json.Obj shadow) {
    String reference = Objects.requireNonNull(shadow.text("reference"));
    boolean others =
        !use.isEmpty()
            && use.stream()
                .allMatch(
                    one ->
                        one instanceof Selector.Id(String word)
                            && !Offer.providerOf(word).equals(Offer.providerOf(reference)));
    if (others) {
      problem(
          "learn.shadow.reference",
          "must be one of the offers of the route, not " + reference,
          "name one of use, or add it there");
    }
    return new RouteLearning.Judged(
        RolloutReader.shadow(shadow, "learn.shadow", problems), new Selector.Id(reference));
  }

  private static double weight(Json.Obj weights, String name, double usual) {
    return weights.get(name) == null ? usual : decimal(weights, name);
  }

  private void problem(String path, String rule, String fix) {
    problems.add(new Problem(path, rule, fix));
  }
}
