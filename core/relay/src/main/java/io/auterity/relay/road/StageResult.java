package io.auterity.relay.road;

import io.auterity.relay.decision.Mark;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a stage says about a call.
 *
 * @param stop why the call ends here; null when it goes on
 */
record StageResult(Mark.Passed passed, String verdict, String reason, @Nullable Failure stop) {

  static StageResult done(String verdict, String reason) {
    return new StageResult(Mark.Passed.DONE, verdict, reason, null);
  }

  static StageResult skipped(String verdict, String reason) {
    return new StageResult(Mark.Passed.SKIPPED, verdict, reason, null);
  }

  static StageResult stopped(Failure failure) {
    return new StageResult(Mark.Passed.STOPPED, failure.code().wire(), failure.message(), failure);
  }
}
