package io.auterity.server.heads;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.relay.head.HeadExamples;
import io.auterity.relay.head.HeadTraining;
import io.auterity.relay.head.HeadVersion;
import io.auterity.relay.head.HeadVersions;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.TextLearner.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trainings of heads that were asked for. The process has one thread for them, so that they take
 * the memory of one and calls keep their processors; a few wait for it. A tenant has one under way
 * at a time, and its latest are known.
 */
public final class HeadTrainings {

  private static final Logger LOG = LoggerFactory.getLogger(HeadTrainings.class);
  private static final int KEPT = 10;
  private static final int WAITING = 4;
  private static final long IDLE_SECONDS = 10;
  private static final double GATHERING = 0.1;

  private final Heads heads;
  private final AccessAudit audit;
  private final Time time;
  private final Ids ids;
  private final Map<UUID, Training> trainings = new LinkedHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("training").factory());

  public HeadTrainings(Heads heads, AccessAudit audit, Time time, Ids ids) {
    this.heads = heads;
    this.audit = audit;
    this.time = time;
    this.ids = ids;
    thread.allowCoreThreadTimeOut(true);
  }

  /** How far one is. */
  enum State {
    RUNNING,
    /** What it learned is being kept, and nobody can end it any more. */
    KEEPING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * What is to be learned.
   *
   * @param source what it is taught, in words for people
   * @param examples gathers them, from the oldest to the latest
   * @param allowed throws when whoever asked for it may no longer have it
   * @param draft whether it is kept without being put in force
   */
  record Wanted(
      String source, Function<Watch, List<Example>> examples, Runnable allowed, boolean draft) {}

  /** One training; whatever is told of it is told by the thread. */
  static final class Training {
    final UUID id;
    final String head;
    private final TenantScope scope;
    private final AuditedAct act;
    private volatile @Nullable Runnable work;
    private volatile State state = State.RUNNING;
    private volatile boolean ended;
    volatile double progress;
    volatile @Nullable HeadVersion made;
    volatile @Nullable Failure failure;

    private Training(UUID id, String head, TenantScope scope, AuditedAct act) {
      this.id = id;
      this.head = head;
      this.scope = scope;
      this.act = act;
    }

    /** As it is told: it is running until its work has ended, whoever gave it up. */
    String told() {
      return (ended ? state : State.RUNNING).name().toLowerCase(Locale.ROOT);
    }

    private void reached(double share) {
      if (state != State.RUNNING) {
        throw new CallFailedException(FailureCode.CANCELLED, "the training was cancelled");
      }
      progress = share;
    }
  }

  /**
   * Begins one.
   *
   * @throws CallFailedException {@code conflict} while another one of the tenant is under way,
   *     {@code saturated} while too many wait
   */
  Training start(TenantScope scope, AuditedAct act, Heads.Head head, Wanted wanted) {
    Training training = new Training(ids.next(), head.id(), scope, act);
    Runnable work = () -> run(training, head, wanted);
    training.work = work;
    synchronized (trainings) {
      trainings.values().stream()
          .filter(one -> one.scope.equals(scope) && !one.ended)
          .findFirst()
          .ifPresent(HeadTrainings::busy);
      try {
        thread.execute(work);
      } catch (RejectedExecutionException e) {
        throw new CallFailedException(
            FailureCode.SATURATED,
            "%d trainings wait on this server already; try again later".formatted(WAITING));
      }
      trainings.put(training.id, training);
      forget(scope);
    }
    return training;
  }

  private void forget(TenantScope scope) {
    List<Training> ended =
        new ArrayList<>(
            trainings.values().stream()
                .filter(one -> one.ended && one.scope.equals(scope))
                .toList());
    while (ended.size() >= KEPT) {
      trainings.remove(ended.removeFirst().id);
    }
  }

  private static void busy(Training other) {
    throw new CallFailedException(
        FailureCode.CONFLICT,
        "training %s is under way; wait for it, or cancel it".formatted(other.id));
  }

  Training find(TenantScope scope, UUID id) {
    synchronized (trainings) {
      Training known = trainings.get(id);
      if (known == null || !known.scope.equals(scope)) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "no such training");
      }
      return known;
    }
  }

  /**
   * Ends one that is under way; nothing is kept of it then.
   *
   * @throws CallFailedException {@code conflict} once what it learned is kept
   */
  void cancel(TenantScope scope, UUID id) {
    Training training = find(scope, id);
    synchronized (trainings) {
      if (training.state == State.KEEPING || training.state == State.DONE) {
        throw new CallFailedException(
            FailureCode.CONFLICT,
            "what training %s learned is kept already; roll back or withdraw it".formatted(id));
      }
      if (training.state == State.RUNNING) {
        training.state = State.CANCELLED;
        Runnable work = training.work;
        if (work != null && thread.remove(work)) {
          ended(training);
        }
      }
    }
  }

  // An edge: whoever waits for it asks how it ended.
  private void run(Training training, Heads.Head head, Wanted wanted) {
    State end = State.FAILED;
    try {
      training.reached(0);
      wanted.allowed().run();
      HeadExamples examples =
          HeadExamples.of(wanted.examples().apply(share -> training.reached(GATHERING * share)));
      HeadTraining made =
          HeadTraining.of(
              head.learner(),
              head.config(),
              examples,
              share -> training.reached(GATHERING + (1 - GATHERING) * share));
      keep(training, wanted, made);
      end = State.DONE;
    } catch (CallFailedException e) {
      training.failure = e.failure();
    } catch (OutOfMemoryError e) {
      training.failure =
          Failure.of(
              FailureCode.SATURATED,
              "the server has too little memory for it; teach fewer texts or labels");
    } catch (RuntimeException | Error e) {
      training.failure = Failure.of(FailureCode.INTERNAL, "the training failed");
      LOG.error("Training {} failed", training.id, e);
    } finally {
      end(training, end);
    }
  }

  private void end(Training training, State end) {
    synchronized (trainings) {
      if (training.state != State.CANCELLED) {
        training.progress = end == State.DONE ? 1 : training.progress;
        training.state = end;
      }
      ended(training);
    }
  }

  // What it was taught is held no longer.
  private static void ended(Training training) {
    training.work = null;
    training.ended = true;
  }

  private void keep(Training training, Wanted wanted, HeadTraining made) {
    wanted.allowed().run();
    synchronized (trainings) {
      training.reached(1);
      training.state = State.KEEPING;
    }
    TenantScope scope = training.scope;
    Heads.Head now = heads.get(scope, training.head);
    HeadVersions versions = now.versions();
    AuditedAct act = training.act;
    audit.first(scope, act, "done");
    HeadVersion version =
        versions.add(
            made.learned(),
            now.inForce(),
            number ->
                new HeadVersion(
                    number, time.now(), act.who().name(), wanted.source(), made.report(), null));
    training.made = version;
    if (!wanted.draft()) {
      heads.put(scope, act, now, version.version());
    }
  }
}
