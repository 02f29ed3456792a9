package io.auterity.plugins.script;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;
import java.time.Duration;
import java.util.Map;

/** The errors of scripts. */
final class ScriptErrors {

  /** The script itself failed. */
  static CallFailedException fault(String message, String log) {
    Map<String, String> fields =
        log.isEmpty() ? Map.of("code", message) : Map.of("code", message, "log", log);
    return new CallFailedException(Failure.of(FailureCode.INVALID, message).withFields(fields));
  }

  static CallFailedException valueTooLarge() {
    return new CallFailedException(
        FailureCode.TOO_LARGE,
        "the script returned more than 1 MiB; return less, or keep it in a document");
  }

  static CallFailedException inputTooLarge(int bytes) {
    return Refusal.of(
        FailureCode.TOO_LARGE,
        "input",
        "the script is given %d bytes, at most 1 MiB; give it less".formatted(bytes));
  }

  static CallFailedException memory() {
    return new CallFailedException(
        FailureCode.TOO_LARGE, "the script took more memory than the 96 MiB that there are");
  }

  // It says nothing of the connector, which works.
  static CallFailedException late(Duration timeout) {
    String message =
        "the script did not end in %s; raise the time that it has, or let it do less"
            .formatted(timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
    return new CallFailedException(
        Failure.of(FailureCode.TIMEOUT, message)
            .withRetryable(false)
            .withFields(Map.of(Failure.ANSWER, "the script was ended")));
  }

  static CallFailedException broken(String why) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "the process of scripts %s".formatted(why));
  }

  static CallFailedException rounded(String path, long value) {
    return Refusal.of(
        FailureCode.INVALID,
        path,
        "%s is %d, which JavaScript would round; give it as a text".formatted(path, value));
  }
}
