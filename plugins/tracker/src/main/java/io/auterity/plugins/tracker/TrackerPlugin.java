package io.auterity.plugins.tracker;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.time.InstantSource;
import java.util.List;

/** Brings the embedded tracker. */
public final class TrackerPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new TrackerConnector(InstantSource.system()));
  }
}
