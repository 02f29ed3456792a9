package io.auterity.server.providers;

import io.auterity.platform.noun.WireTime;
import io.auterity.provider.ProviderDetail;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.provider.health.ProviderHealth.Bin;
import io.auterity.provider.health.ProviderHealth.LastError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider with its live state.
 *
 * @param isDefault whether calls of its kind go to it where nothing else decides
 * @param breaker the worst of its own and those of its models or operations, which the reason names
 * @param marks honest labels
 * @param grade how the least proven operation of its connector was verified, V0 to V5
 * @param history thirty bins of one minute
 * @param egress where it may go
 * @param faults failures that its spec asks to inject
 */
public record Provider(
    String id,
    String kind,
    boolean isDefault,
    String connector,
    String plugin,
    String pluginVersion,
    long generation,
    List<String> marks,
    String grade,
    ProviderInfo.State state,
    @Nullable String reason,
    Breaker breaker,
    Slots slots,
    @Nullable Double p50Ms,
    @Nullable LastError lastError,
    List<Moment> history,
    List<String> egress,
    List<InjectedFault> faults) {

  /**
   * Its breaker.
   *
   * @param failed of the last {@code of} attempts
   * @param admits share of calls that it lets pass, in percent
   */
  public record Breaker(
      Phase state,
      int failed,
      int of,
      int admits,
      @Nullable Instant openedAt,
      @Nullable String reason) {}

  /** Attempts that are under way, of those that may be. */
  public record Slots(int used, int of) {}

  /**
   * What it did in one span of time.
   *
   * @param p50Ms median of the attempts that succeeded
   */
  public record Moment(Instant at, int ok, int failed, @Nullable Double p50Ms) {
    static Moment of(Bin bin) {
      return new Moment(bin.at(), bin.ok(), bin.failed(), WireTime.millisOrNull(bin.p50()));
    }
  }

  /** A failure that is injected in a window of time. */
  public record InjectedFault(
      Instant from, Instant until, String code, @Nullable String capability) {}

  static Provider of(ProviderDetail detail, ProviderHealth health) {
    ProviderInfo info = detail.info();
    return new Provider(
        info.id(),
        info.kind(),
        info.defaultOf() != null,
        info.connector(),
        info.plugin(),
        info.pluginVersion(),
        info.generation(),
        info.marks(),
        info.grade(),
        state(info.state(), health.breaker()),
        info.reason(),
        breaker(health),
        new Slots(health.slotsUsed(), health.slots()),
        WireTime.millisOrNull(health.p50()),
        health.lastError(),
        health.minutes().stream().map(Moment::of).toList(),
        detail.egress(),
        detail.faults().stream()
            .map(one -> new InjectedFault(one.from(), one.until(), one.code(), one.capability()))
            .toList());
  }

  /** A provider whose breaker is not closed may be reached and still does not answer well. */
  private static ProviderInfo.State state(ProviderInfo.State looked, Phase breaker) {
    boolean troubled = looked == ProviderInfo.State.CONNECTED && breaker != Phase.CLOSED;
    return troubled ? ProviderInfo.State.DEGRADED : looked;
  }

  private static Breaker breaker(ProviderHealth health) {
    return new Breaker(
        health.breaker(),
        health.failed(),
        health.of(),
        health.admits(),
        health.openedAt(),
        health.reason());
  }
}
