package io.auterity.relay.road;

import io.auterity.relay.decision.StageMark;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The result of a stage for a call: its verdict and reason, and whether the call ends here.
 *
 * @param stop why the call ends here; null when it goes on
 */
record StageResult(StageMark.Passed passed, String verdict, String reason, @Nullable Failure stop) {

  /** It did what the rest of the decision tells, of which its words are made when it is read. */
  static final StageResult FOLLOWS = follows("");

  /** Its words follow from the rest of the decision and from this. */
  static StageResult follows(String of) {
    return done("", of);
  }

  static StageResult done(String verdict, String reason) {
    return new StageResult(StageMark.Passed.DONE, verdict, reason, null);
  }

  static StageResult skipped(String verdict, String reason) {
    return new StageResult(StageMark.Passed.SKIPPED, verdict, reason, null);
  }

  static StageResult stopped(Failure failure) {
    return new StageResult(
        StageMark.Passed.STOPPED, failure.code().wire(), failure.message(), failure);
  }
}
