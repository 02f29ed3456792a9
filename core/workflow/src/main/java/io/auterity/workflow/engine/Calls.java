package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invocation.Door;
import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunBirth;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of steps, each on a virtual thread of its own. */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Invoker invoker;
  private final Ids ids;
  private final Catalogue catalogue;
  private final Binder binder;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile CountDownLatch drained = new CountDownLatch(0);

  Calls(Invoker invoker, Ids ids, Catalogue catalogue, Binder binder) {
    this.invoker = invoker;
    this.ids = ids;
    this.catalogue = catalogue;
    this.binder = binder;
  }

  /**
   * Starts a call; {@code opened} gets its exchange, {@code ended} its result in every case.
   *
   * @param only identity of the one provider that may be asked; null where any may
   */
  void start(
      RunBirth run,
      Workflow workflow,
      PreparedStep.Dispatch call,
      @Nullable String only,
      Consumer<Exchange> opened,
      Consumer<CallResult> ended) {
    Invocation invocation = invocation(run, workflow, call, only);
    underWay.incrementAndGet();
    Thread.startVirtualThread(
        () -> {
          try {
            report(invocation, opened, ended);
          } finally {
            left();
          }
        });
  }

  // Its answer is held until it is told. Also of a call that an error of the machine ended: its
  // step would wait for ever.
  private void report(
      Invocation invocation, Consumer<Exchange> opened, Consumer<CallResult> ended) {
    try (Holder held = new Holder()) {
      CallResult result = lost(invocation.id());
      try {
        result = result(invocation, opened, held);
      } finally {
        ended.accept(result);
      }
    }
  }

  /** Closes the exchange of a call, if it was opened. */
  private static final class Holder implements AutoCloseable {
    private @Nullable Exchange exchange;

    @Override
    public void close() {
      if (exchange != null) {
        exchange.close();
      }
    }
  }

  private Invocation invocation(
      RunBirth run, Workflow workflow, PreparedStep.Dispatch call, @Nullable String only) {
    String step = call.step().text(workflow);
    int round = call.step().round();
    Map<String, String> labels = new HashMap<>(run.labels());
    labels.putAll(call.labels());
    return Invocation.of(
            ids.next(), run.scope(), run.principal(), call.capability(), Payload.of(call.input()))
        .labels(labels)
        .provider(call.provider())
        .timeout(call.timeout())
        .idempotencyKey("%s/%s/%d".formatted(Invocation.RUN_ID.write(run.id()), step, round))
        .door(Door.WORKFLOW)
        .trace(run.trace())
        .parent(new Parent(run.id(), step, round, only))
        .build();
  }

  private CallResult result(Invocation invocation, Consumer<Exchange> opened, Holder held) {
    try {
      Exchange exchange = invoker.open(invocation);
      held.exchange = exchange;
      opened.accept(exchange);
      return new CallReader(binder, catalogue.find(invocation.capability())).read(exchange);
    } catch (CallFailedException e) {
      held.close();
      return new CallResult.Failed(invocation.id(), e.failure());
    } catch (RuntimeException e) {
      held.close();
      LOG.error(
          "The call {} of {} broke.", invocation.capability(), invocation.idempotencyKey(), e);
      return broken(invocation.id());
    }
  }

  // How far it had come is not known.
  private static CallResult broken(UUID decision) {
    return new CallResult.Failed(
        decision,
        Failure.of(FailureCode.INTERNAL, "the call broke inside the server; see its log")
            .withApplied(Applied.UNKNOWN));
  }

  // The process failed, not the call: it is made again where that has no second effect.
  private static CallResult lost(UUID decision) {
    Failure failure =
        Failure.of(FailureCode.INTERNAL, "the server failed during the call; see its log")
            .withApplied(Applied.UNKNOWN)
            .withRetryable(true);
    return new CallResult.Failed(decision, PlatformCause.PROCESS.on(failure));
  }

  private void left() {
    if (underWay.decrementAndGet() == 0) {
      drained.countDown();
    }
  }

  /** Waits until no call is under way; false when time is up before. No call starts any more. */
  boolean drained(Duration atMost) {
    CountDownLatch last = new CountDownLatch(1);
    drained = last;
    if (underWay.get() == 0) {
      return true;
    }
    try {
      return last.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
