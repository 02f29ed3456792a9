package io.auterity.relay.road;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Usage;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Mark;
import io.auterity.relay.decision.Stage;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call under way. It moves only while somebody pulls it, and on that thread; a stream moves as
 * fast as it is read.
 */
public final class Journey implements Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Journey.class);

  private final Passage passage;
  private final Consumer<Journey> ended;
  private final ReentrantLock driving = new ReentrantLock();
  private int stage;
  private long entered;
  private volatile boolean gone;
  private volatile boolean closed;

  /** At the beginning of the road; {@code ended} is told once its decision is on its way. */
  Journey(Parts parts, Invocation call, Consumer<Journey> ended) {
    this.passage = new Passage(parts, call);
    this.ended = ended;
    markDoor(call);
  }

  @Override
  public UUID decision() {
    return passage.call.id();
  }

  @Override
  public @Nullable Record next() {
    driving.lock();
    try {
      go();
      Record event = passage.event;
      passage.event = null;
      return event;
    } finally {
      driving.unlock();
    }
  }

  @Override
  public void cancel() {
    gone = true;
    Attempts attempts = passage.attempts;
    if (attempts != null) {
      attempts.cancel();
    }
  }

  @Override
  public Outcome outcome() {
    driving.lock();
    try {
      while (!over()) {
        go();
        passage.event = null;
      }
      closed = true;
      return ended();
    } finally {
      driving.unlock();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      cancel();
      outcome();
    }
  }

  private boolean over() {
    return stage == Road.STAGES.size();
  }

  // Until the call is over, or an event is there.
  private void go() {
    while (!over() && passage.event == null) {
      RoadStage next = Road.STAGES.get(stage);
      if (entered == 0) {
        entered = passage.parts.time().nanos();
      }
      Note note = note(next);
      if (note == null) {
        return;
      }
      mark(next.name(), note);
      stage++;
      entered = 0;
      if (over()) {
        ended.accept(this);
      }
    }
  }

  private @Nullable Note note(RoadStage next) {
    if (passage.failure != null && !next.always()) {
      return Note.skipped("not reached", "");
    }
    Attempts attempts = passage.attempts;
    if (gone && attempts != null) {
      attempts.cancel();
    }
    try {
      return gone && attempts == null && !next.always() ? left() : next.pass(passage);
    } catch (CallFailedException e) {
      return Note.stopped(e.failure());
    } catch (RuntimeException e) {
      return broken(next, e);
    }
  }

  // An edge: whatever goes wrong in a stage ends this call only, and leaves a decision.
  private Note broken(RoadStage at, RuntimeException error) {
    LOG.error("{} of {} failed", at.name(), passage.call.id(), error);
    String message =
        "an unexpected error at the stage " + at.name().name().toLowerCase(Locale.ROOT);
    Attempts attempts = passage.attempts;
    if (attempts != null && !attempts.finished()) {
      try {
        attempts.broken(message);
      } catch (RuntimeException e) {
        LOG.error("An attempt of {} could not be closed", passage.call.id(), e);
      }
    }
    // After an attempt that succeeded as well: what it wrote is written.
    return Note.stopped(
        passage.failure == null
            ? passage.unforeseen(!passage.tried.isEmpty(), message)
            : passage.failure);
  }

  private static Note left() {
    return Note.stopped(Failure.of(FailureCode.CANCELLED, "The caller has gone."));
  }

  private void mark(Stage name, Note note) {
    Failure stop = note.stop();
    if (stop != null && passage.failure == null) {
      passage.failure = stop;
    }
    if (name != Stage.RECORD) {
      double micros = (passage.parts.time().nanos() - entered) / 1_000.0;
      passage.marks.add(new Mark(name, micros, note.passed(), note.verdict(), note.reason()));
    }
  }

  private void markDoor(Invocation call) {
    boolean stored = call.door() == Invocation.Door.WORKFLOW;
    String who = call.principal().type().name().toLowerCase(Locale.ROOT);
    passage.marks.add(
        new Mark(
            Stage.AUTHENTICATE,
            null,
            Mark.Passed.DONE,
            "known",
            (stored ? "Stored with the run: " : "Verified at the door: ")
                + who
                + " "
                + call.principal().name()
                + "."));
    passage.marks.add(
        new Mark(
            Stage.TENANT,
            null,
            Mark.Passed.DONE,
            "known",
            stored ? "From the run's row." : "From the credential."));
  }

  private Outcome ended() {
    Failure failure = passage.failure;
    Decision.Used used = passage.bill.used();
    if (failure == null) {
      return new Outcome.Succeeded(
          decision(),
          passage.value,
          new Usage(used.quantities(), used.cost(), used.currency()),
          Objects.requireNonNull(passage.provider));
    }
    return passage.tried.isEmpty()
        ? new Outcome.Refused(decision(), failure)
        : new Outcome.Failed(decision(), failure);
  }
}
