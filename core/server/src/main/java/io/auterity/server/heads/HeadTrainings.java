package io.auterity.server.heads;

import io.auterity.control.access.AccessAudit;
import io.auterity.insight.head.HeadExamples;
import io.auterity.insight.head.HeadTraining;
import io.auterity.insight.head.HeadVersion;
import io.auterity.insight.head.HeadVersions;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.task.TenantTask;
import io.auterity.server.task.TenantTasks;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.TextLearner.Watch;
import java.util.List;
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
 * the memory of one and calls keep their processors; a few wait for it.
 */
public final class HeadTrainings {

  private static final Logger LOG = LoggerFactory.getLogger(HeadTrainings.class);
  private static final int WAITING = 4;
  private static final long IDLE_SECONDS = 10;
  private static final double GATHERING = 0.1;

  private final Heads heads;
  private final AccessAudit audit;
  private final Time time;
  private final Ids ids;
  private final TenantTasks<Training> trainings = new TenantTasks<>("training");
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

  /**
   * What is to be learned.
   *
   * @param source what it is taught, in words for people
   * @param examples gathers them, from the oldest to the latest
   * @param allowed throws when the caller who asked for it may no longer have it
   * @param draft whether it is kept without being put in force
   */
  record Wanted(
      String source, Function<Watch, List<Example>> examples, Runnable allowed, boolean draft) {}

  /** One training. */
  static final class Training extends TenantTask {
    final String head;
    private final AuditedAct act;
    private volatile @Nullable Runnable work;
    volatile @Nullable HeadVersion made;
    volatile @Nullable Failure failure;

    private Training(UUID id, String head, TenantScope scope, AuditedAct act) {
      super(id, scope);
      this.head = head;
      this.act = act;
    }

    private void learned(double share) {
      goesOn(reached(share));
    }

    private static void goesOn(boolean so) {
      if (!so) {
        throw new CallFailedException(FailureCode.CANCELLED, "the training was cancelled");
      }
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
    trainings.begin(training, () -> execute(work));
    return training;
  }

  private void execute(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      throw new CallFailedException(
          FailureCode.SATURATED,
          "%d trainings wait on this server already; try again later".formatted(WAITING));
    }
  }

  Training find(TenantScope scope, String id) {
    return trainings.find(scope, id);
  }

  /**
   * Ends one that is under way; nothing is kept of it then.
   *
   * @throws CallFailedException {@code conflict} once what it learned is kept
   */
  void cancel(TenantScope scope, String id) {
    Training training = find(scope, id);
    if (!training.cancel()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "what training %s learned is kept already; roll back or withdraw it".formatted(id));
    }
    Runnable work = training.work;
    if (work != null && thread.remove(work)) {
      end(training, false);
    }
  }

  // An edge: a caller that waits for it asks how it ended.
  private void run(Training training, Heads.Head head, Wanted wanted) {
    boolean done = false;
    try {
      training.learned(0);
      wanted.allowed().run();
      HeadExamples examples =
          HeadExamples.of(wanted.examples().apply(share -> training.learned(GATHERING * share)));
      HeadTraining made =
          HeadTraining.of(
              head.learner(),
              head.config(),
              examples,
              share -> training.learned(GATHERING + (1 - GATHERING) * share));
      keep(training, wanted, made);
      done = true;
    } catch (CallFailedException e) {
      training.failure = e.failure();
    } catch (OutOfMemoryError e) {
      training.failure =
          Failure.of(
              FailureCode.SATURATED,
              "the server has too little memory for it; teach fewer texts or labels");
    } catch (RuntimeException | Error e) {
      training.failure = Failure.of(FailureCode.INTERNAL, "the training failed");
      LOG.error("Training {} failed", training.id(), e);
    } finally {
      end(training, done);
    }
  }

  // What it was taught is held no longer.
  private static void end(Training training, boolean done) {
    training.work = null;
    training.end(done);
  }

  private void keep(Training training, Wanted wanted, HeadTraining made) {
    wanted.allowed().run();
    Training.goesOn(training.keep());
    TenantScope scope = training.scope();
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
