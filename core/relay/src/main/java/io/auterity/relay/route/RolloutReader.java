package io.auterity.relay.route;

import static io.auterity.relay.route.SpecFields.array;
import static io.auterity.relay.route.SpecFields.decimal;
import static io.auterity.relay.route.SpecFields.number;
import static io.auterity.relay.route.SpecFields.object;
import static io.auterity.relay.route.SpecFields.text;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles how a route goes over to new offers. */
record RolloutReader(Json.Obj rollout, List<Problem> problems) {

  private static final int PERCENT = 10;
  private static final long CALLS = 50;
  private static final int SHADOWED = 10;
  private static final long AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Rollout read(List<Selector> use) {
    List<Selector> to =
        array(rollout, "to").stream().map(item -> (Selector) new Selector.Id(text(item))).toList();
    checkUse(use, to);
    List<Integer> steps = array(rollout, "steps").stream().map(RolloutReader::share).toList();
    checkSteps(steps);
    return new Rollout(
        to, steps, every(), (int) number(rollout, "calls", CALLS), shadow(), bounds());
  }

  private void checkUse(List<Selector> use, List<Selector> to) {
    if (use.isEmpty()) {
      problems.add(new Problem("use", "must say from whom the rollout goes away", "name offers"));
    }
    for (Selector one : to) {
      if (use.stream().anyMatch(old -> old.text().equals(one.text()))) {
        problems.add(
            new Problem(
                "rollout.to",
                "must be new; '%s' stands in use too".formatted(one.text()),
                "leave it out of one of them"));
      }
    }
  }

  private void checkSteps(List<Integer> steps) {
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i) <= steps.get(i - 1)) {
        problems.add(
            new Problem(
                "rollout.steps[%d]".formatted(i), "must be more than the one before", "raise it"));
      }
    }
  }

  private Duration every() {
    String text = Objects.requireNonNull(rollout.text("every"));
    return text.endsWith("h")
        ? Duration.ofHours(Long.parseLong(text.substring(0, text.length() - 1)))
        : SpecFields.duration(text);
  }

  private Rollout.@Nullable Shadow shadow() {
    Json shadow = rollout.get("shadow");
    if (shadow == null) {
      return null;
    }
    return shadow instanceof Json.Obj spec
        ? shadow(spec, "rollout.shadow", problems)
        : new Rollout.Shadow(share(shadow), (int) AT_ONCE, PATIENCE);
  }

  /** Which calls are copied, as an object at that path says. */
  static Rollout.Shadow shadow(Json.Obj spec, String path, List<Problem> problems) {
    Duration timeout = SpecFields.duration(spec, "timeout", PATIENCE);
    if (timeout.isZero()) {
      problems.add(new Problem(path + ".timeout", "must be longer than nothing", "raise it"));
    }
    Json share = spec.get("share");
    return new Rollout.Shadow(
        share == null ? SHADOWED : share(share), (int) number(spec, "atOnce", AT_ONCE), timeout);
  }

  private Rollout.Bounds bounds() {
    Json.Obj bounds = object(rollout, "stopAt");
    if (bounds.get("disagreement") != null && rollout.get("shadow") == null) {
      problems.add(
          new Problem(
              "rollout.stopAt.disagreement",
              "needs answers to compare",
              "add rollout.shadow, or leave it out"));
    }
    return new Rollout.Bounds(
        share(bounds, "failures"),
        times(bounds, "latency"),
        times(bounds, "cost"),
        share(bounds, "disagreement"));
  }

  private static @Nullable Double times(Json.Obj bounds, String name) {
    return bounds.get(name) == null ? null : (Double) decimal(bounds, name);
  }

  private static @Nullable Integer share(Json.Obj bounds, String name) {
    Json percent = bounds.get(name);
    return percent == null ? null : (Integer) share(percent);
  }

  private static int share(Json percent) {
    String text = text(percent);
    return PERCENT * Integer.parseInt(text.substring(0, text.length() - 1));
  }
}
