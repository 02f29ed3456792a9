package io.auterity.ledger;

import io.auterity.platform.call.Principal;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The spec of a budget or a quota. */
public sealed interface LimitSpec {

  String PERIOD = "How long a window lasts, by the calendar of the zone; weeks begin on Monday";
  String ZONE = "IANA time zone in which windows begin, e.g. Europe/Berlin; UTC without it";
  String AMOUNT = "^[0-9]+(\\.[0-9]{1,9})?$";

  /** A cap and how long the windows are in which it holds. */
  sealed interface Cap {

    Limit.Period period();

    @Nullable String zone();

    /**
     * The limit of all calls, without thresholds.
     *
     * @param currency of a budget
     */
    Limit limit(String id, String currency);
  }

  /** The one of the spec itself; null where it has none. */
  @Nullable Cap own();

  /** Several in place of one. */
  @Nullable List<? extends Cap> limits();

  /** Of its caps that have none of their own. */
  @Nullable String zone();

  /** Whose calls count; null for all of the tenant. */
  @Nullable Scope scope();

  /** All caps by their paths, with a dot behind each that is not the spec itself. */
  default Map<String, Cap> caps() {
    Map<String, Cap> all = new LinkedHashMap<>();
    Cap own = own();
    if (own != null) {
      all.put("", own);
    }
    List<? extends Cap> several = limits();
    for (int i = 0; several != null && i < several.size(); i++) {
      all.put("limits[%d].".formatted(i), several.get(i));
    }
    return all;
  }

  /** The spec of a {@code budget}. */
  @Description(
      "The most that the calls of a tenant, or those of its scope, may spend in one period. It is"
          + " held before each attempt and never passed.")
  record Budget(
      @Description("Decimal amount, e.g. \"5.00\"") @TextForm(pattern = AMOUNT)
          @Nullable String cap,
      @Description("ISO 4217, the currency of the prices") @TextForm(pattern = "^[A-Z]{3}$")
          String currency,
      @Description(PERIOD) Limit.@Nullable Period period,
      @Description(ZONE) @TextForm(least = 1) @Nullable String zone,
      @Description(
              "Several caps with windows of different lengths, which all must hold; in place of"
                  + " one")
          @Size(least = 1, most = 7)
          @Nullable List<BudgetCap> limits,
      @Size(least = 1) @Nullable Scope scope,
      @Description(
              "What happens at such a share of the cap, in each of its windows: notify, cheaper and"
                  + " local once so much is spent; ask and block refuse what would go beyond with"
                  + " all that is held")
          @Size(least = 1, most = 16)
          @Nullable List<Share> thresholds,
      @Description("Where the events of thresholds that notify are posted")
          @Nullable Webhook webhook,
      @Description("Whether models without a price may be used under it")
          @TextForm(oneOf = {"refuse", "allow"})
          @Default("refuse")
          String unpriced)
      implements LimitSpec {

    @Override
    public @Nullable Cap own() {
      return cap == null || period == null ? null : new BudgetCap(cap, period, zone);
    }
  }

  /** A cap of a budget. */
  record BudgetCap(
      @Description("Decimal amount, e.g. \"5.00\"") @TextForm(pattern = AMOUNT) String cap,
      @Description(PERIOD) Limit.Period period,
      @Description(ZONE) @TextForm(least = 1) @Nullable String zone)
      implements Cap {

    @Override
    public Limit limit(String id, String currency) {
      return Limit.budget(id, NanoUnits.nanos(cap), currency, period);
    }
  }

  /** A share of the cap of a budget, and what happens there. */
  record Share(
      @Description("Share of the cap, e.g. 80%")
          @TextForm(pattern = "^(100|[1-9][0-9]?|[1-9]?[0-9]\\.[1-9])%$")
          String at,
      @Description(
              "notify: an event tells of it once for each window, and the webhook, if there is one."
                  + " cheaper: only the cheaper half of the offers that could answer does. local:"
                  + " only offers that declare privacy local. ask: no call may go beyond it until a"
                  + " holder of control:budget.approve allows more. block: no call may go beyond"
                  + " it")
          Threshold.Act do_) {}

  /** Where thresholds are told. */
  record Webhook(
      @TextForm(pattern = "^https?://[^/?#@]+([/?#].*)?$", most = 2048) String url,
      @Description(
              "Name of the secret that messages are signed with, by the Standard Webhooks"
                  + " specification")
          @TextForm(least = 1)
          @Nullable String secret) {}

  /** The spec of a {@code quota}. */
  @Description(
      "The most calls of a tenant, or of its scope: in one period, in any second or minute, and at"
          + " one time; and the most tokens in any minute.")
  record Quota(
      @Range(least = 0) @Nullable Long calls,
      @Description(PERIOD) Limit.@Nullable Period period,
      @Description(ZONE) @TextForm(least = 1) @Nullable String zone,
      @Description(
              "Several counts with windows of different lengths, which all must hold; in place of"
                  + " one")
          @Size(least = 1, most = 7)
          @Nullable List<QuotaCap> limits,
      @Description("The most that begin in any second") @Range(least = 0, most = 1_000_000)
          @Nullable Long perSecond,
      @Description("The most that begin in any minute") @Range(least = 0, most = 60_000_000)
          @Nullable Long perMinute,
      @Description(
              "The most tokens of calls that begin in any minute, of input and output, cached or"
                  + " not: at first what a call probably uses, then what it used")
          @Range(least = 1, most = 1_000_000_000_000L)
          @Nullable Long tokensPerMinute,
      @Description("The most that are under way at one time") @Range(least = 0, most = 1_000_000)
          @Nullable Long parallel,
      @Size(least = 1) @Nullable Scope scope)
      implements LimitSpec {

    @Override
    public @Nullable Cap own() {
      return calls == null || period == null ? null : new QuotaCap(calls, period, zone);
    }

    /** What it says of seconds, minutes and one time. */
    List<RateLimit> rates(String id) {
      return Stream.of(
              rate(id, RateLimit.Span.PARALLEL, parallel),
              rate(id, RateLimit.Span.MINUTE, perMinute),
              rate(id, RateLimit.Span.SECOND, perSecond),
              rate(id, RateLimit.Span.TOKENS, tokensPerMinute))
          .flatMap(rate -> rate)
          .toList();
    }

    private Stream<RateLimit> rate(String id, RateLimit.Span span, @Nullable Long most) {
      return most == null ? Stream.of() : Stream.of(new RateLimit(id, Scope.of(scope), span, most));
    }
  }

  /** A cap of a quota. */
  record QuotaCap(
      @Range(least = 0) long calls,
      @Description(PERIOD) Limit.Period period,
      @Description(ZONE) @TextForm(least = 1) @Nullable String zone)
      implements Cap {

    @Override
    public Limit limit(String id, String currency) {
      return Limit.quota(id, calls, period);
    }
  }

  /** Whose calls count. */
  @Description(
      "Which calls count: of one API key by its id, of a team, project or user with all that"
          + " belongs to it, with a value under a label, at one model; of several, those for which"
          + " all hold; without it all of the tenant")
  record Scope(
      @Description("Id of an API key; runs that it started count too")
          @TextForm(pattern = "^key_[0-9a-f]{32}$")
          @Nullable String key,
      @Description("Id of a team; calls of its projects and of the teams below it count too")
          @TextForm(least = 1)
          @Nullable String team,
      @Description("Id of a project") @TextForm(least = 1) @Nullable String project,
      @Description("Id of a user; calls of keys that they own or hold count") @TextForm(least = 1)
          @Nullable String user,
      @Description("Labels of a call and their values; of several all must hold") @Size(least = 1)
          @Nullable Map<String, String> label,
      @Description(
              "Id of a model at whatever provider that answers, or provider/model for one offer")
          @TextForm(least = 1)
          @Nullable String model) {

    /** The owners that it names, by their kinds. */
    Map<String, String> owners() {
      Map<String, String> owners = new LinkedHashMap<>();
      owners.computeIfAbsent("team", kind -> team);
      owners.computeIfAbsent("project", kind -> project);
      owners.computeIfAbsent("user", kind -> user);
      return owners;
    }

    static LimitScope of(@Nullable Scope scope) {
      return scope == null ? LimitScope.wholeTenant() : scope.limitScope();
    }

    private LimitScope limitScope() {
      List<LimitScope> parts = new ArrayList<>();
      if (key != null) {
        parts.add(new LimitScope.OfKey(Principal.ID.read(key)));
      }
      owners().forEach((kind, id) -> parts.add(new LimitScope.OfOwner(kind, id)));
      if (label != null) {
        new TreeMap<>(label)
            .forEach((name, value) -> parts.add(new LimitScope.OfLabel(name, value)));
      }
      if (model != null) {
        parts.add(new LimitScope.OfModel(model));
      }
      return LimitScope.of(parts);
    }
  }
}
