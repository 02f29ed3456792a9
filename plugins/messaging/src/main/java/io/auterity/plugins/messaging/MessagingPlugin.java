package io.auterity.plugins.messaging;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.time.InstantSource;
import java.util.List;

/** Brings the embedded messaging service. */
public final class MessagingPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new MessagingConnector(InstantSource.system()));
  }
}
