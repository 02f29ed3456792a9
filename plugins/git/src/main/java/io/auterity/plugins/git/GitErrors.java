package io.auterity.plugins.git;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundBodyException;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.RefUpdate;

/** The errors of the git host: what it refuses, and how it says so. */
final class GitErrors {

  static CallFailedException unknown(String field, String message) {
    return Refusal.of(FailureCode.NOT_FOUND, field, message);
  }

  /**
   * Also of a rule of the host: {@code forbidden} would tell that the host refuses its provider.
   */
  static CallFailedException conflict(String field, String message) {
    return Refusal.of(FailureCode.CONFLICT, field, message);
  }

  static CallFailedException tooLarge(String field, String message) {
    return Refusal.of(FailureCode.TOO_LARGE, field, message);
  }

  static CallFailedException keyReused() {
    return conflict(
        Failure.IDEMPOTENCY_KEY,
        "this idempotency key was used with another input; use a new key for a new one");
  }

  /** Of an update of a branch or tag that did not take place. */
  static CallFailedException notMoved(String name, RefUpdate.Result result) {
    return conflict(
        "name", "%s was changed by another caller (%s): read it again".formatted(name, result));
  }

  /** Of a thread that is told to end. */
  static CallFailedException interrupted() {
    return new CallFailedException(FailureCode.CANCELLED, "the server is stopping");
  }

  /** Of a git client that does not hear or say the rest. */
  static CallFailedException gone(IOException e) {
    return unreadable(e)
        .orElseGet(
            () ->
                new CallFailedException(
                    FailureCode.CANCELLED, "the git client was cut off: " + e.getMessage()));
  }

  private static Optional<CallFailedException> unreadable(IOException e) {
    return InboundBodyException.in(e).map(InboundBodyException::failed);
  }

  /** The failure for an error of the disk, without its paths. */
  static CallFailedException of(IOException e) {
    if (e instanceof LockFailedException) {
      return conflict("repository", "the repository is being changed by another caller: try again");
    }
    if (e instanceof PackSoundness.UnsoundException) {
      return conflict(
          "repository",
          "the repository holds a pack that cannot be read to an end (%s): have it taken out of its folder, and push what is missing again"
              .formatted(e.getMessage()));
    }
    return unreadable(e)
        .orElseGet(
            () ->
                new CallFailedException(
                    FailureCode.INTERNAL,
                    "the repository cannot be read or written (%s)"
                        .formatted(e.getClass().getSimpleName())));
  }
}
