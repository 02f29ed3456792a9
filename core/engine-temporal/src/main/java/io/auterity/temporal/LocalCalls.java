package io.auterity.temporal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that this process makes for its executions until they have ended or an activity of this
 * process awaits them: each begins within a turn. One that nothing awaits for minutes is given up,
 * as its execution was ended from outside.
 */
final class LocalCalls {

  /** Where a call goes on: the task queue of its process, and its number there. */
  record Place(String queue, long number) {}

  private static final Duration LONGEST_UNAWAITED = Duration.ofMinutes(5);

  private final String queue;
  private final AtomicLong last = new AtomicLong();
  private final Cache<Long, RunCall> calls =
      Caffeine.newBuilder()
          .expireAfterWrite(LONGEST_UNAWAITED)
          .scheduler(Scheduler.systemScheduler())
          .evictionListener(LocalCalls::evicted)
          .build();

  /**
   * The calls of this process.
   *
   * @param queues first part of the name of its task queue
   */
  LocalCalls(String queues) {
    this.queue = queues + "." + UUID.randomUUID();
  }

  private static void evicted(@Nullable Long number, @Nullable RunCall call, RemovalCause cause) {
    if (call != null) {
      call.giveUp();
    }
  }

  /** The task queue of this process alone. */
  String queue() {
    return queue;
  }

  /** Puts a call here, which is not made yet. */
  Place put(RunCall call) {
    long number = last.incrementAndGet();
    calls.put(number, call);
    return new Place(queue, number);
  }

  @Nullable RunCall get(long number) {
    return calls.getIfPresent(number);
  }

  /** Removes a call, which the caller awaits; null when it is not here. */
  @Nullable RunCall remove(long number) {
    return calls.asMap().remove(number);
  }

  /** Removes a call and gives it up. */
  void giveUp(Place place) {
    RunCall call = place.queue().equals(queue) ? remove(place.number()) : null;
    if (call != null) {
      call.giveUp();
    }
  }
}
