package io.auterity.relay.route;

import static io.auterity.relay.route.SpecFields.array;
import static io.auterity.relay.route.SpecFields.decimal;
import static io.auterity.relay.route.SpecFields.duration;
import static io.auterity.relay.route.SpecFields.integer;
import static io.auterity.relay.route.SpecFields.number;
import static io.auterity.relay.route.SpecFields.object;
import static io.auterity.relay.route.SpecFields.text;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one spec that fits the schema; what is wrong beyond that is gathered as problems. */
final class RouteReader {

  private static final double SURE = 0.8;

  private final Json.Obj spec;
  private final List<Problem> problems = new ArrayList<>();

  RouteReader(Json.Obj spec) {
    this.spec = spec;
  }

  /** What was wrong in what has been read. */
  List<Problem> problems() {
    return problems;
  }

  Route read(String id, int version) {
    return new Route(
        id,
        version,
        spec,
        (int) number(spec, "priority", 0),
        when(),
        require(),
        prefer(),
        selectors("use"),
        strategy(),
        weights(),
        hash(),
        confidence(),
        rollout(),
        new LearningReader(spec, selectors("use"), problems).read(strategy()),
        selectors("fallback"),
        fallbackOn(),
        retry(),
        timeouts(),
        hedge(),
        spec.get("resume") instanceof Json.Bool(boolean on) && on,
        failoverOn(),
        capture(),
        cache());
  }

  private When when() {
    Json.Obj when = object(spec, "when");
    return new WhenReader(when, problems).read(expression(when.text("expression")));
  }

  private @Nullable Condition expression(@Nullable String text) {
    return text == null ? null : condition("when.expression", text, Expressions::ofCall);
  }

  private List<Requirement> require() {
    List<Requirement> list = new ArrayList<>();
    List<Json> items = array(spec, "require");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Obj selector) {
        list.addAll(RequireReader.requirements(selector));
        continue;
      }
      String path = "require[%d]".formatted(i);
      list.add(new Requirement.Holds(condition(path, text(items.get(i)), Expressions::ofProvider)));
    }
    return list;
  }

  // A condition that cannot be read never holds, so that a mistake never widens a route.
  private Condition condition(String path, String text, Compiler compiler) {
    try {
      return compiler.compile(text);
    } catch (BadConditionException e) {
      problems.add(
          new Problem(
              path,
              "must be CEL that yields true or false",
              "at line %d, column %d: %s".formatted(e.line(), e.column(), e.getMessage())));
      return Condition.never(text);
    }
  }

  private interface Compiler {
    Condition compile(String text);
  }

  private Preference prefer() {
    if (spec.get("prefer") instanceof Json.Arr) {
      return Preference.ORDER.withWishes(selectors("prefer"));
    }
    Json.Obj prefer = object(spec, "prefer");
    if (prefer.fields().isEmpty()) {
      return Preference.ORDER;
    }
    Preference read =
        new Preference(
            decimal(prefer, "order"),
            decimal(prefer, "latency"),
            decimal(prefer, "cost"),
            decimal(prefer, "load"),
            decimal(prefer, "health"),
            List.of());
    if (read.sum() == 0) {
      problems.add(
          new Problem("prefer", "one weight must be above 0", "set one, or leave prefer out"));
      return Preference.ORDER;
    }
    return read;
  }

  private Map<FallbackCause, List<Selector>> fallbackOn() {
    Json.Obj chains = object(spec, "fallbackOn");
    Map<FallbackCause, List<Selector>> fallbackOn = new EnumMap<>(FallbackCause.class);
    for (FallbackCause cause : FallbackCause.values()) {
      if (chains.get(cause.wire()) != null) {
        fallbackOn.put(cause, selectors(chains, cause.wire()));
      }
    }
    return fallbackOn;
  }

  private List<Selector> selectors(String name) {
    return selectors(spec, name);
  }

  private static List<Selector> selectors(Json.Obj in, String name) {
    return array(in, name).stream()
        .map(
            item ->
                item instanceof Json.Obj o
                    ? RequireReader.selector(o)
                    : new Selector.Id(text(item)))
        .toList();
  }

  private Strategy strategy() {
    String name = spec.text("strategy");
    return name == null ? Strategy.PRIORITY : Strategy.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private Map<String, Integer> weights() {
    Map<String, Integer> weights = new LinkedHashMap<>();
    object(spec, "weights")
        .fields()
        .forEach((provider, weight) -> weights.put(provider, ((int) integer(weight))));
    return weights;
  }

  private @Nullable RouteAffinity hash() {
    if (!(spec.get("hash") instanceof Json.Obj hash)) {
      return null;
    }
    return new RouteAffinity(
        object(hash, "by").text("label"),
        hash.get("bound") == null ? null : decimal(hash, "bound"));
  }

  private double confidence() {
    return spec.get("confidence") == null ? SURE : decimal(spec, "confidence");
  }

  private @Nullable Rollout rollout() {
    return spec.get("rollout") instanceof Json.Obj rollout
        ? new RolloutReader(rollout, problems).read(selectors("use"))
        : null;
  }

  private RouteRetry retry() {
    Json.Obj retry = object(spec, "retry");
    String max = named(retry, "max", "attempts");
    String first = named(retry, "backoff", "base");
    Duration backoff = duration(retry, first, RouteRetry.STANDARD.backoff());
    Duration limit = duration(retry, "limit", RouteRetry.STANDARD.limit());
    if (limit.compareTo(backoff) < 0) {
      problems.add(
          new Problem(
              "retry.limit", "must not be less than " + first, "raise it or lower " + first));
      return RouteRetry.STANDARD;
    }
    return new RouteRetry((int) number(retry, max, RouteRetry.STANDARD.max()), backoff, limit);
  }

  // Routes that were applied before steps of workflows and routes used one name are kept as they
  // are.
  private String named(Json.Obj retry, String name, String former) {
    if (retry.get(former) == null) {
      return name;
    }
    if (retry.get(name) != null) {
      problems.add(
          new Problem("retry." + former, "is the former name of " + name, "remove one of both"));
    }
    return former;
  }

  private RouteTimeouts timeouts() {
    Json.Obj timeouts = object(spec, "timeouts");
    return new RouteTimeouts(
        timeouts.text("firstToken") == null ? null : positive(timeouts, "firstToken"),
        timeouts.text("idle") == null ? RouteTimeouts.STANDARD.idle() : positive(timeouts, "idle"));
  }

  private @Nullable RouteHedge hedge() {
    String after = object(spec, "hedge").text("after");
    if (after == null) {
      return null;
    }
    return new RouteHedge(
        after.equals("p95") ? null : duration(object(spec, "hedge"), "after", Duration.ZERO));
  }

  private Duration positive(Json.Obj timeouts, String name) {
    Duration limit = duration(timeouts, name, Duration.ZERO);
    if (limit.isZero()) {
      problems.add(
          new Problem(
              "timeouts." + name, "must be longer than nothing", "raise it, or leave it out"));
    }
    return limit;
  }

  private Set<FailureCode> failoverOn() {
    Set<FailureCode> codes = new LinkedHashSet<>();
    array(spec, "failoverOn")
        .forEach(code -> codes.add(FailureCode.valueOf(text(code).toUpperCase(Locale.ROOT))));
    return codes;
  }

  private @Nullable RouteCache cache() {
    if (!(spec.get("cache") instanceof Json.Obj cache)) {
      return null;
    }
    RouteCache.Similar similar = similar(object(cache, "semantic"));
    String exact = cache.text("exact");
    if (exact == null && similar == null) {
      problems.add(
          new Problem("cache", "must say exact or semantic", "add exact: 1h, or leave cache out"));
      return null;
    }
    String within = cache.text("within");
    return new RouteCache(
        exact == null && similar != null ? similar.ttl() : longTime(cache, "exact"),
        similar,
        within == null
            ? RouteCache.Within.PRINCIPAL
            : RouteCache.Within.valueOf(within.toUpperCase(Locale.ROOT)));
  }

  private static RouteCache.@Nullable Similar similar(Json.Obj semantic) {
    return semantic.fields().isEmpty()
        ? null
        : new RouteCache.Similar(
            longTime(semantic, "ttl"),
            semantic.get("threshold") == null ? null : decimal(semantic, "threshold"));
  }

  private static Duration longTime(Json.Obj in, String name) {
    return DurationText.read(String.valueOf(in.text(name))).orElseThrow();
  }

  private Capture capture() {
    String name = spec.text("capture");
    return name == null ? Capture.NONE : Capture.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
