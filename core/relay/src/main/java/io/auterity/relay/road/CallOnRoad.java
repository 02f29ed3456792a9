package io.auterity.relay.road;

import io.auterity.relay.attempt.AttemptDriver;
import io.auterity.relay.cache.CacheTurn;
import io.auterity.relay.cache.CachedAnswer;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import io.auterity.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call on the road: what is known of it, the driver of its attempts, and what each stage did
 * with it.
 */
final class CallOnRoad {

  private static final StageMark AUTHENTICATED = atDoor(Stage.AUTHENTICATE);
  private static final StageMark OF_TENANT = atDoor(Stage.TENANT);
  private static final StageMark RECORDED =
      StageMark.following(Stage.RECORD, 0, StageMark.Passed.DONE);

  final CallState call;

  private final List<StageMark> marks = new ArrayList<>(Stage.values().length);
  private @Nullable AttemptDriver attempts;
  private @Nullable Config config;
  private RouteChoice.@Nullable Chosen chosen;
  private @Nullable CacheTurn turn;
  private @Nullable CachedAnswer found;

  CallOnRoad(CallState call) {
    this.call = call;
    marks.add(AUTHENTICATED);
    marks.add(OF_TENANT);
  }

  /** What holds for it from its first look to its last: guardrails and plan see one route. */
  Config config(Configs configs) {
    Config known = config;
    if (known == null) {
      known = configs.of(call.invocation().scope());
      config = known;
    }
    return known;
  }

  /** Its route and who may answer it, found once. */
  RouteChoice.Chosen chosen(RouteChoice choice) {
    RouteChoice.Chosen known = chosen;
    if (known == null) {
      known = choice.of(this);
      chosen = known;
    }
    return known;
  }

  /** Notes its turn at the cache. */
  void atCache(CacheTurn its) {
    turn = its;
  }

  /** Its turn at the cache; null when it has none. */
  @Nullable CacheTurn turn() {
    return turn;
  }

  /** Leaves its answer for others, when all is over. */
  void endCache() {
    if (turn != null && found == null) {
      turn.end();
    }
  }

  /** Notes the answer to another call that it is given. */
  void found(CachedAnswer answer) {
    found = answer;
  }

  /** The answer to another call that it is given; null when it is to have its own. */
  @Nullable CachedAnswer found() {
    return found;
  }

  /** Notes the driver of its attempts. */
  void driveWith(AttemptDriver driver) {
    attempts = driver;
  }

  /** Null before any can be made. */
  @Nullable AttemptDriver attemptsIfAny() {
    return attempts;
  }

  AttemptDriver attempts() {
    return Objects.requireNonNull(attempts);
  }

  /** Notes what a stage did, which was entered at that time in nanoseconds. */
  void mark(Stage stage, long entered, StageResult result) {
    Failure stop = result.stop();
    if (stop != null) {
      call.fail(stop);
    }
    if (stage != Stage.RECORD) {
      long nanos = call.now() - entered;
      marks.add(new StageMark(stage, nanos, result.passed(), result.verdict(), result.reason()));
    }
  }

  /** The marks of all stages, when the last one is reached. */
  List<StageMark> marks() {
    if (call.holds().isEmpty()) {
      marks.replaceAll(CallOnRoad::withoutHolds);
    }
    marks.add(RECORDED);
    return marks;
  }

  // Attempts that come later take holds of their own, so only at the end is it known that none did.
  private static StageMark withoutHolds(StageMark mark) {
    return mark.stage() == Stage.RESERVE && mark.passed() == StageMark.Passed.DONE
        ? StageMark.following(Stage.RESERVE, mark.nanos(), StageMark.Passed.SKIPPED)
        : mark;
  }

  private static StageMark atDoor(Stage stage) {
    return StageMark.following(stage, StageMark.AT_THE_DOOR, StageMark.Passed.DONE);
  }
}
