package io.auterity.ledger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.transport.Destination;
import io.auterity.provider.config.CurrencyRule;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The declarative resources {@code budget} and {@code quota}. */
public final class LimitKind implements ResourceKind {

  private static final List<String> OWNERS = List.of("team", "project", "user");
  private static final int LONGEST_TEXT = 65_536;
  private static final Map<String, RateLimit.Span> RATES =
      new TreeMap<>(
          Map.of(
              "perSecond", RateLimit.Span.SECOND,
              "perMinute", RateLimit.Span.MINUTE,
              "tokensPerMinute", RateLimit.Span.TOKENS,
              "parallel", RateLimit.Span.PARALLEL));

  private final String name;
  private final Ledger ledger;
  private final Json.Obj schema;

  private LimitKind(String name, Ledger ledger) {
    this.name = name;
    this.ledger = ledger;
    this.schema = schemaText(name + ".schema.json");
  }

  /** Caps on money. */
  public static LimitKind budget(Ledger ledger) {
    return new LimitKind(Limit.BUDGET, ledger);
  }

  /** Caps on calls. */
  public static LimitKind quota(Ledger ledger) {
    return new LimitKind(Limit.QUOTA, ledger);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    List<Problem> unknown = unknownOwner(spec, others);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    List<Problem> problems = new ArrayList<>(CapSpec.check(name, spec));
    if (name.equals(Limit.QUOTA) && CapSpec.of(spec).isEmpty() && rates("", spec).isEmpty()) {
      problems.add(
          new Problem(
              "",
              "must limit something",
              "write calls with a period, limits, perSecond, perMinute, tokensPerMinute or"
                  + " parallel"));
    }
    problems.addAll(webhookProblem(spec));
    if (problems.isEmpty()) {
      problems.addAll(movedWindows(scope, id, spec));
    }
    if (name.equals(Limit.BUDGET) && problems.isEmpty()) {
      problems.addAll(CurrencyRule.check(name, id, spec, others));
    }
    return problems;
  }

  // What is counted stands under a row, and goes to no other.
  private List<Problem> movedWindows(TenantScope scope, String id, Json.Obj spec) {
    List<Limit> before = ledger.of(scope, name, id);
    return limits(id, spec).stream()
        .filter(limit -> before.stream().anyMatch(limit::isElsewhereThan))
        .limit(1)
        .flatMap(limit -> before.stream().max(Comparator.comparing(Limit::period)).stream())
        .map(
            longest ->
                new Problem(
                    "limits",
                    "must have '%s' as the longest window, as it has now, or what was counted is lost"
                        .formatted(longest.period().wire()),
                    "give windows of another length a %s with an id of its own".formatted(name)))
        .toList();
  }

  private static List<Problem> webhookProblem(Json.Obj spec) {
    if (!(spec.get("webhook") instanceof Json.Obj webhook)) {
      return List.of();
    }
    if (thresholds(spec).stream().noneMatch(one -> one.act() == Threshold.Act.NOTIFY)) {
      return List.of(
          new Problem(
              "webhook", "must be told something", "add a threshold: {at: 80%, do: notify}"));
    }
    try {
      if (Destination.of(new URI(text(webhook, "url"))).isPresent()) {
        return List.of();
      }
    } catch (URISyntaxException e) {
      // As any other that names no place.
    }
    return List.of(
        new Problem("webhook.url", "must be a URL of http or https", "write https://HOST/PATH"));
  }

  private static List<Problem> unknownOwner(Json.Obj spec, ResourceSet others) {
    if (!(spec.get("scope") instanceof Json.Obj scope)) {
      return List.of();
    }
    return OWNERS.stream()
        .filter(kind -> scope.get(kind) != null)
        .filter(kind -> others.get(kind, text(scope, kind)).isEmpty())
        .map(
            kind ->
                new Problem(
                    "scope." + kind,
                    "there is no %s '%s'".formatted(kind, text(scope, kind)),
                    "apply it first"))
        .toList();
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return spec.get("webhook") instanceof Json.Obj webhook
        ? Stream.ofNullable(webhook.text("secret")).collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    Json.Obj spec = resource.spec();
    ledger.put(scope, name, resource.id(), limits(resource.id(), spec));
    if (name.equals(Limit.QUOTA)) {
      ledger.put(scope, resource.id(), rates(resource.id(), spec));
    }
  }

  private static List<RateLimit> rates(String id, Json.Obj spec) {
    LimitScope scope = scope(spec);
    return RATES.entrySet().stream()
        .filter(rate -> spec.get(rate.getKey()) instanceof Json.Int)
        .map(rate -> new RateLimit(id, scope, rate.getValue(), whole(spec, rate.getKey())))
        .toList();
  }

  private static LimitScope scope(Json.Obj spec) {
    if (!(spec.get("scope") instanceof Json.Obj scope)) {
      return LimitScope.wholeTenant();
    }
    List<LimitScope> parts = new ArrayList<>();
    if (scope.get("key") != null) {
      parts.add(new LimitScope.OfKey(Principal.ID.read(text(scope, "key"))));
    }
    OWNERS.stream()
        .filter(kind -> scope.get(kind) != null)
        .map(kind -> new LimitScope.OfOwner(kind, text(scope, kind)))
        .forEach(parts::add);
    if (scope.get("label") instanceof Json.Obj(Map<String, Json> labels)) {
      new TreeMap<>(labels)
          .forEach(
              (name, value) -> parts.add(new LimitScope.OfLabel(name, ((Json.Str) value).value())));
    }
    if (scope.get("model") != null) {
      parts.add(new LimitScope.OfModel(text(scope, "model")));
    }
    return LimitScope.of(parts);
  }

  private static long whole(Json.Obj spec, String name) {
    return ((Json.Int) Objects.requireNonNull(spec.get(name), name)).value();
  }

  @Override
  public void removed(TenantScope scope, String id) {
    ledger.remove(scope, name, id);
  }

  // What was counted of the longest goes on where shorter ones come beside it.
  private List<Limit> limits(String id, Json.Obj spec) {
    List<CapSpec> windows = CapSpec.of(spec);
    Limit.Period longest =
        windows.stream().map(CapSpec::period).max(Comparator.naturalOrder()).orElse(null);
    return windows.stream()
        .map(window -> limit(id, spec, window))
        .map(limit -> limit.period() == longest ? limit : limit.besideLonger())
        .toList();
  }

  private Limit limit(String id, Json.Obj spec, CapSpec window) {
    Limit limit =
        name.equals(Limit.BUDGET)
            ? Limit.budget(id, window.money(), text(spec, "currency"), window.period())
            : Limit.quota(id, window.calls(), window.period());
    Limit scoped = limit.within(scope(spec)).in(window.zone());
    Limit acting = scoped.acting(thresholds(spec));
    return "allow".equals(spec.text("unpriced")) ? acting.allowingUnpriced() : acting;
  }

  private static List<Threshold> thresholds(Json.Obj spec) {
    return spec.get("thresholds") instanceof Json.Arr(List<Json> items)
        ? items.stream()
            .map(item -> Threshold.of(text((Json.Obj) item, "at"), text((Json.Obj) item, "do")))
            .toList()
        : List.of();
  }

  private static String text(Json.Obj spec, String name) {
    return Objects.requireNonNull(spec.text(name), name);
  }

  private static Json.Obj schemaText(String file) {
    try (InputStream in = Objects.requireNonNull(LimitKind.class.getResourceAsStream(file))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
