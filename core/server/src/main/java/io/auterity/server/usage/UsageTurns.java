package io.auterity.server.usage;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many may read usage of a server at once, whatever they ask of it: each reads many decisions
 * on one connection, of which paid calls need some too.
 */
public final class UsageTurns {

  private static final int AT_ONCE = 2;

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * What somebody reads in a turn.
   *
   * @throws CallFailedException {@code saturated} when all turns are taken
   */
  <T> T take(Supplier<T> reading) {
    if (!turns.tryAcquire()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.SATURATED,
                  "%d others read usage already: ask again later".formatted(AT_ONCE))
              .withRetryAfter(AGAIN));
    }
    try {
      return reading.get();
    } finally {
      turns.release();
    }
  }
}
