package io.auterity.connector;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.testkit.contract.Failures;

/** A message that a chat does not take. */
final class RefusedMessage {

  /** The failure of that code with which a chat answers what is sent to a channel. */
  static Failure to(Ref channel, AnsweringVendor chat, FailureCode code) {
    return Failures.expect(
        code,
        () ->
            chat.of(Messaging.class)
                .sendMessage(
                    new NewChatMessage(channel, "Hello", null),
                    chat.callOf("messaging.message.send")));
  }

  private RefusedMessage() {}
}
