package io.auterity.plugins.messaging;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.messaging.MessagingContract;

class MessagingContractTest extends MessagingContract {

  @Override
  protected Plugin plugin() {
    return new MessagingPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-messaging";
  }
}
