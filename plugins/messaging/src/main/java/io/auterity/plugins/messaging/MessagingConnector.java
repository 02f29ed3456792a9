package io.auterity.plugins.messaging;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.messaging.Messaging;
import java.time.InstantSource;
import java.util.List;

/** Opens messaging services, one for each provider; it has nothing to configure. */
record MessagingConnector(InstantSource clock) implements Connector<Messaging> {

  @Override
  public String id() {
    return "embedded-messaging";
  }

  @Override
  public Class<Messaging> kind() {
    return Messaging.class;
  }

  @Override
  public List<String> events() {
    return List.of(Messages.CREATED, Questions.ANSWERED);
  }

  @Override
  public Messaging open(ProviderContext context) {
    return MessagingClient.of(context, clock);
  }
}
