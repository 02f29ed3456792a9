package io.auterity.workflow.engine;

import io.auterity.platform.time.Backoff;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier whose cluster may be away. While it is, runs that are to be rung wait in memory, and it
 * is tried again less and less often: once for all of them.
 */
final class CarrierConnection {

  private static final Logger LOG = LoggerFactory.getLogger(CarrierConnection.class);
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final RunCarrier carrier;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedSet<UUID> waiting = new LinkedHashSet<>();
  private boolean answers;
  private volatile IntConsumer retry = failures -> {};
  private volatile String reason = "";
  private volatile boolean started;
  private volatile boolean closed;

  CarrierConnection(RunCarrier carrier) {
    this.carrier = carrier;
  }

  RunCarrier carrier() {
    return carrier;
  }

  /** Why the cluster does not answer; empty while it does, and before it is first tried. */
  Optional<String> away() {
    return Optional.of(reason).filter(why -> !why.isEmpty());
  }

  /**
   * Starts the carrier, again and again until its cluster answers.
   *
   * @param start how
   */
  void open(Consumer<RunCarrier> start, EngineTimers timers) {
    retry = failures -> timers.after(PAUSES.after(failures - 1), () -> connect(start, failures));
    timers.after(Duration.ZERO, () -> connect(start, 0));
  }

  /** Has a run look at what waits for it, or begin; later where the cluster does not answer. */
  void ring(UUID run) {
    if (waits(run)) {
      return;
    }
    try {
      carrier.ring(run);
    } catch (CallFailedException e) {
      lose(run, e);
    }
  }

  private boolean waits(UUID run) {
    lock.lock();
    try {
      if (!answers) {
        waiting.add(run);
      }
      return !answers;
    } finally {
      lock.unlock();
    }
  }

  private void lose(UUID run, CallFailedException failure) {
    lock.lock();
    try {
      waiting.add(run);
      if (!answers) {
        return; // Another one was lost before, and it is tried again already.
      }
      answers = false;
    } finally {
      lock.unlock();
    }
    warn(failure);
    retry.accept(1);
  }

  private void connect(Consumer<RunCarrier> start, int failures) {
    if (closed) {
      return;
    }
    try {
      start(start);
      ringWaiting();
    } catch (CallFailedException e) {
      warn(e);
      retry.accept(failures + 1);
      return;
    }
    if (failures > 0) {
      LOG.info("engine.{}: the cluster answers.", carrier.name());
      reason = "";
    }
  }

  // Each reason once, however often it is tried.
  private void warn(CallFailedException failure) {
    String message = failure.failure().message();
    if (!message.equals(reason)) {
      LOG.warn("Runs wait until it answers: {}", message);
      reason = message;
    }
  }

  private void start(Consumer<RunCarrier> start) {
    if (!started) {
      start.accept(carrier);
      started = true;
    }
    if (closed) {
      carrier.halt();
    }
  }

  // Those that come meanwhile wait behind the others; one that is just being rung waits again.
  private void ringWaiting() {
    Optional<UUID> next = nextWaiting();
    while (next.isPresent() && !closed) {
      ringFirst(next.get());
      next = nextWaiting();
    }
  }

  private void ringFirst(UUID run) {
    try {
      carrier.ring(run);
    } catch (CallFailedException e) {
      lock.lock();
      try {
        waiting.addFirst(run);
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  private Optional<UUID> nextWaiting() {
    lock.lock();
    try {
      answers = waiting.isEmpty();
      return answers ? Optional.empty() : Optional.of(waiting.removeFirst());
    } finally {
      lock.unlock();
    }
  }

  void close() {
    closed = true;
    carrier.close();
  }

  void halt() {
    closed = true;
    carrier.halt();
  }
}
