package io.auterity.provider.call;

import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.time.Time;
import io.auterity.provider.Attempt;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.RefusedFields;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Measured;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.spi.WireBatches;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireChat;
import io.auterity.spi.inbound.ServesInbound;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One generation of a provider, kept open for one attempt. */
final class ProviderLease implements Lease {

  private final ProviderInfo provider;
  private final List<InjectedFault> faults;
  private final ProviderInstance instance;
  private final CpuBoundWork heavy;
  private final Time time;
  private final Queue<ConnectorEvents> streams = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over one entry of the instance. */
  ProviderLease(
      ProviderInfo provider,
      List<InjectedFault> faults,
      ProviderInstance instance,
      CpuBoundWork heavy,
      Time time) {
    this.provider = provider;
    this.faults = faults;
    this.instance = instance;
    this.heavy = heavy;
    this.time = time;
  }

  @Override
  public ProviderInfo provider() {
    return provider;
  }

  @Override
  public List<String> lossy(Record input) {
    if (!(instance.target() instanceof Ai ai)) {
      return List.of();
    }
    return switch (input) {
      case ChatRequest chat -> instance.entered(Applied.NO, () -> List.copyOf(ai.lossy(chat)));
      case EmbeddingRequest texts ->
          instance.entered(Applied.NO, () -> List.copyOf(ai.lossy(texts)));
      case Measured other -> instance.entered(Applied.NO, () -> List.copyOf(ai.lossy(other)));
      default -> List.of();
    };
  }

  @Override
  public boolean passes(Capability capability, WireBody body) {
    return instance.target() instanceof WireChat chat
        && chat.dialect().equals(body.dialect())
        && instance.entered(Applied.NO, () -> chat.passes(body.frame(), capability.stream()));
  }

  @Override
  public boolean speaks(String dialect) {
    return instance.target() instanceof WireChat chat && chat.dialect().equals(dialect);
  }

  @Override
  public ChatConstraints target() {
    return instance.takes();
  }

  @Override
  public RefusedFields learnt() {
    return instance.learnt();
  }

  @Override
  public Record call(Capability capability, Record input, Attempt attempt) {
    ConnectorCall call = begin(capability, attempt);
    try {
      Record given = instance.filled(input, call);
      return call.during(Applied.NO, () -> onItsThread(capability, given, call));
    } finally {
      call.end();
    }
  }

  @Override
  public Events<? extends Record> stream(Capability capability, Record input, Attempt attempt) {
    ConnectorCall call = begin(capability, attempt);
    try {
      Record given = instance.filled(input, call);
      Events<?> events =
          call.during(
              Applied.NO,
              () -> entered(capability, () -> (Events<?>) answer(capability, given, call)));
      ConnectorEvents stream = new ConnectorEvents(events, call);
      streams.add(stream);
      return stream;
    } catch (CallFailedException e) {
      call.end();
      throw e;
    }
  }

  @Override
  public <T extends @Nullable Object> T batches(
      Attempt attempt, BiFunction<WireBatches, Call, T> work) {
    ConnectorCall call =
        new ConnectorCall(
            instance.connector().manifest().kind() + ".batch", Effect.NONE, attempt, instance);
    if (!(instance.target() instanceof WireBatches batches)) {
      throw call.unsupported();
    }
    call.begin();
    try {
      return call.during(
          Applied.NO, () -> instance.entered(Applied.NO, () -> work.apply(batches, call)));
    } finally {
      call.end();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        streams.forEach(ConnectorEvents::close);
      } finally {
        instance.inFlight().leave();
      }
    }
  }

  private ConnectorCall begin(Capability capability, Attempt attempt) {
    for (InjectedFault fault : faults) {
      if (fault.hits(capability.id(), time.now())) {
        throw fault.failed();
      }
    }
    ConnectorCall call = new ConnectorCall(capability.id(), capability.effect(), attempt, instance);
    OperationSupport support = provider.support().get(capability.operation());
    if (support == null || support.support() == Support.NONE) {
      throw unsupported(call, support);
    }
    if (provider.withheld().contains(capability.operation())) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          ("%s of connector '%s' is unverified (grade V0): say unverified: true in provider '%s' to"
                  + " use it all the same")
              .formatted(capability.operation(), provider.connector(), provider.id()));
    }
    call.begin();
    return call;
  }

  private static CallFailedException unsupported(
      ConnectorCall call, @Nullable OperationSupport said) {
    CallFailedException plain = call.unsupported();
    return said == null || said.note() == null
        ? plain
        : new CallFailedException(
            Failure.of(
                FailureCode.UNSUPPORTED, "%s: %s".formatted(plain.getMessage(), said.note())));
  }

  // What answers bytes computes between them, and would hold the carrier of a virtual thread.
  private Record onItsThread(Capability capability, Record input, ConnectorCall call) {
    if (call.bytes() != null) {
      return CpuBoundWork.aside(() -> result(capability, input, call));
    }
    return isHeavy(capability)
        ? heavy.run(call, () -> result(capability, input, call))
        : result(capability, input, call);
  }

  /**
   * A heavy operation is heavy only where this machine does the work: native inference would hold
   * the carrier of a virtual thread, while an answer from a vendor or a recording is mere waiting.
   */
  private boolean isHeavy(Capability capability) {
    return capability.heavy() && instance.connector().plugin().manifest().natives();
  }

  private Record result(Capability capability, Record input, ConnectorCall call) {
    return entered(capability, () -> (Record) answer(capability, input, call));
  }

  private <T> T entered(Capability capability, Supplier<T> work) {
    return instance.entered(capability.effect().unanswered(), work);
  }

  private Object answer(Capability capability, Record input, ConnectorCall call) {
    Object answer = invoke(capability, input, call);
    if (answer == null) {
      throw new CallFailedException(
          FailureCode.INTERNAL,
          "%s returned nothing for %s".formatted(instance.connector().name(), capability.id()));
    }
    return answer;
  }

  // Calls the method of the kind that the capability stands for.
  private @Nullable Object invoke(Capability capability, Record input, ConnectorCall call) {
    CarriedBytes bytes = call.bytes();
    if (bytes != null) {
      return served(bytes, call);
    }
    if (input instanceof WireBody body) {
      WireChat chat = (WireChat) instance.target();
      return capability.stream() ? chat.streamChat(body, call) : chat.createChat(body, call);
    }
    try {
      return capability.method().invoke(instance.target(), input, call);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Done served(CarriedBytes bytes, ConnectorCall call) {
    if (!(instance.target() instanceof ServesInbound serving)) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "provider %s has %s for the API alone: its own clients go to its vendor"
              .formatted(provider.id(), instance.connector().manifest().kind()));
    }
    serving.serve(bytes.take(), bytes.reply(), bytes, call);
    return Done.DONE;
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }
}
