package io.auterity.webhook;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The rate limiter of webhooks in this process, a token bucket for each: {@value #A_SECOND}
 * deliveries a second, after a burst of {@value #BURST}; and ten times of both for all of a tenant.
 */
public final class WebhookPace {

  static final int A_SECOND = 20;
  static final int BURST = 200;

  /** Of one tenant. */
  static final int A_SECOND_OF_TENANT = 200;

  static final int BURST_OF_TENANT = 2_000;

  private static final int REMEMBERED = 10_000;
  private static final double NANOS = 1e9;

  private final Time time;
  private final Map<UUID, Bucket> buckets = latest();
  private final Map<UUID, Bucket> tenants = latest();

  public WebhookPace(Time time) {
    this.time = time;
  }

  private static Map<UUID, Bucket> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<UUID, Bucket> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  private static final class Bucket {
    private final int aSecond;
    private final int burst;
    private double left;
    private long at;

    Bucket(int aSecond, int burst, long now) {
      this.aSecond = aSecond;
      this.burst = burst;
      this.left = burst;
      this.at = now;
    }

    boolean take(long now) {
      left = Math.min(burst, left + (now - at) / NANOS * aSecond);
      at = now;
      boolean taken = left >= 1;
      left -= taken ? 1 : 0;
      return taken;
    }
  }

  /**
   * Lets one in to a webhook of a tenant.
   *
   * @throws CallFailedException {@code rate_limited}
   */
  public void admit(UUID tenant, UUID webhook) {
    admit(webhook);
    if (!taken(tenants, tenant, A_SECOND_OF_TENANT, BURST_OF_TENANT)) {
      throw tooFast(
          "more than %d deliveries a second to the webhooks of a tenant", A_SECOND_OF_TENANT);
    }
  }

  /**
   * Lets one in where no tenant is known.
   *
   * @throws CallFailedException {@code rate_limited}
   */
  public void admit(UUID webhook) {
    if (!taken(buckets, webhook, A_SECOND, BURST)) {
      throw tooFast("more than %d deliveries a second to one webhook", A_SECOND);
    }
  }

  private synchronized boolean taken(Map<UUID, Bucket> of, UUID id, int aSecond, int burst) {
    long now = time.nanos();
    return of.computeIfAbsent(id, key -> new Bucket(aSecond, burst, now)).take(now);
  }

  private static CallFailedException tooFast(String words, int aSecond) {
    return new CallFailedException(
        Failure.of(FailureCode.RATE_LIMITED, words.formatted(aSecond))
            .withRetryAfter(Duration.ofSeconds(1)));
  }
}
