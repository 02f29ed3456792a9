package io.auterity.platform.provider;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One generation of a provider, kept open for one attempt. */
final class ProviderLease implements Lease {

  private final HostedProvider provider;
  private final ProviderInstance instance;
  private final HeavyWork heavy;
  private final Time time;
  private final Queue<ConnectorEvents> streams = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over one entry of the instance's gate. */
  ProviderLease(HostedProvider provider, ProviderInstance instance, HeavyWork heavy, Time time) {
    this.provider = provider;
    this.instance = instance;
    this.heavy = heavy;
    this.time = time;
  }

  @Override
  public ProviderInfo provider() {
    return provider.info();
  }

  @Override
  public Record call(Capability capability, Record input, Attempt attempt) {
    ConnectorCall call = begin(capability, attempt);
    try {
      return replacement(capability, call)
          .during(
              Applied.NO,
              () ->
                  isHeavy(capability)
                      ? heavy.run(call, instance.gate(), () -> result(capability, input, call))
                      : result(capability, input, call));
    } finally {
      instance.gate().ended(call.cancellation());
    }
  }

  @Override
  public Events<? extends Record> stream(Capability capability, Record input, Attempt attempt) {
    ConnectorCall call = begin(capability, attempt);
    try {
      Replacement replacement = replacement(capability, call);
      Events<?> events =
          replacement.during(
              Applied.NO,
              () -> entered(capability, () -> (Events<?>) answer(capability, input, call)));
      ConnectorEvents stream =
          new ConnectorEvents(
              events, instance, replacement, () -> instance.gate().ended(call.cancellation()));
      streams.add(stream);
      return stream;
    } catch (CallFailedException e) {
      instance.gate().ended(call.cancellation());
      throw e;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        streams.forEach(ConnectorEvents::close);
      } finally {
        instance.gate().leave();
      }
    }
  }

  private ConnectorCall begin(Capability capability, Attempt attempt) {
    attempt.meter(Attempt.CALLS, 1);
    provider
        .faults()
        .at(capability.id(), time.now())
        .ifPresent(
            fault -> {
              throw fault;
            });
    ConnectorCall call = new ConnectorCall(capability.id(), attempt, instance);
    OperationSupport support = provider.info().support().get(capability.operation());
    if (support == null || support.support() == Support.NONE) {
      throw call.unsupported();
    }
    instance.gate().begun(call.cancellation());
    return call;
  }

  /**
   * A heavy operation is heavy only where this machine does the work: native inference would hold
   * the carrier of a virtual thread, while an answer from a vendor or a recording is mere waiting.
   */
  private boolean isHeavy(Capability capability) {
    return capability.heavy() && instance.connector().plugin().manifest().natives();
  }

  private static Replacement replacement(Capability capability, ConnectorCall call) {
    return new Replacement(call.cancellation(), capability.effect());
  }

  private Record result(Capability capability, Record input, ConnectorCall call) {
    return entered(capability, () -> (Record) answer(capability, input, call));
  }

  private Object answer(Capability capability, Record input, ConnectorCall call) {
    Object answer = Operations.invoke(capability, instance.target(), input, call);
    if (answer == null) {
      throw new CallFailedException(
          FailureCode.INTERNAL,
          "%s returned nothing for %s".formatted(instance.connector().name(), capability.id()));
    }
    return answer;
  }

  private <T> T entered(Capability capability, Supplier<T> work) {
    return instance.entered(capability.effect().unanswered(), work);
  }
}
