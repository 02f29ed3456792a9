package io.auterity.plugins.messaging;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;
import java.util.List;

/** The errors of the embedded messaging service. */
final class MessagingErrors {

  static CallFailedException unknownChannel(String name) {
    return Refusal.of(
        FailureCode.NOT_FOUND,
        "channel",
        "there is no channel %s: create it with messaging.channel.create".formatted(name));
  }

  static CallFailedException channelExists(String name) {
    return Refusal.of(
        FailureCode.CONFLICT, "name", "there is a channel %s already".formatted(name));
  }

  static CallFailedException unknownMessage(String field, String id) {
    return Refusal.of(FailureCode.NOT_FOUND, field, "there is no message %s".formatted(id));
  }

  static CallFailedException keyReused() {
    return Refusal.of(
        FailureCode.CONFLICT,
        Failure.IDEMPOTENCY_KEY,
        "this idempotency key was used with another input; use a new key for a new one");
  }

  static CallFailedException noQuestion(String id) {
    return Refusal.invalid(
        "message", "must be one that asks a question; %s does not".formatted(id));
  }

  static CallFailedException closed(String question) {
    return Refusal.of(
        FailureCode.CONFLICT,
        "message",
        "the question %s is closed and takes no answer any more".formatted(question));
  }

  static CallFailedException unknownChoice(String choice, List<String> choices) {
    return Refusal.invalid("choice", "must be one of %s, not %s".formatted(choices, choice));
  }

  static CallFailedException unknownCaller() {
    return new CallFailedException(
        FailureCode.FORBIDDEN, "only a caller who is known can answer or react");
  }

  static CallFailedException answeredByStep() {
    return new CallFailedException(
        FailureCode.FORBIDDEN,
        "a step of a workflow cannot answer a question for the person on whose behalf it runs");
  }

  static CallFailedException full(String field, String what, int most) {
    return Refusal.of(
        FailureCode.CONFLICT, field, "it has %d %s, which is the most".formatted(most, what));
  }
}
