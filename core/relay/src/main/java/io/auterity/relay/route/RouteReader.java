package io.auterity.relay.route;

import io.auterity.platform.pattern.Glob;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.provider.ModelSpec;
import io.auterity.relay.ledger.NanoUnits;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one spec that fits the schema; what is wrong beyond that is gathered as problems. */
final class RouteReader {

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
        selectors("fallback"),
        retry(),
        timeouts(),
        hedge(),
        failoverOn(),
        capture());
  }

  private When when() {
    Json.Obj when = object(spec, "when");
    Map<String, Glob> labels = new LinkedHashMap<>();
    object(when, "labels")
        .fields()
        .forEach((name, value) -> labels.put(name, new Glob(text(value))));
    String capability = when.text("capability");
    String model = when.text("model");
    return new When(
        capability == null ? Glob.ANY : new Glob(capability),
        model == null ? null : new Glob(model),
        labels,
        expression(when.text("expression")));
  }

  private @Nullable Condition expression(@Nullable String text) {
    return text == null ? null : condition("when.expression", text, Expressions::ofCall);
  }

  private List<Requirement> require() {
    List<Requirement> list = new ArrayList<>();
    List<Json> items = array(spec, "require");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Obj selector) {
        list.add(new Requirement.Is(selector(selector)));
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

  private List<Selector> selectors(String name) {
    return array(spec, name).stream()
        .map(item -> item instanceof Json.Obj o ? selector(o) : new Selector.Id(text(item)))
        .toList();
  }

  private static Selector selector(Json.Obj selector) {
    Map.Entry<String, Json> only = selector.fields().entrySet().iterator().next();
    String value = text(only.getValue());
    return switch (only.getKey()) {
      case "mark" -> new Selector.Mark(value);
      case "connector" -> new Selector.Connector(value);
      case "grade" -> new Selector.Grade(value);
      case "ability" -> new Selector.Ability(value);
      case "context" -> new Selector.Context(integer(only.getValue()));
      case "region" -> new Selector.Region(value);
      case "regime" -> new Selector.Regime(value);
      case "privacy" ->
          new Selector.Keeping(ModelSpec.Privacy.valueOf(value.toUpperCase(Locale.ROOT)));
      case "price" -> new Selector.MostPrice(value, NanoUnits.nanos(value));
      default -> new Selector.Id(value);
    };
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

  private RouteRetry retry() {
    Json.Obj retry = object(spec, "retry");
    Duration base = duration(retry, "base", RouteRetry.STANDARD.base());
    Duration limit = duration(retry, "limit", RouteRetry.STANDARD.limit());
    if (limit.compareTo(base) < 0) {
      problems.add(
          new Problem("retry.limit", "must not be less than base", "raise it or lower base"));
      return RouteRetry.STANDARD;
    }
    return new RouteRetry(
        (int) number(retry, "attempts", RouteRetry.STANDARD.attempts()), base, limit);
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

  private Capture capture() {
    String name = spec.text("capture");
    return name == null ? Capture.NONE : Capture.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Duration duration(Json.Obj in, String name, Duration otherwise) {
    String text = in.text(name);
    if (text == null) {
      return otherwise;
    }
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return text.endsWith("m") ? Duration.ofMinutes(count) : Duration.ofSeconds(count);
  }

  private static Json.Obj object(Json.Obj in, String name) {
    return in.get(name) instanceof Json.Obj object ? object : Json.EMPTY;
  }

  private static List<Json> array(Json.Obj in, String name) {
    return in.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static long number(Json.Obj in, String name, long otherwise) {
    Json value = in.get(name);
    return value == null ? otherwise : integer(value);
  }

  private static long integer(Json value) {
    return value instanceof Json.Int(long number) ? number : (long) real(value);
  }

  private static double decimal(Json.Obj in, String name) {
    Json value = in.get(name);
    return value == null ? 0 : real(value);
  }

  private static double real(Json value) {
    return switch (value) {
      case Json.Int(long number) -> number;
      case Json.Dec(double number) -> number;
      default -> throw new IllegalArgumentException("not a number: " + value);
    };
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }
}
