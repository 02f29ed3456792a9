package io.auterity.plugins.events;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.event.EventRaise;
import io.auterity.spi.event.EventRaised;
import io.auterity.spi.event.Eventing;
import java.util.List;
import java.util.Objects;

/** Brings the events of this server. */
public final class EventsPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new Embedded());
  }

  /** It has nothing to configure and reaches nothing. */
  private static final class Embedded implements Connector<Eventing> {

    @Override
    public String id() {
      return "embedded-events";
    }

    @Override
    public Class<Eventing> kind() {
      return Eventing.class;
    }

    @Override
    public Eventing open(ProviderContext context) {
      return new OwnEvents();
    }

    @Override
    public void check(Eventing instance, Call call) {}
  }

  /** Events that the server itself takes, with the rights of the caller. */
  private static final class OwnEvents implements Eventing {

    @Override
    public EventRaised raiseCustom(EventRaise input, Call call) {
      String subject = Objects.requireNonNullElse(input.subject(), "");
      Json.Obj data = Objects.requireNonNullElse(input.data(), Json.EMPTY);
      return new EventRaised(call.onBehalf().raise(input.type(), subject, data), input.type());
    }
  }
}
