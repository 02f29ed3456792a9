package io.auterity.provider;

import io.auterity.platform.transport.SentRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An attempt whose caller is a test. */
public final class TestAttempt implements Attempt {

  private final Duration remaining;
  private final List<Runnable> actions = new ArrayList<>();
  private final SentRequests sent = new SentRequests();
  private boolean cancelled;
  private @Nullable Batched batched;
  private final Map<String, Long> metered = new ConcurrentHashMap<>();

  public TestAttempt(Duration remaining) {
    this.remaining = remaining;
  }

  public static TestAttempt ofSeconds(long seconds) {
    return new TestAttempt(Duration.ofSeconds(seconds));
  }

  /** The same, whose requests wait there for their vendor's batch. */
  public TestAttempt waitingAt(@Nullable Batched place) {
    batched = place;
    return this;
  }

  @Override
  public @Nullable Batched batched() {
    return batched;
  }

  public synchronized void cancel() {
    cancelled = true;
    List.copyOf(actions).forEach(Runnable::run);
    actions.clear();
  }

  public Map<String, Long> metered() {
    return metered;
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public synchronized boolean cancelled() {
    return cancelled;
  }

  @Override
  public synchronized void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      actions.add(action);
    }
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.of("key-1");
  }

  @Override
  public Map<String, String> labels() {
    return Map.of("route", "triage");
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public SentRequests sent() {
    return sent;
  }

  @Override
  public void meter(String unit, long quantity) {
    metered.merge(unit, quantity, Long::sum);
  }
}
