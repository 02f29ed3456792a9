package io.auterity.relay;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Days;
import io.auterity.relay.road.Journeys;
import io.auterity.relay.road.Parts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only {@link Invoker}: every call of every door takes the road that begins here. */
public final class Relay implements Invoker, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** How long cancelled calls may take to notice. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Parts parts;
  private final Journeys journeys;

  public Relay(Parts parts) {
    this.parts = parts;
    this.journeys = new Journeys(parts);
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
    return journeys.begin(invocation);
  }

  /** Cancels the calls that are still under way and waits until they have left their decisions. */
  @Override
  public void close() {
    int left = journeys.stop(GRACE);
    if (left > 0) {
      LOG.warn("{} calls do not end; they leave no decision", left);
    }
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
