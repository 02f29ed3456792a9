package io.auterity.relay.road;

import io.auterity.relay.decision.Mark;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a stage says about a call.
 *
 * @param stop why the call ends here; null when it goes on
 */
record Note(Mark.Passed passed, String verdict, String reason, @Nullable Failure stop) {

  static Note done(String verdict, String reason) {
    return new Note(Mark.Passed.DONE, verdict, reason, null);
  }

  static Note skipped(String verdict, String reason) {
    return new Note(Mark.Passed.SKIPPED, verdict, reason, null);
  }

  static Note stopped(Failure failure) {
    return new Note(Mark.Passed.STOPPED, failure.code().wire(), failure.message(), failure);
  }
}
