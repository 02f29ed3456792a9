package io.auterity.plugins.tracker;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;

/** What the tracker refuses, and how it says so. */
final class TrackerErrors {

  private TrackerErrors() {}

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

  static CallFailedException projectExists(String key) {
    return Refusal.of(FailureCode.CONFLICT, "key", "there is a project %s already".formatted(key));
  }
}
