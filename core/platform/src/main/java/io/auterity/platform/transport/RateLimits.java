package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rate limits of all credentials; those longest unused are forgotten first. */
final class RateLimits {

  private static final int REMEMBERED = 10_000;

  /** A short wait smooths a burst; a longer one is better spent at another provider. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Time time;
  private final Map<Owner, RateBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Owner, RateBucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Owner(UUID tenant, String credential, String authority) {}

  RateLimits(Time time) {
    this.time = time;
  }

  /**
   * Waits for its turn.
   *
   * @throws CallFailedException {@code rate_limited} when the wait would be long
   */
  void take(TransportBinding binding, Destination place, Call call) {
    Duration wait = bucket(binding, place).take(time.nanos(), PATIENCE);
    if (wait.compareTo(PATIENCE) > 0) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.RATE_LIMITED,
                  "the rate limit of provider '%s' at %s is used up"
                      .formatted(binding.provider(), place.authority()))
              .withRetryAfter(wait));
    }
    if (!wait.isZero()) {
      call.pause(wait);
    }
  }

  /** Whether a reply of that status may tell when to come again. */
  static boolean mayTellWhen(int status) {
    return status == 429 || status == 503;
  }

  /**
   * Heeds what such a reply says about repeating.
   *
   * @param begun when its request was, in nanoseconds
   */
  void heed(TransportBinding binding, Destination place, Optional<String> retryAfter, long begun) {
    retryAfter
        .flatMap(text -> RetryAfter.parse(text, time.now()))
        .map(RetryAfter::heeded)
        .ifPresent(wait -> bucket(binding, place).shut(time.nanos(), wait, begun));
  }

  /** Forgets what vendors asked of a credential until now. */
  void reopen(UUID tenant, String credential) {
    synchronized (buckets) {
      buckets.forEach(
          (owner, bucket) -> {
            if (owner.tenant().equals(tenant) && owner.credential().equals(credential)) {
              bucket.reopen(time.nanos());
            }
          });
    }
  }

  private RateBucket bucket(TransportBinding binding, Destination place) {
    Owner owner = new Owner(binding.tenant(), binding.credential(), place.authority());
    synchronized (buckets) {
      return buckets.computeIfAbsent(owner, key -> new RateBucket(binding.rateLimit()));
    }
  }
}
