package io.auterity.plugins.tracker;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;

/** The errors of the tracker: what it refuses, and how it says so. */
final class TrackerErrors {

  static CallFailedException unknownProject(String key) {
    return Refusal.of(
        FailureCode.NOT_FOUND,
        "project",
        "there is no project %s: create it with tracker.project.create".formatted(key));
  }

  static CallFailedException unknownIssue(String id) {
    return unknown("issue", id);
  }

  /** Nothing of that name and id is there. */
  static CallFailedException unknown(String noun, String id) {
    return Refusal.of(FailureCode.NOT_FOUND, noun, "there is no %s %s".formatted(noun, id));
  }

  static CallFailedException projectClosed(String key) {
    return Refusal.of(
        FailureCode.CONFLICT,
        "project",
        "project %s takes nothing new: it is archived, or being deleted".formatted(key));
  }

  static CallFailedException keyReused() {
    return Refusal.of(
        FailureCode.CONFLICT,
        Failure.IDEMPOTENCY_KEY,
        "this idempotency key was used with another input; use a new key for a new one");
  }

  /** Refuses to go on for a caller who has gone, or whose time is over. */
  static void requireTime(Call call, String noun, int done) {
    if (call.cancelled()) {
      throw call.remaining().isZero()
          ? unfinished(FailureCode.TIMEOUT, "the deadline has passed", noun, done)
          : unfinished(FailureCode.CANCELLED, "the caller has gone", noun, done);
    }
  }

  /** Something of many documents was done in part; a repetition goes on. */
  static CallFailedException unfinished(FailureCode code, String why, String noun, int done) {
    String message =
        "%s while documents of '%s' are left: about %d are done; repeat the call to go on"
            .formatted(why, noun, done);
    return new CallFailedException(
        Failure.of(code, message).withApplied(Applied.UNKNOWN).withRetryable(true));
  }

  static CallFailedException projectExists(String key) {
    return Refusal.of(FailureCode.CONFLICT, "key", "there is a project %s already".formatted(key));
  }
}
