package io.auterity.provider.store;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue of writers in this process, one at a time for each place: a writer that waits has no
 * connection to the database yet, so that a busy provider keeps none from others.
 */
final class WriterQueue<P> {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final int most;
  private final Duration longest;
  private final Map<P, Turn> turns = new ConcurrentHashMap<>();

  /**
   * @param most writers of a place, with the one that writes
   * @param longest wait for a turn
   */
  WriterQueue(int most, Duration longest) {
    this.most = most;
    this.longest = longest;
  }

  /** The turn at one place while a writer has it or waits for it. */
  private static final class Turn {
    private final Semaphore free = new Semaphore(1, true);
    private int writers;
  }

  /**
   * Writes when the turn has come.
   *
   * @param name of the place, for the writer that is refused
   * @throws CallFailedException {@code unavailable}, as the store is for now, when too many wait,
   *     or for too long; {@code cancelled} when the thread is interrupted meanwhile
   */
  <T> T write(P place, String name, Supplier<T> work) {
    Turn turn = turns.compute(place, (key, present) -> entered(present, name));
    try {
      await(turn, name);
      try {
        return work.get();
      } finally {
        turn.free.release();
      }
    } finally {
      turns.computeIfPresent(place, (key, present) -> --present.writers == 0 ? null : present);
    }
  }

  /** Places at which a writer writes or waits. */
  int busy() {
    return turns.size();
  }

  private Turn entered(@Nullable Turn present, String name) {
    Turn turn = present == null ? new Turn() : present;
    if (turn.writers >= most) {
      throw unavailable("%d writers wait for %s already".formatted(most - 1, name));
    }
    turn.writers++;
    return turn;
  }

  private void await(Turn turn, String name) {
    try {
      if (!turn.free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw unavailable("the writers before were at %s for too long".formatted(name));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(
          FailureCode.CANCELLED, "cancelled while it waited to write to " + name);
    }
  }

  private static CallFailedException unavailable(String why) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, why + "; try again")
            .withRetryAfter(AGAIN)
            .withApplied(Applied.NO));
  }
}
