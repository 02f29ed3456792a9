package io.auterity.relay.road;

import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.Usage;
import io.auterity.relay.attempt.AttemptDriver;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.CallPlan;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call under way. It moves only while a thread pulls it, and on that thread; a stream moves as
 * fast as it is read.
 */
public final class RoadExchange implements Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(RoadExchange.class);

  private final List<RoadStage> stages;
  private final CallState call;
  private final CallOnRoad callOnRoad;
  private final Consumer<RoadExchange> ended;
  private final ReentrantLock driving = new ReentrantLock();
  private int stage;
  private long entered;
  private volatile boolean closed;

  RoadExchange(List<RoadStage> stages, CallState call, Consumer<RoadExchange> ended) {
    this.stages = stages;
    this.call = call;
    this.callOnRoad = new CallOnRoad(call);
    this.ended = ended;
  }

  @Override
  public UUID decision() {
    return call.invocation().id();
  }

  @Override
  public @Nullable Record next() {
    driving.lock();
    try {
      go();
      return call.events().poll();
    } finally {
      driving.unlock();
    }
  }

  @Override
  public List<String> lost() {
    return call.lost();
  }

  @Override
  public List<String> resumed() {
    return call.resumed();
  }

  @Override
  public @Nullable RateStanding rates() {
    return call.rates();
  }

  @Override
  public @Nullable Integer outputLimit() {
    return call.outputLimit();
  }

  @Override
  public @Nullable CacheStatus cached() {
    return call.cacheTold();
  }

  @Override
  public long held() {
    return call.memory().held();
  }

  @Override
  public void cancel() {
    call.stop().callerGone();
  }

  @Override
  public Outcome outcome() {
    driving.lock();
    try {
      while (!over()) {
        go();
        call.events().poll();
      }
      closed = true;
      return ended();
    } finally {
      driving.unlock();
    }
  }

  @Override
  public void close() {
    try {
      if (!closed) {
        cancel();
        outcome();
      }
    } finally {
      call.memory().close();
    }
  }

  /** What is compared with another answer, once it is over; null where nothing is of this call. */
  public @Nullable EndedCall compared() {
    CallPlan plan = call.planIfMade();
    if (!call.comparesAnswer()) {
      return null;
    }
    String offer = call.offer();
    ShadowAnswer answer =
        call.failure() != null || offer == null
            ? null
            : new ShadowAnswer(
                offer,
                call.capability().stream()
                    ? ShadowAnswer.of(call.events().transcript())
                    : ShadowAnswer.of(call.value()),
                call.sinceBegan(),
                call.bill().used().cost());
    return new EndedCall(
        call.asMade(),
        plan == null ? null : plan.shortlist().route(),
        plan == null ? null : plan.sight().learned(),
        answer,
        failed());
  }

  // What a limit, a guardrail or its end stopped tells nothing of an offer.
  private @Nullable ShadowAnswer failed() {
    Failure failure = call.failure();
    List<Decision.Tried> attempts = call.attempts();
    return failure == null
            || failure.code() == FailureCode.CANCELLED
            || attempts.isEmpty()
            || attempts.getFirst().failure() == null
        ? null
        : new ShadowAnswer(
            attempts.getFirst().offer(), null, call.sinceBegan(), call.bill().used().cost());
  }

  private boolean over() {
    return stage == stages.size();
  }

  // Until the call is over, or an event is there.
  private void go() {
    while (!over() && !call.events().waiting()) {
      RoadStage next = stages.get(stage);
      if (entered == 0) {
        entered = call.now();
      }
      StageResult result = result(next);
      if (result == null) {
        return;
      }
      callOnRoad.mark(next.name(), entered, result);
      stage++;
      entered = 0;
      if (over()) {
        try {
          callOnRoad.endCache();
        } finally {
          ended.accept(this);
        }
      }
    }
  }

  private @Nullable StageResult result(RoadStage next) {
    if (call.failure() != null && !next.always()) {
      return StageResult.skipped("not reached", "");
    }
    // Once attempts may be under way, it is they that stop.
    boolean left = call.stop().gone() && callOnRoad.attemptsIfAny() == null && !next.always();
    try {
      return left ? left() : next.pass(callOnRoad);
    } catch (CallFailedException e) {
      return StageResult.stopped(e.failure());
    } catch (RuntimeException e) {
      return broken(next, e);
    }
  }

  // An edge: whatever goes wrong in a stage ends this call only, and leaves a decision.
  private StageResult broken(RoadStage at, RuntimeException error) {
    LOG.error("{} of {} failed", at.name(), call.invocation().id(), error);
    String message =
        "an unexpected error at the stage " + at.name().name().toLowerCase(Locale.ROOT);
    AttemptDriver attempts = callOnRoad.attemptsIfAny();
    if (attempts != null && !attempts.finished()) {
      try {
        attempts.broken(message);
      } catch (RuntimeException e) {
        LOG.error("An attempt of {} could not be closed", call.invocation().id(), e);
      }
    }
    // After an attempt that succeeded as well: what it wrote is written.
    Failure failure = call.failure();
    return StageResult.stopped(
        failure == null ? call.unforeseen(!call.attempts().isEmpty(), message) : failure);
  }

  private static StageResult left() {
    return StageResult.stopped(Failure.of(FailureCode.CANCELLED, "The caller has gone."));
  }

  private Outcome ended() {
    Failure failure = call.failure();
    Decision.Used used = call.bill().used();
    if (failure == null) {
      return new Outcome.Succeeded(
          decision(),
          call.value(),
          new Usage(used.quantities(), used.cost(), used.currency()),
          Objects.requireNonNull(call.provider()));
    }
    return call.attempts().isEmpty()
        ? new Outcome.Refused(decision(), failure)
        : new Outcome.Failed(decision(), failure);
  }
}
