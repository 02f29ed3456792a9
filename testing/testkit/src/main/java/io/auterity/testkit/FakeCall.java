package io.auterity.testkit;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.ProviderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A call in fake time: waiting advances the clock at once, and metering is kept to look at. */
public final class FakeCall implements Call {

  private static final Caller TESTER = new Caller("key_tester", "tester", true);

  private final ProviderContext provider;
  private final String capability;
  private final FakeTime time;
  private final Instant deadline;
  private final @Nullable String idempotencyKey;
  private final Map<String, String> labels;
  private final FakeCancellation cancellation;
  private final @Nullable OnBehalf behalf;
  private final @Nullable Caller caller;
  private volatile boolean byStep;
  private final Map<String, Long> metered = new ConcurrentHashMap<>();
  private final AtomicLong reserved = new AtomicLong();
  private volatile long room = Long.MAX_VALUE;

  private FakeCall(
      ProviderContext provider,
      String capability,
      FakeTime time,
      Instant deadline,
      @Nullable String idempotencyKey,
      Map<String, String> labels,
      @Nullable OnBehalf behalf,
      @Nullable Caller caller) {
    this.provider = provider;
    this.capability = capability;
    this.time = time;
    this.deadline = deadline;
    this.idempotencyKey = idempotencyKey;
    this.labels = Map.copyOf(labels);
    this.cancellation = new FakeCancellation();
    this.behalf = behalf;
    this.caller = caller;
  }

  /** A call with a minute left, no key and no labels. */
  public static FakeCall of(String capability, ProviderContext provider) {
    FakeTime time = new FakeTime();
    Instant deadline = time.instant().plusSeconds(60);
    return new FakeCall(provider, capability, time, deadline, null, Map.of(), null, TESTER);
  }

  public FakeCall withRemaining(Duration value) {
    Instant end = time.instant().plus(value);
    return new FakeCall(provider, capability, time, end, idempotencyKey, labels, behalf, caller);
  }

  public FakeCall withIdempotencyKey(String value) {
    return new FakeCall(provider, capability, time, deadline, value, labels, behalf, caller);
  }

  public FakeCall withLabel(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return new FakeCall(provider, capability, time, deadline, idempotencyKey, more, behalf, caller);
  }

  /** The same, for which there is so much memory and no more. */
  public FakeCall withRoom(long bytes) {
    room = bytes;
    return this;
  }

  /** Bytes of memory that were reserved for what it keeps. */
  public long reserved() {
    return reserved.get();
  }

  @Override
  public void reserve(long bytes) {
    if (reserved.addAndGet(bytes) > room) {
      throw new CallFailedException(
          Failure.of(FailureCode.SATURATED, "no memory for %,d more bytes".formatted(bytes))
              .withApplied(Applied.UNKNOWN));
    }
  }

  /** A call whose connector may do that on behalf of who calls. */
  public FakeCall withBehalf(OnBehalf value) {
    return new FakeCall(
        provider, capability, time, deadline, idempotencyKey, labels, value, caller);
  }

  /** A call of another caller. */
  public FakeCall withCaller(String id, String name, boolean person) {
    return withCaller(new Caller(id, name, person));
  }

  /** A call behind which no caller stands. */
  public FakeCall withoutCaller() {
    return withCaller(null);
  }

  private FakeCall withCaller(@Nullable Caller value) {
    return new FakeCall(
        provider, capability, time, deadline, idempotencyKey, labels, behalf, value);
  }

  /** Cancels the call, as when its caller goes. */
  public void cancel() {
    cancellation.cancel();
  }

  /** The clock of this call; {@link #pause} advances it. */
  public FakeTime time() {
    return time;
  }

  /** What was metered, summed by unit. */
  public Map<String, Long> metered() {
    return Map.copyOf(metered);
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public Duration remaining() {
    Duration left = Duration.between(time.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled() || remaining().isZero();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public void pause(Duration duration) {
    if (cancellation.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    Duration left = remaining();
    if (duration.compareTo(left) >= 0) {
      time.advance(left);
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
    time.advance(duration);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public void meter(String unit, long quantity) {
    metered.merge(unit, quantity, Long::sum);
  }

  @Override
  public ProviderContext provider() {
    return provider;
  }

  @Override
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  @Override
  public boolean byStep() {
    return byStep;
  }

  /** The same, made by a step of a workflow. */
  public FakeCall madeByStep() {
    byStep = true;
    return this;
  }

  @Override
  public OnBehalf onBehalf() {
    return behalf == null ? Call.super.onBehalf() : behalf;
  }
}
