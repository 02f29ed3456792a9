package io.auterity.server.providers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.ledger.Limit;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.provider.health.ProviderHealth.Bin;
import io.auterity.provider.health.ProviderHealth.LastError;
import io.auterity.provider.health.ProviderHealth.OfferHealth;
import io.auterity.provider.health.ProviderHealth.PhaseChange;
import io.auterity.server.decisions.DecisionSummary;
import io.auterity.server.providers.Provider.Breaker;
import io.auterity.server.providers.Provider.Moment;
import io.auterity.server.web.json.UnitPrice;
import io.auterity.spi.Support;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider with what only its page shows.
 *
 * @param models that it lists; empty where only the vendor knows which there are, or its kind has
 *     none
 * @param prices that stand at the provider itself, for what no price list names
 * @param unpricedUnder the budgets under which what has no price is not planned, those of the whole
 *     tenant first
 * @param region where it runs; absent when not declared, as the two behind it
 * @param regimes what it complies with
 * @param privacy what its vendor does with what it is sent
 * @param recent the last decisions that it answered
 * @param seconds sixty bins of one second
 * @param breakerLog the last changes of its breakers since {@code countedSince}, oldest first
 * @param countedSince when this server started: attempts, bins and the breaker's log begin there
 * @param health of its models that were asked since then, by name; what shows in the provider's
 *     endpoint or account is not in it
 * @param operations how its operations are that were asked since then, where it has no models
 */
public record ProviderPage(
    @JsonUnwrapped Provider provider,
    List<OfferedModel> models,
    List<UnitPrice> prices,
    List<AskingBudget> unpricedUnder,
    @Nullable String region,
    @Nullable List<String> regimes,
    ModelSpec.@Nullable Privacy privacy,
    List<Supported> support,
    List<DecisionSummary> recent,
    AttemptCount attempts,
    List<Moment> seconds,
    List<BreakerChange> breakerLog,
    Instant countedSince,
    List<ModelHealth> health,
    List<OperationHealth> operations) {

  /**
   * How well a capability is supported.
   *
   * @param idempotencyKey whether a repeated key gives the first result
   * @param withheld whether calls are refused because it is not verified (grade V0) and the
   *     provider does not say {@code unverified: true}
   */
  public record Supported(
      String capability,
      Support support,
      boolean idempotencyKey,
      @Nullable String note,
      boolean withheld) {}

  /**
   * A budget that asks for prices.
   *
   * @param scope whose calls it covers: {@code tenant}, {@code key key_…} or {@code label
   *     name=value}
   */
  public record AskingBudget(String id, String scope) {
    static List<AskingBudget> all(List<Limit> asking) {
      return asking.stream()
          .sorted(Comparator.comparing(limit -> !limit.scope().equals(LimitScope.wholeTenant())))
          .map(limit -> new AskingBudget(limit.id(), limit.scope().toString()))
          .toList();
    }
  }

  /** Attempts of the last thirty minutes. */
  public record AttemptCount(int total, int failed) {}

  /**
   * One entry of the breaker's log.
   *
   * @param model whose breaker it is; absent when it is that of the whole provider, or of an
   *     operation
   * @param operation capability of the operation whose breaker it is
   */
  public record BreakerChange(
      Instant at,
      Phase state,
      int admits,
      String reason,
      @Nullable String model,
      @Nullable String operation) {
    static BreakerChange of(String provider, PhaseChange change) {
      String model = Offer.modelOf(change.of());
      boolean whole = change.of().equals(provider);
      return new BreakerChange(
          change.at(),
          change.phase(),
          change.admits(),
          change.reason(),
          model,
          model == null && !whole ? change.of() : null);
    }
  }

  /**
   * How a model is that was asked.
   *
   * @param breaker of this model alone
   * @param restsUntil until when its vendor asked to leave it alone; absent when it did not
   * @param health thousandths of recent attempts that did not fail
   */
  public record ModelHealth(
      String model,
      Breaker breaker,
      @Nullable Instant restsUntil,
      int health,
      @Nullable LastError lastError) {
    static ModelHealth of(OfferHealth one) {
      return new ModelHealth(
          Objects.requireNonNullElse(Offer.modelOf(one.offer()), one.offer()),
          breakerOf(one),
          one.restsUntil(),
          one.health(),
          one.lastError());
    }
  }

  /**
   * How an operation is that was asked.
   *
   * @param operation its capability
   * @param breaker of this operation alone
   * @param health thousandths of recent attempts that did not fail
   */
  public record OperationHealth(
      String operation, Breaker breaker, int health, @Nullable LastError lastError) {
    static OperationHealth of(OfferHealth one) {
      return new OperationHealth(one.offer(), breakerOf(one), one.health(), one.lastError());
    }
  }

  private static Breaker breakerOf(OfferHealth one) {
    return new Breaker(
        one.breaker(), one.failed(), one.of(), one.admits(), one.openedAt(), one.reason());
  }

  static ProviderPage of(
      Provider provider,
      ProviderInfo info,
      Pricing pricing,
      List<Limit> askingForPrices,
      ProviderHealth health,
      List<DecisionSummary> recent,
      Instant countedSince) {
    return new ProviderPage(
        provider,
        OfferedModel.all(info, pricing),
        UnitPrice.all(info.prices()),
        AskingBudget.all(askingForPrices),
        info.offering().region(),
        info.offering().regimes(),
        info.offering().privacy(),
        supported(info),
        recent,
        count(health.minutes()),
        health.seconds().stream().map(Moment::of).toList(),
        health.log().stream().map(change -> BreakerChange.of(info.id(), change)).toList(),
        countedSince,
        health.offers().stream().map(ModelHealth::of).toList(),
        health.operations().stream().map(OperationHealth::of).toList());
  }

  private static List<Supported> supported(ProviderInfo info) {
    return info.support().entrySet().stream()
        .filter(entry -> entry.getValue().support() != Support.NONE)
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                new Supported(
                    info.kind() + "." + entry.getKey(),
                    entry.getValue().support(),
                    entry.getValue().idempotencyKey(),
                    entry.getValue().note(),
                    info.withheld().contains(entry.getKey())))
        .toList();
  }

  private static AttemptCount count(List<Bin> bins) {
    int failed = bins.stream().mapToInt(Bin::failed).sum();
    return new AttemptCount(failed + bins.stream().mapToInt(Bin::ok).sum(), failed);
  }
}
