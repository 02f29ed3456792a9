package io.auterity.relay;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Days;
import io.auterity.relay.road.Journey;
import io.auterity.relay.road.Parts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The only {@link Invoker}: every call of every door takes the road that begins here. */
public final class Relay implements Invoker {

  private final Parts parts;

  public Relay(Parts parts) {
    this.parts = parts;
  }

  /**
   * Starts a call. It is made on the thread that pulls the exchange.
   *
   * @throws IllegalArgumentException when the invocation's id is not a UUID of version 7
   */
  @Override
  public Exchange open(Invocation invocation) {
    Days.of(invocation.id());
    try {
      parts.log().admit();
    } catch (CallFailedException e) {
      return new NotAdmitted(invocation.id(), e.failure());
    }
    return Journey.begin(parts, invocation);
  }

  /** A call that leaves no decision, because no more decisions can be taken. */
  private record NotAdmitted(UUID decision, Failure failure) implements Exchange {
    @Override
    public @Nullable Record next() {
      return null;
    }

    @Override
    public void cancel() {}

    @Override
    public Outcome outcome() {
      return new Outcome.Refused(decision, failure);
    }

    @Override
    public void close() {}
  }
}
