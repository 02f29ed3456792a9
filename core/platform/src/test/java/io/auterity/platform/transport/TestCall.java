package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call in real time; a pause is noted and over at once. */
public final class TestCall implements Call, SentRequests.Sender, CallMemory.Holder {

  private final long end;
  private final Optional<String> traceparent;
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final SentRequests sent;
  private volatile boolean cancelled;
  private @Nullable CallMemory memory;

  private TestCall(Duration remaining, Optional<String> traceparent, Map<String, String> baggage) {
    this.sent = new SentRequests(() -> false, baggage);
    this.end = System.nanoTime() + remaining.toNanos();
    this.traceparent = traceparent;
  }

  public static TestCall lasting(Duration remaining) {
    return new TestCall(remaining, Optional.empty(), Map.of());
  }

  static TestCall traced(String traceparent) {
    return new TestCall(Duration.ofSeconds(20), Optional.of(traceparent), Map.of());
  }

  static TestCall traced(String traceparent, Map<String, String> baggage) {
    return new TestCall(Duration.ofSeconds(20), Optional.of(traceparent), baggage);
  }

  /** The same, whose answers take of that. */
  TestCall holding(CallMemory known) {
    memory = known;
    return this;
  }

  void cancel() {
    cancelled = true;
    actions.forEach(Runnable::run);
  }

  /** Whether somebody wants to know when it is cancelled. */
  boolean watched() {
    return !actions.isEmpty();
  }

  List<Duration> pauses() {
    return pauses;
  }

  @Override
  public String capability() {
    return "ai.chat.create";
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  @Override
  public boolean cancelled() {
    return cancelled || remaining().isZero();
  }

  @Override
  public void onCancel(Runnable action) {
    actions.add(action);
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> labels() {
    return Map.of();
  }

  @Override
  public Optional<String> traceparent() {
    return traceparent;
  }

  @Override
  public SentRequests sent() {
    return sent;
  }

  @Override
  public CallMemory memory(Supplier<CallMemory> own) {
    CallMemory known = memory;
    return known == null ? own.get() : known;
  }

  @Override
  public void meter(String unit, long quantity) {
    // Nothing is metered here.
  }

  @Override
  public ProviderContext provider() {
    throw new CallFailedException(FailureCode.INTERNAL, "the transport needs no context");
  }
}
