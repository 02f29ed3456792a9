package io.auterity.plugins.events;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.EventingContract;

class EventsContractTest extends EventingContract {

  @Override
  protected Plugin plugin() {
    return new EventsPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-events";
  }
}
