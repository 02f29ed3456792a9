package io.auterity.provider.health;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one provider, for people: its breaker is the worst of its own and those of its
 * offers and operations.
 *
 * @param openedAt when the breaker opened last; null while it is closed
 * @param p50 median of the last minute's successes, in nanoseconds
 * @param minutes the last 30 minutes, oldest first
 * @param seconds the last 60 seconds, oldest first
 * @param loggedSince from when on the log is whole; the breaker was closed until its first change,
 *     unless earlier changes were let go
 * @param log the latest changes of all breakers together, at most 64, oldest first
 * @param offers those that were asked and have a model, by id
 * @param operations those that were asked of a provider without models, by capability
 */
public record ProviderHealth(
    String provider,
    CircuitBreaker.Phase breaker,
    int failed,
    int of,
    int admits,
    @Nullable Instant openedAt,
    String reason,
    int slotsUsed,
    int slots,
    @Nullable Long p50,
    @Nullable LastError lastError,
    List<Bin> minutes,
    List<Bin> seconds,
    Instant loggedSince,
    List<PhaseChange> log,
    List<OfferHealth> offers,
    List<OfferHealth> operations) {
  public ProviderHealth {
    minutes = List.copyOf(minutes);
    seconds = List.copyOf(seconds);
    log = List.copyOf(log);
    offers = List.copyOf(offers);
    operations = List.copyOf(operations);
  }

  /**
   * What a provider did in one span of its history.
   *
   * @param at when the span began
   * @param p50 median of the attempts that succeeded, in nanoseconds; null when none did
   */
  public record Bin(Instant at, int ok, int failed, @Nullable Long p50) {}

  /**
   * One entry of a breaker's log.
   *
   * @param admits share of calls that pass from now on, 0 to 100
   * @param of id of the provider, or of the offer or operation whose breaker it is
   */
  public record PhaseChange(
      Instant at, CircuitBreaker.Phase phase, int admits, String reason, String of) {}

  /**
   * The live state of one offer or operation; what its provider's endpoint or account does is not
   * in it.
   *
   * @param offer its id, or the capability of the operation
   * @param openedAt when its breaker opened last; null while it is closed
   * @param restsUntil until when it asked to be left alone; null when it did not
   * @param health thousandths of recent attempts that did not fail
   */
  public record OfferHealth(
      String offer,
      CircuitBreaker.Phase breaker,
      int failed,
      int of,
      int admits,
      @Nullable Instant openedAt,
      String reason,
      @Nullable Instant restsUntil,
      int health,
      @Nullable LastError lastError) {}

  /**
   * The latest failure of a provider.
   *
   * @param injected whether a fault was switched on to make it
   */
  public record LastError(String code, Instant at, String message, boolean injected) {}
}
