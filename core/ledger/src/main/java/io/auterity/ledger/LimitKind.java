package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.platform.transport.Destination;
import io.auterity.provider.config.CurrencyRule;
import io.auterity.spi.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The declarative resources {@code budget} and {@code quota}. */
public final class LimitKind<S extends Record & LimitSpec> extends SpecKind<S> {

  private final Ledger ledger;

  private LimitKind(String name, Class<S> spec, Ledger ledger, String more) {
    super(name, 20, spec, more);
    this.ledger = ledger;
  }

  /** Caps on money. */
  public static LimitKind<LimitSpec.Budget> budget(Ledger ledger) {
    String both =
        """
        {"dependentRequired": {"cap": ["period"], "period": ["cap"]}}""";
    return new LimitKind<>(Limit.BUDGET, LimitSpec.Budget.class, ledger, both);
  }

  /** Caps on calls. */
  public static LimitKind<LimitSpec.Quota> quota(Ledger ledger) {
    String both =
        """
        {"minProperties": 1, "dependentRequired": {"calls": ["period"], "period": ["calls"]}}""";
    return new LimitKind<>(Limit.QUOTA, LimitSpec.Quota.class, ledger, both);
  }

  @Override
  protected List<Problem> check(TenantScope scope, String id, S spec, ResourceSet others) {
    List<Problem> unknown = unknownOwner(spec.scope(), others);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    List<Problem> problems = new ArrayList<>(windowProblems(spec));
    problems.addAll(webhookProblem(spec));
    if (problems.isEmpty()) {
      problems.addAll(movedWindows(scope, id, spec));
    }
    if (problems.isEmpty() && spec instanceof LimitSpec.Budget budget) {
      Json.Obj currency = Json.EMPTY.with("currency", Json.of(budget.currency()));
      problems.addAll(CurrencyRule.check(name(), id, currency, others));
    }
    return problems;
  }

  private List<Problem> windowProblems(S spec) {
    if (spec.caps().isEmpty()) {
      return nothingLimited(spec);
    }
    if (spec.own() != null && spec.limits() != null) {
      return List.of(
          new Problem("limits", "must not stand beside a period", "put that one among them"));
    }
    List<Problem> problems = new ArrayList<>();
    Set<Limit.Period> seen = EnumSet.noneOf(Limit.Period.class);
    spec.caps()
        .forEach(
            (path, cap) -> {
              if (!seen.add(cap.period())) {
                problems.add(
                    new Problem(
                        path + "period", "must not stand there twice", "keep the lower cap"));
              }
              problems.addAll(zoneProblem(path, cap, spec));
              problems.addAll(capProblem(path, cap));
            });
    return problems;
  }

  private List<Problem> nothingLimited(S spec) {
    if (spec instanceof LimitSpec.Quota quota) {
      String fix =
          "write calls with a period, limits, perSecond, perMinute, tokensPerMinute or parallel";
      return quota.rates("").isEmpty()
          ? List.of(new Problem("", "must limit something", fix))
          : List.of();
    }
    String fix = "write cap and period, or several in limits";
    return List.of(new Problem("", "must cap something", fix));
  }

  private List<Problem> zoneProblem(String path, LimitSpec.Cap cap, S spec) {
    String zone = zone(cap, spec);
    return zone == null || ZoneId.getAvailableZoneIds().contains(zone)
        ? List.of()
        : List.of(
            new Problem(
                cap.zone() == null ? "zone" : path + "zone",
                "there is no zone '%s'".formatted(zone),
                "write a name of the IANA time zone database, e.g. Europe/Berlin"));
  }

  private static List<Problem> capProblem(String path, LimitSpec.Cap cap) {
    try {
      cap.limit("", "");
      return List.of();
    } catch (ArithmeticException | NumberFormatException e) {
      return List.of(
          new Problem(
              path + "cap",
              "must be a decimal amount of at most nine places, below nine thousand million",
              "write it as text, e.g. \"5.00\""));
    }
  }

  // What is counted stands under a row, and goes to no other.
  private List<Problem> movedWindows(TenantScope scope, String id, S spec) {
    List<Limit> before = ledger.of(scope, name(), id);
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
                    "give windows of another length a %s with an id of its own".formatted(name())))
        .toList();
  }

  private List<Problem> webhookProblem(S spec) {
    if (!(spec instanceof LimitSpec.Budget budget) || budget.webhook() == null) {
      return List.of();
    }
    if (thresholds(spec).stream().noneMatch(one -> one.act() == Threshold.Act.NOTIFY)) {
      return List.of(
          new Problem(
              "webhook", "must be told something", "add a threshold: {at: 80%, do: notify}"));
    }
    try {
      if (Destination.of(new URI(budget.webhook().url())).isPresent()) {
        return List.of();
      }
    } catch (URISyntaxException e) {
      // As any other that names no place.
    }
    return List.of(
        new Problem("webhook.url", "must be a URL of http or https", "write https://HOST/PATH"));
  }

  private static List<Problem> unknownOwner(LimitSpec.@Nullable Scope scope, ResourceSet others) {
    Map<String, String> owners = scope == null ? Map.of() : scope.owners();
    return owners.entrySet().stream()
        .filter(owner -> others.get(owner.getKey(), owner.getValue()).isEmpty())
        .map(
            owner ->
                new Problem(
                    "scope." + owner.getKey(),
                    "there is no %s '%s'".formatted(owner.getKey(), owner.getValue()),
                    "apply it first"))
        .toList();
  }

  @Override
  protected Set<String> secrets(S spec) {
    return spec instanceof LimitSpec.Budget budget && budget.webhook() != null
        ? Stream.ofNullable(budget.webhook().secret()).collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, S spec) {
    ledger.put(scope, name(), resource.id(), limits(resource.id(), spec));
    if (spec instanceof LimitSpec.Quota quota) {
      ledger.put(scope, resource.id(), quota.rates(resource.id()));
    }
  }

  @Override
  public void removed(TenantScope scope, String id) {
    ledger.remove(scope, name(), id);
  }

  // What was counted of the longest goes on where shorter ones come beside it.
  private List<Limit> limits(String id, S spec) {
    Collection<LimitSpec.Cap> caps = spec.caps().values();
    Limit.Period longest =
        caps.stream().map(LimitSpec.Cap::period).max(Comparator.naturalOrder()).orElse(null);
    return caps.stream()
        .map(cap -> limit(id, spec, cap))
        .map(limit -> limit.period() == longest ? limit : limit.besideLonger())
        .toList();
  }

  private Limit limit(String id, S spec, LimitSpec.Cap cap) {
    String currency = spec instanceof LimitSpec.Budget budget ? budget.currency() : "";
    Limit limit = cap.limit(id, currency).within(LimitSpec.Scope.of(spec.scope()));
    String zone = zone(cap, spec);
    Limit zoned = zone == null ? limit : limit.in(ZoneId.of(zone));
    Limit acting = zoned.acting(thresholds(spec));
    return spec instanceof LimitSpec.Budget budget && budget.unpriced().equals("allow")
        ? acting.allowingUnpriced()
        : acting;
  }

  private @Nullable String zone(LimitSpec.Cap cap, S spec) {
    return cap.zone() == null ? spec.zone() : cap.zone();
  }

  private List<Threshold> thresholds(S spec) {
    return spec instanceof LimitSpec.Budget budget && budget.thresholds() != null
        ? budget.thresholds().stream().map(each -> Threshold.of(each.at(), each.do_())).toList()
        : List.of();
  }
}
