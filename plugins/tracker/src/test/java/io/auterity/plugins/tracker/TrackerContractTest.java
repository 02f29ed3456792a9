package io.auterity.plugins.tracker;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.tracker.TrackerContract;
import java.util.List;

class TrackerContractTest extends TrackerContract {

  @Override
  protected Plugin plugin() {
    return new TrackerPlugin();
  }

  @Override
  protected String connectorId() {
    return "embedded-tracker";
  }

  @Override
  protected List<String> people() {
    return List.of("ada");
  }
}
