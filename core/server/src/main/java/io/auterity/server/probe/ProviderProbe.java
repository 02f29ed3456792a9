package io.auterity.server.probe;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.provider.Providers;
import io.auterity.provider.life.DraftProvider;
import io.auterity.relay.decision.Decision;
import io.auterity.server.probe.ProbedPart.Known;
import io.auterity.server.probe.ProbedPart.Part;
import io.auterity.server.probe.ReadOrder.Read;
import io.auterity.server.probe.ReadOrder.Unread;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Webhooks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Probes a draft part by part: whether a server answers where it would go, whether its credential
 * is taken, which reads answer, and how its vendor signs events. The reads take the road as every
 * call does; a write is never tried. It stops at the part that makes the next ones senseless.
 */
public final class ProviderProbe {

  private static final Duration READ = Duration.ofSeconds(5);
  private static final int MOST_READS = 12;

  private final Catalogue catalogue;
  private final Binder binder;
  private final Function<Providers, Invoker> road;
  private final Time time;
  private final Ids ids;

  /**
   * A probe.
   *
   * @param road the one that every call takes, to the only provider that is given it
   */
  public ProviderProbe(
      Catalogue catalogue, Binder binder, Function<Providers, Invoker> road, Time time, Ids ids) {
    this.catalogue = catalogue;
    this.binder = binder;
    this.road = road;
    this.time = time;
    this.ids = ids;
  }

  /** Begins a test, which ends in time, or when the caller has disconnected. */
  ProbeDeadline begin(CallerDisconnect callerDisconnect) {
    return new ProbeDeadline(time, callerDisconnect);
  }

  /** Hears of each part as it ends. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes one.
     *
     * @throws IOException when its reader has disconnected, which ends the probe
     */
    void heard(ProbedPart part) throws IOException;
  }

  /**
   * Asks.
   *
   * @param deadline behind which nothing more is asked
   * @param agreed whether a person has to agree first, so that no credential is there yet
   * @return the part behind which it stopped; null where it came to its end
   */
  @Nullable Part ask(
      Caller caller, DraftProvider draft, ProbeDeadline deadline, boolean agreed, Listener listener)
      throws IOException {
    if (!new ReachedPlaces(draft, time, deadline).tell(listener)) {
      return Part.REACH;
    }
    if (agreed) {
      listener.heard(
          ProbedPart.unasked(
              Part.CREDENTIAL,
              "oauth2",
              "a user agrees at the vendor once it is saved",
              null,
              List.of()));
    } else if (!taken(draft, deadline, listener)) {
      return Part.CREDENTIAL;
    }
    ReadOrder order = new ReadOrder(draft.info(), catalogue.all(), MOST_READS);
    if (!agreed) {
      reads(caller, draft, order, deadline, listener);
    }
    untold(order, agreed, listener);
    events(draft, listener);
    return null;
  }

  private boolean taken(DraftProvider draft, ProbeDeadline deadline, Listener listener)
      throws IOException {
    long began = time.nanos();
    try {
      draft.check(deadline.left(), deadline.hangup());
      listener.heard(
          ProbedPart.ok(
              Part.CREDENTIAL, draft.auth(), "the connector's own check passed", since(began)));
      return true;
    } catch (CallFailedException e) {
      listener.heard(ProbedPart.failed(Part.CREDENTIAL, draft.auth(), e.failure(), since(began)));
      return false;
    }
  }

  private void reads(
      Caller caller,
      DraftProvider draft,
      ReadOrder order,
      ProbeDeadline deadline,
      Listener listener)
      throws IOException {
    Invoker invoker = road.apply(draft);
    for (Read read = order.next(); read != null; read = order.next()) {
      Duration within = deadline.left(READ);
      if (within.isZero()) {
        listener.heard(
            ProbedPart.unasked(
                Part.OPERATIONS,
                read.capability().operation(),
                "there was no time left",
                null,
                List.of(read.capability().operation())));
      } else {
        listener.heard(answer(caller, draft, invoker, read, within, order, deadline.hangup()));
      }
    }
  }

  private ProbedPart answer(
      Caller caller,
      DraftProvider draft,
      Invoker invoker,
      Read read,
      Duration within,
      ReadOrder order,
      CallerDisconnect callerDisconnect) {
    Capability capability = read.capability();
    Invocation call =
        Invocation.of(
                ids.next(),
                caller.scope(),
                caller.principal(),
                capability.id(),
                Payload.of(read.input()))
            .labels(Map.of("draft", draft.info().id()))
            .timeout(within)
            .door(Invocation.Door.REST)
            .cache(new CacheDirectives(true, true, null))
            .provider(draft.info().id())
            .build();
    long began = time.nanos();
    String operation = capability.operation();
    try (Exchange exchange = invoker.open(call)) {
      callerDisconnect.on(exchange::cancel);
      Outcome outcome = exchange.outcome();
      String decision = Decision.ID.write(outcome.decision());
      return switch (outcome) {
        case Outcome.Succeeded done -> {
          if (done.value() != null) {
            order.answered(capability, binder.render(capability, done.value()));
          }
          yield ProbedPart.ok(Part.OPERATIONS, operation, "answered", since(began))
              .of(operation, decision);
        }
        case Outcome.Refused refused ->
            failed(operation, refused.failure(), began).of(operation, decision);
        case Outcome.Failed failed ->
            failed(operation, ProvidersFault.toldWithOrigin(failed.failure()), began)
                .of(operation, decision);
      };
    }
  }

  private ProbedPart failed(String operation, Failure failure, long began) {
    return ProbedPart.failed(Part.OPERATIONS, operation, failure, since(began));
  }

  private static void untold(ReadOrder order, boolean agreed, Listener listener)
      throws IOException {
    for (Unread unread : order.unread(agreed)) {
      listener.heard(
          ProbedPart.unasked(
              Part.OPERATIONS, unread.what(), unread.why(), null, unread.operations()));
    }
    if (!order.writes().isEmpty()) {
      listener.heard(
          ProbedPart.unasked(
              Part.OPERATIONS, "writes", "a write is never tried", null, order.writes()));
    }
  }

  private static void events(DraftProvider draft, Listener listener) throws IOException {
    Webhooks webhooks = draft.webhooks().orElse(null);
    if (webhooks != null) {
      boolean signed = !webhooks.scheme().equals(Webhooks.NOT_SIGNED);
      listener.heard(
          ProbedPart.unasked(
              Part.EVENTS,
              signed ? webhooks.scheme() : "not signed",
              webhooks.secretOfVendor()
                  ? "an endpoint takes the vendor's secret once it is saved"
                  : "an endpoint is added once it is saved",
              Known.DECLARED,
              List.of()));
    }
  }

  private Double since(long began) {
    return WireTime.millis(Duration.ofNanos(time.nanos() - began));
  }
}
