package io.auterity.workflow.trigger;

import io.auterity.workflow.trigger.store.TriggerRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** The polls of this process: some at once, and few of one tenant, whose vendor may be slow. */
final class PollsUnderWay {

  static final int AT_ONCE = 8;
  static final int OF_ONE_TENANT = 2;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final TriggerPolls polls;
  private final Runnable ended;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Map<TriggerRow, Thread> underWay = new ConcurrentHashMap<>();

  /**
   * @param ended told whenever one is over
   */
  PollsUnderWay(TriggerPolls polls, Runnable ended) {
    this.polls = polls;
    this.ended = ended;
  }

  /** Begins one that is due; false when there is none, or no room. */
  boolean beginOne() {
    if (!free.tryAcquire()) {
      return false;
    }
    Optional<TriggerRow> due = Optional.empty();
    try {
      due = polls.claim(fullTenants());
    } finally {
      if (due.isEmpty()) {
        free.release();
      }
    }
    due.ifPresent(this::begin);
    return due.isPresent();
  }

  private Set<UUID> fullTenants() {
    return underWay.keySet().stream()
        .collect(Collectors.groupingBy(row -> row.scope().tenant(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(tenant -> tenant.getValue() >= OF_ONE_TENANT)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void begin(TriggerRow trigger) {
    Thread thread =
        Thread.ofVirtual()
            .name("trigger-poll")
            .unstarted(
                () -> {
                  try {
                    polls.poll(trigger);
                  } finally {
                    underWay.remove(trigger);
                    free.release();
                    ended.run();
                  }
                });
    underWay.put(trigger, thread);
    thread.start();
  }

  /** Gives up the polls under way, and leaves them to the server that polls next. */
  void close() throws InterruptedException {
    polls.close();
    Map<TriggerRow, Thread> left = Map.copyOf(underWay);
    left.values().forEach(Thread::interrupt);
    for (Thread thread : left.values()) {
      thread.join(STOP_LIMIT);
    }
    left.keySet().forEach(polls::giveBack);
  }
}
