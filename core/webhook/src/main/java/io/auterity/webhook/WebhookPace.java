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
 * The rate limiter of webhooks, a token bucket for each: {@value #A_SECOND} deliveries a second,
 * after a burst of {@value #BURST}, in this process.
 */
public final class WebhookPace {

  static final int A_SECOND = 20;
  static final int BURST = 200;

  private static final int REMEMBERED = 10_000;
  private static final double NANOS = 1e9;

  private final Time time;
  private final Map<UUID, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  public WebhookPace(Time time) {
    this.time = time;
  }

  private static final class Bucket {
    private double left = BURST;
    private long at;

    Bucket(long now) {
      at = now;
    }

    boolean take(long now) {
      left = Math.min(BURST, left + (now - at) / NANOS * A_SECOND);
      at = now;
      boolean taken = left >= 1;
      left -= taken ? 1 : 0;
      return taken;
    }
  }

  /**
   * Lets one in.
   *
   * @throws CallFailedException {@code rate_limited}
   */
  public void admit(UUID webhook) {
    long now = time.nanos();
    if (!taken(webhook, now)) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.RATE_LIMITED,
                  "more than %d deliveries a second to one webhook".formatted(A_SECOND))
              .withRetryAfter(Duration.ofSeconds(1)));
    }
  }

  private synchronized boolean taken(UUID webhook, long now) {
    return buckets.computeIfAbsent(webhook, id -> new Bucket(now)).take(now);
  }
}
