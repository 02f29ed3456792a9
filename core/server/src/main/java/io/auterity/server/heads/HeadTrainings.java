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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trainings of heads that were asked for, each on a thread of its own. The latest of this process
 * are known; a tenant has one under way at a time.
 */
public final class HeadTrainings {

  private static final Logger LOG = LoggerFactory.getLogger(HeadTrainings.class);
  private static final int KEPT = 100;
  private static final double GATHERING = 0.1;

  private final Heads heads;
  private final AccessAudit audit;
  private final Time time;
  private final Ids ids;
  private final Map<UUID, Training> trainings =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Training> eldest) {
          return size() > KEPT && eldest.getValue().state != State.RUNNING;
        }
      };

  public HeadTrainings(Heads heads, AccessAudit audit, Time time, Ids ids) {
    this.heads = heads;
    this.audit = audit;
    this.time = time;
    this.ids = ids;
  }

  /** How far one is. */
  enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is to be learned.
   *
   * @param source what it is taught, in words for people
   * @param examples gathers them, from the oldest to the latest
   * @param draft whether it is kept without being put in force
   */
  record Wanted(String source, Function<Watch, List<Example>> examples, boolean draft) {}

  /** One training; whatever is told of it is told by its own thread. */
  static final class Training {
    final UUID id;
    final String head;
    private final TenantScope scope;
    private final AuditedAct act;
    volatile State state = State.RUNNING;
    volatile double progress;
    volatile @Nullable HeadVersion made;
    volatile @Nullable Failure failure;

    private Training(UUID id, String head, TenantScope scope, AuditedAct act) {
      this.id = id;
      this.head = head;
      this.scope = scope;
      this.act = act;
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
   * @throws CallFailedException {@code conflict} while another one of the tenant is under way
   */
  Training start(TenantScope scope, AuditedAct act, Heads.Head head, Wanted wanted) {
    Training training = new Training(ids.next(), head.id(), scope, act);
    synchronized (trainings) {
      trainings.values().stream()
          .filter(one -> one.scope.equals(scope) && one.state == State.RUNNING)
          .findFirst()
          .ifPresent(HeadTrainings::busy);
      trainings.put(training.id, training);
    }
    Thread.ofVirtual().name("training-" + training.id).start(() -> run(training, head, wanted));
    return training;
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

  /** Ends one that is under way; nothing is kept of it then. */
  void cancel(TenantScope scope, UUID id) {
    Training training = find(scope, id);
    synchronized (trainings) {
      if (training.state == State.RUNNING) {
        training.state = State.CANCELLED;
      }
    }
  }

  // An edge: whoever waits for it asks how it ended.
  private void run(Training training, Heads.Head head, Wanted wanted) {
    State end = State.FAILED;
    try {
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
    } catch (RuntimeException e) {
      LOG.error("Training {} failed", training.id, e);
      training.failure = Failure.of(FailureCode.INTERNAL, "the training failed");
    }
    synchronized (trainings) {
      if (training.state == State.RUNNING) {
        training.progress = end == State.DONE ? 1 : training.progress;
        training.state = end;
      }
    }
  }

  private void keep(Training training, Wanted wanted, HeadTraining made) {
    training.reached(1);
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
    if (!wanted.draft()) {
      heads.put(scope, act, now, version.version());
    }
    training.made = version;
  }
}
