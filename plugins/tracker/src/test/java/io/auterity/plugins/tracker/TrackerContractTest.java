package io.auterity.plugins.tracker;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.TrackerContract;

class TrackerContractTest extends TrackerContract {

  @Override
  protected Plugin plugin() {
    return new TrackerPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-tracker";
  }
}
