package io.auterity.provider.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health figures of one provider for people. They are how its attempts ended by span of time,
 * its latest error, and the changes of all its breakers as one log. Confined to the lock of its
 * owner.
 */
final class HealthFigures {

  private final ProviderHistory minutes = new ProviderHistory(30, 60_000);
  private final ProviderHistory seconds = new ProviderHistory(60, 1_000);
  private ProviderHealth.@Nullable LastError lastError;

  void succeeded(Instant now, long took) {
    count(now, true, took);
  }

  void failed(Instant now, long took, ProviderHealth.LastError error) {
    count(now, false, took);
    lastError = error;
  }

  private void count(Instant now, boolean ok, long took) {
    seconds.add(now.toEpochMilli(), ok, took);
    minutes.add(now.toEpochMilli(), ok, took);
  }

  /**
   * The live state.
   *
   * @param signs which it is told of
   * @param nanos the moment {@code now} by the other clock
   */
  ProviderHealth health(
      String provider,
      ProviderHealthTracker signs,
      int inFlight,
      int slots,
      Instant now,
      long nanos) {
    HealthTracker worst = signs.worst(nanos);
    CircuitBreaker breaker = worst.breaker();
    List<HealthTracker> all = signs.all();
    List<ProviderHealth.PhaseChange> logged = logged(all);
    return new ProviderHealth(
        provider,
        breaker.phase(),
        breaker.window().failed(),
        breaker.window().size(),
        breaker.admits(),
        worst.openedAt(),
        worst == all.getFirst() ? worst.reason() : "%s: %s".formatted(worst.of(), worst.reason()),
        inFlight,
        slots,
        seconds.median(now.toEpochMilli()),
        lastError,
        minutes.until(now.toEpochMilli()),
        seconds.until(now.toEpochMilli()),
        loggedSince(all, logged),
        latest(logged),
        signs.offers(nanos),
        signs.operations(nanos));
  }

  private static List<ProviderHealth.PhaseChange> logged(List<HealthTracker> all) {
    return all.stream()
        .flatMap(one -> one.log().stream())
        .sorted(Comparator.comparing(ProviderHealth.PhaseChange::at))
        .toList();
  }

  private static List<ProviderHealth.PhaseChange> latest(List<ProviderHealth.PhaseChange> all) {
    return all.subList(Math.max(0, all.size() - HealthTracker.LOGGED), all.size());
  }

  // What is cut off here is as little known as what each has let go.
  private static Instant loggedSince(
      List<HealthTracker> all, List<ProviderHealth.PhaseChange> logged) {
    Instant whole =
        all.stream().map(HealthTracker::loggedSince).max(Comparator.naturalOrder()).orElseThrow();
    Instant first = logged.size() > HealthTracker.LOGGED ? latest(logged).getFirst().at() : whole;
    return first.isAfter(whole) ? first : whole;
  }
}
