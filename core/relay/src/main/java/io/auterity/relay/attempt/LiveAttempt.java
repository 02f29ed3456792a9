package io.auterity.relay.attempt;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.provider.Attempt;
import io.auterity.platform.provider.Lease;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.platform.transport.SentRequests;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.StopSignal;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.health.Admission.Permit;
import io.auterity.relay.health.Vitals;
import io.auterity.relay.ledger.Hold;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt under way, with all that was taken for it. */
final class LiveAttempt implements Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(LiveAttempt.class);

  final AttemptCommand.Dispatch dispatch;
  final Vitals vitals;
  final long held;
  final long beganNanos;

  private final CallState call;
  private @Nullable Permit permit;
  private @Nullable Hold hold;
  private final Lease lease;
  private final Record input;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Long> meter = new HashMap<>();
  private final SentRequests sent = new SentRequests();
  private final List<StopSignal.Listener> listeners = new ArrayList<>(2);
  private @Nullable Events<? extends Record> events;
  private List<String> lost = List.of();
  private boolean asked;
  private boolean answered;
  private boolean ended;
  private boolean released;

  LiveAttempt(
      CallState call,
      AttemptCommand.Dispatch dispatch,
      Vitals vitals,
      Permit permit,
      Hold hold,
      long held,
      Lease lease,
      Record input) {
    this.call = call;
    this.dispatch = dispatch;
    this.vitals = vitals;
    this.permit = permit;
    this.hold = hold;
    this.held = held;
    this.lease = lease;
    this.input = input;
    this.beganNanos = call.now();
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

  /** Whether the vendor may have done something for it that costs. */
  boolean mayCost(@Nullable Failure failure) {
    return failure == null
        || answered
        || failure.applied() != Applied.NO
        || Decision.Tried.told(metered());
  }

  /** Asks the connector for its one answer. */
  Record call(Capability capability) {
    return inside(
        capability,
        () -> {
          compare();
          return lease.call(capability, input, this);
        });
  }

  /** Asks the connector for the next event of its stream; null at the end. */
  @Nullable Record next(Capability capability) {
    return inside(
        capability,
        () -> {
          Events<? extends Record> open = events;
          if (open == null) {
            compare();
            open = lease.stream(capability, input, this);
            events = open;
          }
          return checked(capability, open.next());
        });
  }

  /** What of the input this provider is not told. */
  List<String> lost() {
    return lost;
  }

  // Only who asks at the gateway is told, or has asked for all or nothing.
  private void compare() {
    Invocation invocation = call.invocation();
    if (invocation.door() == Invocation.Door.GATEWAY || invocation.strict()) {
      lost = lease.lossy(input);
    }
    if (invocation.strict() && !lost.isEmpty()) {
      throw new CallFailedException(
          Failure.of(
              FailureCode.UNSUPPORTED,
              "%s cannot be told all of the request: %s"
                  .formatted(provider(), String.join(", ", lost))));
    }
  }

  // A chat says itself when it has ended; one that merely stops was cut.
  private @Nullable Record checked(Capability capability, @Nullable Record event) {
    answered |= event != null && !(event instanceof ChatEvent.Failed);
    ended |= event instanceof ChatEvent.Finished;
    if (event == null && capability.output() == ChatEvent.class && !ended) {
      throw new CallFailedException(
          Failure.of(FailureCode.UNAVAILABLE, "the stream stopped before its end")
              .withApplied(Applied.UNKNOWN));
    }
    return event;
  }

  /** Gives its permit back; harmless when called again. */
  void giveBack(Consumer<Permit> how) {
    Permit given = permit;
    permit = null;
    if (given != null) {
      how.accept(given);
    }
  }

  /** Closes its hold and tells what became of it; nothing when called again. */
  List<Hold.Closed> settle(long cost, long calls) {
    Hold open = hold;
    hold = null;
    return open == null ? List.of() : open.settle(cost, calls);
  }

  /** Lets go of the connector; harmless when called again. */
  void release() {
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
    call.stop().enter();
    try {
      return work.run();
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} failed in {}", provider(), capability.id(), e);
      throw new CallFailedException(
          Failure.of(FailureCode.INTERNAL, provider() + " failed unexpectedly")
              .withApplied(capability.effect().unanswered()));
    } finally {
      call.stop().leave();
    }
  }

  @Override
  public Duration remaining() {
    return call.remaining();
  }

  @Override
  public boolean cancelled() {
    return call.stop().asked();
  }

  @Override
  public void onCancel(Runnable action) {
    StopSignal.Listener listener = call.stop().onStop(action);
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

  @Override
  public Optional<String> traceparent() {
    return Optional.ofNullable(call.invocation().trace()).map(TraceContext::header);
  }

  @Override
  public SentRequests sent() {
    return sent;
  }

  @Override
  public void meter(String unit, long quantity) {
    lock.lock();
    try {
      meter.merge(unit, quantity, Long::sum);
    } finally {
      lock.unlock();
    }
  }

  Map<String, Long> metered() {
    lock.lock();
    try {
      return Map.copyOf(meter);
    } finally {
      lock.unlock();
    }
  }
}
