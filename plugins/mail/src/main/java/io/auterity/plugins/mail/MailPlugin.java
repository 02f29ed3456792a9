package io.auterity.plugins.mail;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.time.InstantSource;
import java.util.List;

/** Brings the connector of mail servers. */
public final class MailPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new MailConnector(InstantSource.system()));
  }
}
