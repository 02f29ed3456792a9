package io.auterity.plugins.tracker;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.tracker.Tracker;
import java.time.InstantSource;
import java.util.List;

/** Opens trackers, one for each provider; it has nothing to configure. */
record TrackerConnector(InstantSource clock) implements Connector<Tracker> {

  @Override
  public String id() {
    return "embedded-tracker";
  }

  @Override
  public Class<Tracker> kind() {
    return Tracker.class;
  }

  @Override
  public List<String> events() {
    return TrackerEvents.TYPES;
  }

  @Override
  public Tracker open(ProviderContext context) {
    return TrackerClient.of(context, clock);
  }
}
