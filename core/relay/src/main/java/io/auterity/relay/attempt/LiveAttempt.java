package io.auterity.relay.attempt;

import io.auterity.ledger.BudgetHold;
import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.platform.transport.SentRequests;
import io.auterity.provider.Attempt;
import io.auterity.provider.Lease;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.Admission.Permit;
import io.auterity.provider.health.LiveHealth;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.StopSignal;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.rehearsal.RehearsedOutage;
import io.auterity.relay.route.RouteTimeouts;
import io.auterity.relay.telemetry.AttemptSpan;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt under way, with all that was taken for it. */
final class LiveAttempt implements Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(LiveAttempt.class);

  final AttemptCommand.Dispatch dispatch;
  final LiveHealth vitals;
  final long beganNanos;

  private final CallState call;
  private volatile @Nullable Permit permit;
  private @Nullable BudgetHold budgetHold;
  private final @Nullable Integer outputLimit;
  private final Lease lease;
  private final AttemptRequest request;
  private final AttemptThoughts thinking;
  private final AttemptSpan span;
  private final ReentrantLock lock = new ReentrantLock();
  private final SentRequests sent;
  private final CallMemory memory;
  private final List<StopSignal.Listener> listeners = new ArrayList<>(2);
  private final StopSignal signal = new StopSignal();
  private final StopSignal.Listener ofCall;
  private final FirstEventBuffer stage;
  private final AttemptMeter used;
  private @Nullable SilenceWatch watch;
  private @Nullable Events<? extends Record> events;
  private @Nullable Long firstNanos;
  private volatile @Nullable Record answer;
  private volatile long enteredNanos;
  private volatile boolean inside;
  private volatile @Nullable Failure cut;
  private boolean asked;
  private boolean released;
  private boolean lay;
  private volatile boolean full;

  /**
   * @param begun what was said before a stream was cut, which it goes on from; null when it begins
   */
  LiveAttempt(
      CallState call,
      AttemptCommand.Dispatch dispatch,
      LiveHealth vitals,
      Permit permit,
      AttemptHolds.Held held,
      Lease lease,
      KeptThoughts thoughts,
      @Nullable String begun) {
    this.call = call;
    this.dispatch = dispatch;
    this.vitals = vitals;
    this.permit = permit;
    // What a vendor asks to wait for rests this model, and not its account, while it is known here.
    boolean model = call.plan().candidate(offer()).offer().model() != null;
    this.sent = new SentRequests(() -> model && this.permit != null, baggage(call));
    this.memory = call.memory().part();
    this.budgetHold = held.hold();
    this.outputLimit = held.limit();
    this.lease = lease;
    Record input = held.input();
    Offer at = call.plan().candidate(offer()).offer();
    this.request = new AttemptRequest(call, lease, at, input, thoughts, begun);
    this.thinking = new AttemptThoughts(call.invocation(), at.provider().connector(), thoughts);
    this.beganNanos = call.now();
    this.span =
        call.trace()
            .attempt(
                call.capability().id(),
                call.capability().stream(),
                call.plan().candidate(offer()).offer(),
                input);
    this.stage =
        new FirstEventBuffer(
            call.capability().output() instanceof Class<?> event
                && StreamEvent.class.isAssignableFrom(event));
    InputSize size = begun == null ? call.inputSize() : call.inputSize().and(begun);
    this.used = new AttemptMeter(call, input, size, stage, sent);
    this.ofCall = call.stop().onStop(signal::callerGone);
  }

  /** From now on it is ended when its provider is silent for too long. */
  void watch(RouteTimeouts limits, CallTimers timers) {
    watch =
        new SilenceWatch(
            this, limits, call.capability().stream(), timers, call::now, call.deadline());
    watch.begin();
  }

  int number() {
    return dispatch.attempt();
  }

  String offer() {
    return dispatch.choice().offer();
  }

  String provider() {
    return dispatch.choice().provider();
  }

  /** Whether the connector has been asked for anything. */
  boolean asked() {
    return asked;
  }

  /** What stands between its stream and the caller. */
  FirstEventBuffer stage() {
    return stage;
  }

  /** Notes that the caller sees the first of its answer now. */
  void shown(long now) {
    firstNanos = now - beganNanos;
    answering();
  }

  /** Notes that its answer is beginning to come. */
  void answering() {
    Permit given = permit;
    if (given != null) {
      vitals.answering(given);
    }
  }

  /** From its beginning to the first that a caller could see; null before that. */
  @Nullable Long firstNanos() {
    return firstNanos;
  }

  /** Whether its provider has begun to answer, as far as a caller could tell. */
  boolean begun() {
    return call.capability().stream() ? stage.shown() : answer != null || sent.heard();
  }

  /** How sure its answer is; null when it does not say so, or there is none. */
  @Nullable Double confidence() {
    return AttemptRules.confidence(answer);
  }

  /** When its provider last gave a sign of life, or need not have given one. */
  long aliveAt(long now) {
    if (!inside) {
      return now;
    }
    long entered = enteredNanos;
    return sent.heard() && sent.heardAt() - entered > 0 ? sent.heardAt() : entered;
  }

  /** Ends it for that reason; from any thread. */
  void cut(Failure why) {
    lock.lock();
    try {
      if (released || cut != null) {
        return;
      }
      cut = why;
    } finally {
      lock.unlock();
    }
    signal.timeIsOver();
  }

  /** Why it was ended; null when it was not. */
  @Nullable Failure cutFor() {
    return cut;
  }

  /** Puts what it used on the call's bill; only tells it again when called again. */
  AttemptMeter.Billed bill(Offer offer, @Nullable Failure failure) {
    if (request.tellsAll()) {
      used.tellsAll();
    }
    return used.bill(offer, failure, answer);
  }

  /** Asks the connector for its one answer. */
  Record call(Capability capability) {
    Record value =
        inside(
            capability,
            () -> {
              request.compare();
              return callOnce(capability);
            });
    answer = value;
    full |= value instanceof ChatResponse chat && chat.reason() == FinishReason.LENGTH;
    thinking.saw(value);
    span.saw(value);
    return value;
  }

  // A line that lies with a vendor stays there: no other offer is asked, and it is asked later.
  // Of a request of bytes nothing is left to repeat.
  private Record callOnce(Capability capability) {
    try {
      return request.told(sent(form -> lease.call(capability, form, this)));
    } catch (CallFailedException e) {
      if (bytes() != null) {
        throw new CallFailedException(PlatformCause.off(e.failure()).withRetryable(false));
      }
      if (lay && PlatformCause.of(e.failure()) == PlatformCause.REPLACED) {
        throw new CallFailedException(
            Failure.of(
                FailureCode.CANCELLED, "the provider was replaced while the line lay with it"));
      }
      throw e;
    }
  }

  // What a vendor refuses and the caller can do without is left out of a further request.
  private <T> T sent(Function<Record, T> asking) {
    while (true) {
      try {
        return asking.apply(request.form());
      } catch (CallFailedException e) {
        if (!request.mends(e.failure())) {
          throw e;
        }
      }
    }
  }

  /** Asks the connector for more of its stream: what the caller gets of it; null at the end. */
  @Nullable List<Record> next(Capability capability) {
    return inside(
        capability,
        () -> {
          Events<? extends Record> open = events;
          if (open == null) {
            request.compare();
            open = sent(form -> lease.stream(capability, form, this));
            events = open;
          }
          Record next = open.next();
          Record event = next == null ? null : request.told(next);
          if (event != null) {
            full |= event instanceof ChatEvent.Finished end && end.reason() == FinishReason.LENGTH;
            thinking.saw(event);
            span.saw(event);
          }
          return stage.take(event);
        });
  }

  /** What of the input this provider is not told. */
  List<String> lost() {
    return request.lost();
  }

  /** How long its answer may be, where a budget alone limits that; null where none does. */
  @Nullable Integer outputLimit() {
    return outputLimit;
  }

  /** What that did to its answer, which used so much; null where there was none. */
  Decision.@Nullable OutputLimit outputLimit(Map<String, Long> used) {
    if (outputLimit == null) {
      return null;
    }
    long written =
        TokenUnit.ofOutput().stream().mapToLong(unit -> used.getOrDefault(unit.wire(), 0L)).sum();
    return new Decision.OutputLimit(outputLimit, full || written >= outputLimit);
  }

  /** Gives its permit back; harmless when called again. */
  void giveBack(Consumer<Permit> how) {
    Permit given = permit;
    permit = null;
    if (given != null) {
      how.accept(given);
    }
  }

  /** What its requests are traced under. */
  AttemptSpan span() {
    return span;
  }

  /** Closes its hold and tells what became of it; nothing when called again. */
  List<BudgetHold.Closed> settle(long cost, long calls, long tokens) {
    BudgetHold open = budgetHold;
    budgetHold = null;
    return open == null ? List.of() : open.settle(cost, calls, tokens);
  }

  /** Lets go of the connector; harmless when called again. */
  void release() {
    if (watch != null) {
      watch.close();
    }
    Events<? extends Record> open = events;
    events = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("A stream of {} could not be closed", provider(), e);
    } finally {
      leaveStop();
      lease.close();
    }
  }

  private void leaveStop() {
    lock.lock();
    try {
      released = true;
      ofCall.leave();
      listeners.forEach(StopSignal.Listener::leave);
      listeners.clear();
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T extends @Nullable Object> {
    T run();
  }

  // The edge to foreign code: an exception that is no failure becomes one, as text.
  private <T extends @Nullable Object> T inside(Capability capability, Work<T> work) {
    asked = true;
    enteredNanos = call.now();
    inside = true;
    signal.enter();
    try {
      failWhereRehearsed();
      return work.run();
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} failed in {}", provider(), capability.id(), e);
      throw new CallFailedException(
          Failure.of(FailureCode.INTERNAL, provider() + " failed unexpectedly")
              .withApplied(capability.effect().unanswered()));
    } finally {
      signal.leave();
      inside = false;
    }
  }

  // Nothing is sent to a provider that a rehearsal had taken away when the attempt was begun.
  private void failWhereRehearsed() {
    RehearsedOutage outage = call.outage();
    if (outage != null && vitals == outage.vitals()) {
      Thread waiting = Thread.currentThread();
      onCancel(() -> LockSupport.unpark(waiting));
      throw new CallFailedException(outage.failed(this::cancelled));
    }
  }

  @Override
  public Duration remaining() {
    BatchPlace place = call.invocation().place();
    Duration left = call.remaining();
    if (place == null || lay) {
      return left;
    }
    Duration alone = place.alone().minusNanos(call.now() - beganNanos);
    return alone.isNegative() ? Duration.ZERO : alone.compareTo(left) < 0 ? alone : left;
  }

  @Override
  public @Nullable Batched batched() {
    BatchPlace place = call.invocation().place();
    if (place == null || call.capability().stream()) {
      return null;
    }
    ProviderInfo at = call.plan().candidate(offer()).offer().provider();
    OperationSupport support = at.support().get(call.capability().operation());
    boolean batched = support != null && support.batch() && at.offering().batch();
    boolean taken = offer().equals(place.offer()) || (batched && place.open());
    return taken ? (request, of) -> lie(place, request, of) : null;
  }

  // It is not known for how long: it takes no slot of its provider, and its silence says nothing.
  private WireResponse lie(BatchPlace place, WireRequest request, Call of) {
    lay = true;
    used.asBatch();
    SilenceWatch watching = watch;
    if (watching != null) {
      watching.close();
    }
    giveBack(vitals::unused);
    return billed(place, request, of);
  }

  // What a vendor's batch has answered is paid for, whether or not it can be read.
  private WireResponse billed(BatchPlace place, WireRequest request, Call of) {
    try {
      WireResponse told = place.ask(offer(), request, of);
      if (told.succeeded()) {
        used.served();
      }
      return told;
    } catch (CallFailedException e) {
      if (e.failure().applied() != Applied.NO) {
        used.served();
      }
      throw e;
    }
  }

  @Override
  public @Nullable CarriedBytes bytes() {
    return call.invocation().bytes();
  }

  @Override
  public Invocation invocation() {
    return call.invocation();
  }

  @Override
  public boolean cancelled() {
    return signal.asked();
  }

  @Override
  public void onCancel(Runnable action) {
    StopSignal.Listener listener = signal.onStop(action);
    lock.lock();
    try {
      if (released) {
        listener.leave();
      } else {
        listeners.add(listener);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(call.invocation().idempotencyKey());
  }

  @Override
  public Map<String, String> labels() {
    return call.invocation().labels();
  }

  private static Map<String, String> baggage(CallState call) {
    TraceContext trace = call.invocation().trace();
    return trace == null ? Map.of() : trace.baggage();
  }

  @Override
  public Optional<String> traceparent() {
    return Optional.ofNullable(span.context()).flatMap(TraceContext::header);
  }

  @Override
  public CallMemory memory() {
    return memory;
  }

  @Override
  public SentRequests sent() {
    return sent;
  }

  @Override
  public void meter(String unit, long quantity) {
    used.meter(unit, quantity);
  }
}
