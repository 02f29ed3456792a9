package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries each run on by a thread of this process, which begins anew from its rows each so many
 * events.
 */
final class ThreadCarrier implements RunCarrier {

  static final String NAME = "threads";

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final EngineTimers timers = EngineTimers.system();
  private final Map<UUID, Execution> executions = new ConcurrentHashMap<>();
  private final AtomicInteger rings = new AtomicInteger();
  private final int most;
  private final Runnable published;
  private @Nullable CarriedRuns runs;
  private volatile boolean closed;

  /**
   * A carrier.
   *
   * @param most events of an execution
   */
  ThreadCarrier(int most) {
    this(most, () -> {});
  }

  /**
   * A carrier.
   *
   * @param most events of an execution
   * @param published done once events are public, before their execution hears of it
   */
  ThreadCarrier(int most, Runnable published) {
    this.most = most;
    this.published = published;
  }

  /** How often a run was rung that was carried on. */
  int rings() {
    return rings.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(CarriedRuns carried) {
    runs = carried;
  }

  @Override
  public void ring(UUID run) {
    executions.compute(
        run,
        (id, old) -> {
          if (old != null) {
            old.callbacks.add(old::rung);
            rings.incrementAndGet();
            return old;
          }
          Execution next = new Execution(id);
          Thread.startVirtualThread(next::run);
          return next;
        });
  }

  @Override
  public boolean carries(UUID run) {
    return executions.containsKey(run);
  }

  @Override
  public void close() {
    halt();
  }

  @Override
  public void halt() {
    closed = true;
    executions.values().forEach(execution -> execution.callbacks.add(() -> {}));
    timers.close();
  }

  private CarriedRuns runs() {
    if (runs == null) {
      throw new IllegalStateException("not started");
    }
    return runs;
  }

  private final class Execution implements CarrierPorts {

    private final UUID run;
    private final Random random = new Random(1);
    private final BlockingQueue<Runnable> callbacks = new LinkedBlockingQueue<>();
    private final Map<StepKey, Runnable> cancels = new ConcurrentHashMap<>();
    private long fence;
    private int events;
    private boolean again;
    private @Nullable CarriedRun carried;

    Execution(UUID run) {
      this.run = run;
    }

    private void rung() {
      if (carried != null) {
        carried.ring();
      }
    }

    private void run() {
      try {
        do {
          again = false;
          carryOn();
          executions.computeIfPresent(run, (id, own) -> again || !callbacks.isEmpty() ? own : null);
        } while (executions.get(run) == this && !closed);
      } catch (FencedException e) {
        executions.remove(run, this);
      }
    }

    private void carryOn() {
      callbacks.clear();
      events = 0;
      Optional<CarriedPosition> at = tried(() -> runs().take(run, 1));
      if (at.isPresent()) {
        fence = at.get().fence();
        List<InboxMessage> waiting = messages(at.get().seq());
        carried = tried(() -> runs().load(run, at.get(), waiting, now(), this));
        again = carried.carryOn() == CarriedRun.Outcome.RENEWED;
      }
    }

    /** Tries again while the database is away. */
    private <T> T tried(Supplier<T> work) {
      while (true) {
        if (closed) {
          throw new FencedException(run);
        }
        try {
          return work.get();
        } catch (CallFailedException e) {
          try {
            Thread.sleep(PAUSE);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FencedException(run);
          }
        }
      }
    }

    private void outside(Runnable work) {
      Thread.startVirtualThread(
          () -> {
            try {
              work.run();
            } catch (FencedException e) {
              Thread.onSpinWait(); // it tells nobody any more
            }
          });
    }

    @Override
    public Instant now() {
      return TestEngine.TIME.now();
    }

    @Override
    public double chance() {
      return random.nextDouble();
    }

    @Override
    public void await(BooleanSupplier condition) {
      try {
        while (!condition.getAsBoolean()) {
          Runnable next = callbacks.take();
          if (closed) {
            throw new FencedException(run);
          }
          next.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FencedException(run);
      }
    }

    @Override
    public void after(Duration delay, Runnable then) {
      timers.after(delay, () -> callbacks.add(then));
    }

    @Override
    public boolean renewing() {
      return events > most;
    }

    @Override
    public void record(int from, JournalEntry entry) {
      events += entry.events().size();
      tried(
          () -> {
            runs().record(run, fence, from, entry);
            return true;
          });
    }

    @Override
    public void publish(int to, boolean changed, List<InboxMessage.Taken> marks, Runnable done) {
      outside(
          () -> {
            tried(
                () -> {
                  runs().publish(run, to, changed, marks);
                  return true;
                });
            published.run();
            callbacks.add(done);
          });
    }

    @Override
    public void call(AfterCommit.Dial dial, Consumer<Optional<CallResult>> ended) {
      StepKey step = dial.call().step();
      outside(
          () ->
              runs()
                  .call(
                      run,
                      dial,
                      cancel -> cancels.put(step, cancel),
                      result -> callbacks.add(() -> ended.accept(Optional.of(result)))));
    }

    @Override
    public void cancel(StepKey step) {
      Runnable cancel = cancels.get(step);
      if (cancel != null) {
        cancel.run();
      }
    }

    @Override
    public void startChild(
        StepKey step, UUID child, @Nullable Json input, Consumer<Optional<RunEvent>> ended) {
      outside(
          () -> {
            Optional<RunEvent> event = tried(() -> runs().startChild(run, step, child, input));
            callbacks.add(() -> ended.accept(event));
          });
    }

    @Override
    public void cancelChild(StepKey step, UUID child, Consumer<Optional<RunEvent>> ended) {
      outside(
          () -> {
            Optional<RunEvent> event = tried(() -> runs().cancelChild(run, step, child));
            callbacks.add(() -> ended.accept(event));
          });
    }

    @Override
    public void awaitEvent(StepKey step, AwaitedEvent event, Instant began, Runnable done) {
      outside(
          () -> {
            tried(
                () -> {
                  runs().awaitEvent(run, step, event, began);
                  return true;
                });
            callbacks.add(done);
          });
    }

    @Override
    public List<InboxMessage> messages(int seq) {
      return tried(() -> runs().messages(run, seq));
    }

    @Override
    public List<InboxMessage> signals(int seq, String name, int limit) {
      return tried(() -> runs().signals(run, seq, name, limit));
    }

    @Override
    public void keep(List<UUID> messages) {
      tried(
          () -> {
            runs().keep(run, fence, messages);
            return true;
          });
    }

    @Override
    public RepetitionFacts facts(
        String capability, Repeatability.@Nullable Aim aim, @Nullable Json input) {
      return tried(() -> runs().facts(run, capability, aim, input));
    }
  }
}
