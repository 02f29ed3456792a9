package io.auterity.testkit.contract.messaging;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.testkit.contract.VendorRefusalTests;
import java.util.Optional;
import java.util.stream.Stream;

/** How a messaging service reports that it refuses, or that the caller no longer waits. */
abstract class MessagingRefusalTests extends VendorRefusalTests<Messaging> {

  private final MessagingContract contract;

  MessagingRefusalTests(MessagingContract contract) {
    super(contract);
    this.contract = contract;
  }

  @Override
  protected Stream<String> watched() {
    return Stream.of("channel.create", "message.send", "question.ask");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return contract.refusing(code);
  }

  @Override
  protected void read(ProviderContext provider) {
    open(provider)
        .getChannel(new WhichChannel(contract.anyChannel()), call("channel.get", provider));
  }

  @Override
  protected String written() {
    return "message.send";
  }

  @Override
  protected void write(ProviderContext provider) {
    open(provider)
        .sendMessage(
            new NewChatMessage(contract.anyChannel(), "Hello", null),
            call("message.send", provider));
  }
}
