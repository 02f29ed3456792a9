package io.auterity.provider.call;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.call.Principal;
import io.auterity.platform.transport.BackoffTransport;
import io.auterity.platform.transport.SentRequests;
import io.auterity.provider.Attempt;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.WireBatches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the connector sees it, from {@link #begin} to {@link #end}.
 *
 * <p>The host may cut it to take its instance away. The connector only sees that it is to end, so
 * what it says then, or how it breaks, is no finding of the provider: the thread that waits is told
 * of a replacement instead.
 */
final class ConnectorCall implements Call, SentRequests.Sender, CallMemory.Holder {

  /** Failures with which a connector follows a cut. */
  private static final Set<FailureCode> FOLLOWING =
      EnumSet.of(FailureCode.CANCELLED, FailureCode.UNAVAILABLE, FailureCode.INTERNAL);

  private final String capability;
  private final Effect effect;
  private final Attempt attempt;
  private final ProviderInstance instance;
  private final Cancellation cancellation = new Cancellation();
  private volatile boolean over;
  private volatile List<Runnable> ends = List.of();
  private @Nullable OnBehalf behalf;
  private @Nullable CallMemory memory;

  /**
   * A call that has not begun.
   *
   * @param effect what it would do in the world
   */
  ConnectorCall(String capability, Effect effect, Attempt attempt, ProviderInstance instance) {
    this.capability = capability;
    this.effect = effect;
    this.attempt = attempt;
    this.instance = instance;
    this.memory = attempt.memory();
    attempt.onCancel(cancellation::cancel);
    if (!instance.connector().manifest().egress().isEmpty()) {
      attempt.sent().goesOut();
    }
  }

  /** The instance counts it from now on, and may cut it. */
  void begin() {
    instance.inFlight().begun(cancellation);
  }

  /** Does something when it has ended; called by the thread that begins it. */
  void atEnd(Runnable action) {
    List<Runnable> all = new ArrayList<>(ends);
    all.add(action);
    ends = all;
  }

  void end() {
    over = true;
    ends.forEach(Runnable::run);
    cancellation.end();
    instance.inFlight().ended(cancellation);
  }

  /** What ends the work that it begins. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Whether it has ended. */
  boolean over() {
    return over;
  }

  ProviderInstance instance() {
    return instance;
  }

  /** Whether the host has cancelled it. */
  boolean cut() {
    return cancellation.cut();
  }

  /**
   * Runs code of the connector for the call, or not at all when its instance is gone already.
   *
   * @param before what the call has done until now
   */
  <T extends @Nullable Object> T during(Applied before, Supplier<T> work) {
    if (cut()) {
      throw new CallFailedException(replaced(before));
    }
    try {
      return work.get();
    } catch (CallFailedException e) {
      rest(e.failure());
      Failure told = told(e.failure());
      throw told.equals(e.failure()) ? e : new CallFailedException(told);
    }
  }

  // Vendors say it in bodies too, which only their connectors understand.
  private void rest(Failure failure) {
    Duration wait = failure.retryAfter();
    if (failure.code() == FailureCode.RATE_LIMITED
        && wait != null
        && !OperationLimit.isOn(failure)
        && instance.context().transport() instanceof BackoffTransport vendor) {
      vendor.rest(wait, attempt.sent());
    }
  }

  /** An event of the call's stream. */
  @Nullable Record told(@Nullable Record event) {
    return StreamFailure.replaced(event, this::told);
  }

  /** A failure of its connector; a token of ours that was good no more is no fault of it. */
  Failure ofCredential(Failure failure) {
    return failure.code() == FailureCode.UNAUTHENTICATED && attempt.sent().anotherCredential()
        ? PlatformCause.CREDENTIAL.on(failure)
        : failure;
  }

  private Failure told(Failure told) {
    Failure failure = ofMemory(ofCredential(told));
    boolean follows = cut() && FOLLOWING.contains(failure.code());
    return atLeast(
        follows && PlatformCause.of(failure) == null ? replaced(applied(failure)) : failure);
  }

  // Another provider's answer would find no room either.
  private Failure ofMemory(Failure failure) {
    CallMemory known = memory();
    return failure.code() == FailureCode.SATURATED && known != null && known.refused()
        ? PlatformCause.MEMORY.on(failure)
        : failure;
  }

  // What the connector says of the effect, unless the transport knows that it may be more.
  private Failure atLeast(Failure failure) {
    // A read has no effect, whatever it cost.
    if (effect == Effect.NONE) {
      return failure.applied() == Applied.NO ? failure : failure.withApplied(Applied.NO);
    }
    Applied floor = attempt.sent().atLeast(effect);
    return failure.applied() == Applied.NO && floor != Applied.NO
        ? failure.withApplied(floor)
        : failure;
  }

  // What ends a call in the middle cannot know that nothing of it was done.
  private Applied applied(Failure failure) {
    boolean vague = failure.code() == FailureCode.CANCELLED && failure.applied() == Applied.NO;
    return vague ? effect.unanswered() : failure.applied();
  }

  private static Failure replaced(Applied applied) {
    return PlatformCause.REPLACED.on(
        Failure.of(
                FailureCode.UNAVAILABLE,
                "the provider was replaced or withdrawn while the call was under way")
            .withApplied(applied));
  }

  /** What it carries in place of its input; null when it carries that. */
  @Nullable CarriedBytes bytes() {
    return attempt.bytes();
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public Duration remaining() {
    Duration left = attempt.remaining();
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled() || attempt.cancelled() || remaining().isZero();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(() -> guarded(action));
  }

  /** An action of the host, which needs no guard. */
  void onCancelOfHost(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public void pause(Duration duration) {
    Duration left = remaining();
    boolean late = duration.compareTo(left) >= 0;
    if (waited(late ? left : duration)) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    if (late) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
    }
  }

  @Override
  public Optional<String> idempotencyKey() {
    return attempt.idempotencyKey();
  }

  @Override
  public Map<String, String> labels() {
    return attempt.labels();
  }

  @Override
  public Optional<String> traceparent() {
    return attempt.traceparent();
  }

  @Override
  public SentRequests sent() {
    return attempt.sent();
  }

  private synchronized @Nullable CallMemory memory() {
    return memory;
  }

  @Override
  public synchronized CallMemory memory(Supplier<CallMemory> own) {
    CallMemory known = memory;
    if (known == null) {
      known = own.get();
      memory = known;
      atEnd(known::close);
    }
    return known;
  }

  @Override
  public long used() {
    CallMemory known = memory();
    return known == null ? 0 : known.used();
  }

  @Override
  public void giveBack(long bytes) {
    CallMemory known = memory();
    if (known != null) {
      known.giveBack(bytes);
    }
  }

  @Override
  public void reserve(long bytes) {
    CallMemory known = memory();
    if (known != null) {
      known.reserve(bytes);
    }
  }

  @Override
  public void meter(String unit, long quantity) {
    attempt.meter(unit, quantity);
  }

  // A name goes to no vendor.
  @Override
  public Optional<Caller> caller() {
    Invocation made = attempt.invocation();
    return made == null || !instance.connector().manifest().egress().isEmpty()
        ? Optional.empty()
        : Optional.of(caller(made.principal()));
  }

  @Override
  public boolean byStep() {
    Invocation made = attempt.invocation();
    return made != null && made.parent() != null;
  }

  private static Caller caller(Principal principal) {
    return new Caller(
        Principal.ID.write(principal.id()),
        principal.name(),
        principal.type() == Principal.Type.USER);
  }

  @Override
  public ProviderContext provider() {
    Attempt.Batched batched = attempt.batched();
    return batched != null && instance.target() instanceof WireBatches batches
        ? instance.context().through(new BatchTransport(instance.context(), batches, batched))
        : instance.context();
  }

  @Override
  public synchronized OnBehalf onBehalf() {
    Invocation caller = attempt.invocation();
    if (caller == null) {
      return Call.super.onBehalf();
    }
    OnBehalf known = behalf;
    if (known == null) {
      known = instance.onBehalf(caller, this);
      behalf = known;
    }
    return known;
  }

  /** Waits, and tells whether the call was cancelled meanwhile. */
  private boolean waited(Duration duration) {
    try {
      return cancellation.await(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** An action of the connector runs on the canceller's thread and must not break it. */
  private void guarded(Runnable action) {
    try {
      instance
          .realm()
          .enter(
              instance.connector().name(),
              Applied.NO,
              () -> {
                action.run();
                return true;
              });
    } catch (CallFailedException e) {
      // The realm has logged it; the call is over anyway.
    }
  }
}
