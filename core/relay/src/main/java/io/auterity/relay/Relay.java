package io.auterity.relay;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.road.EndedCall;
import io.auterity.relay.road.Road;
import io.auterity.relay.road.RoadExchange;
import io.auterity.relay.road.RoadServices;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only {@link Invoker}: every call of every door takes the road that begins here. It knows the
 * calls under way, so that a stop ends them before it ends what they need.
 */
public final class Relay implements Invoker, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** How long cancelled calls may take to notice. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final DecisionLog log;
  private final Road road;
  private final Set<RoadExchange> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile boolean stopping;
  private volatile Consumer<EndedCall> shadows = ended -> {};

  public Relay(RoadServices services) {
    this.log = services.log();
    this.road = new Road(services);
  }

  /**
   * Starts a call. It is made on the thread that pulls the exchange; once this is closed it goes no
   * further than its decision.
   *
   * @throws IllegalArgumentException when the invocation's id is not a UUID of version 7
   */
  @Override
  public Exchange open(Invocation invocation) {
    Days.of(invocation.id());
    try {
      log.admit(invocation.scope().tenant());
    } catch (CallFailedException e) {
      return new NotAdmitted(invocation.id(), e.failure());
    }
    RoadExchange call = road.begin(invocation, this::ended);
    open.add(call);
    if (stopping) {
      call.cancel();
    }
    return call;
  }

  private void ended(RoadExchange call) {
    open.remove(call);
    EndedCall compared = call.compared();
    if (compared != null && !stopping) {
      shadows.accept(compared);
    }
    if (stopping) {
      lock.lock();
      try {
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * From now on this takes each call with shadow traffic and each shadow copy, once it has ended.
   */
  public void compareWith(Consumer<EndedCall> comparer) {
    shadows = comparer;
  }

  /** Cancels the calls that are still under way and waits until they have left their decisions. */
  @Override
  public void close() {
    stopping = true;
    open.forEach(RoadExchange::cancel);
    awaitAllEnded();
    if (!open.isEmpty()) {
      LOG.warn("{} calls do not end; they leave no decision", open.size());
    }
  }

  private void awaitAllEnded() {
    lock.lock();
    try {
      long left = GRACE.toNanos();
      while (!open.isEmpty() && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** A call that leaves no decision, because no more decisions can be taken. */
  private record NotAdmitted(UUID decision, Failure failure) implements Exchange {
    @Override
    public @Nullable Record next() {
      return null;
    }

    @Override
    public void cancel() {}

    @Override
    public Outcome outcome() {
      return new Outcome.Refused(decision, failure);
    }

    @Override
    public void close() {}
  }
}
