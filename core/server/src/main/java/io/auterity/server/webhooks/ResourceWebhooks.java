package io.auterity.server.webhooks;

import io.auterity.insight.learn.OfferWithdrawn;
import io.auterity.ledger.ThresholdReached;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.BackgroundCall;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts the events of budgets (a threshold is reached) and of routes (an offer is withdrawn) to the
 * webhook of their resource, as it is declared now. The outbox brings an event again until the
 * receiver has answered with success.
 */
public final class ResourceWebhooks implements Subscriber {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Kind of the resource, and the field of the event that names it. */
  private static final Map<String, String> KINDS =
      Map.of(ThresholdReached.TYPE, "budget", OfferWithdrawn.TYPE, "route");

  private final Declared declared;
  private final BiFunction<TenantScope, String, String> secrets;
  private final Function<TransportBinding, Transport> transport;
  private final WebhookFailures failures;
  private final Time time;

  /** Finds resources as they are declared now. */
  @FunctionalInterface
  public interface Declared {
    Optional<Resource> get(TenantScope scope, String kind, String id);
  }

  /**
   * @param secrets reads one by its name
   * @param failures told of what a webhook was not told
   */
  public ResourceWebhooks(
      Declared declared,
      BiFunction<TenantScope, String, String> secrets,
      Function<TransportBinding, Transport> transport,
      WebhookFailures failures,
      Time time) {
    this.declared = declared;
    this.secrets = secrets;
    this.transport = transport;
    this.failures = failures;
    this.time = time;
  }

  @Override
  public boolean wants(String type) {
    return KINDS.containsKey(type);
  }

  @Override
  public void receive(CloudEvent event) {
    TenantScope scope = event.scope();
    String kind = Objects.requireNonNull(KINDS.get(event.type()));
    String id = Objects.requireNonNull(event.data().text(kind));
    Resource resource = declared.get(scope, kind, id).orElse(null);
    if (resource != null && resource.spec().get("webhook") instanceof Json.Obj webhook) {
      notify(scope, kind + "/" + id, webhook, event);
    }
  }

  private void notify(TenantScope scope, String resource, Json.Obj webhook, CloudEvent event) {
    try {
      send(scope, resource, webhook, event);
    } catch (CallFailedException e) {
      failures.tell(scope, resource, event, e.failure());
      throw new CallFailedException(
          e.failure().code(),
          "the webhook of %s was not told of %s: %s"
              .formatted(resource, event.type(), e.failure().message()));
    }
  }

  private void send(TenantScope scope, String resource, Json.Obj webhook, CloudEvent event) {
    URI url = URI.create(Objects.requireNonNull(webhook.text("url")));
    String name = webhook.text("secret");
    String secret = name == null ? null : secrets.apply(scope, name);
    WireResponse reply =
        way(scope, resource, url)
            .send(
                new WireRequest("POST", url, headers(event, secret), event.bytes()),
                new WebhookCall(time, PATIENCE));
    if (reply.status() / 100 != 2) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "it answered %d".formatted(reply.status()));
    }
  }

  private Map<String, List<String>> headers(CloudEvent event, @Nullable String secret) {
    OutboundWebhookSignature signature =
        new OutboundWebhookSignature(event.id().toString(), time.now().getEpochSecond());
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("content-type", List.of("application/cloudevents+json"));
    signature
        .headers(event.bytes(), secret)
        .forEach((key, value) -> headers.put(key, List.of(value)));
    return headers;
  }

  // To that place alone, without a credential.
  private Transport way(TenantScope scope, String name, URI url) {
    Set<Destination> place = Destination.of(url).map(Set::of).orElse(Set.of());
    return transport.apply(
        new TransportBinding(
            scope, name, "webhook", place, Set.of(), new Signing.Unsigned(), name, Pacing.NONE));
  }

  /** A message to a webhook as the transport sees it; it never waits for its turn. */
  private static final class WebhookCall extends BackgroundCall implements Call {

    WebhookCall(Time time, Duration most) {
      super(time, most);
    }

    @Override
    public String capability() {
      return "webhook.notify";
    }

    @Override
    public void pause(Duration duration) {
      throw new CallFailedException(FailureCode.TIMEOUT, "the webhook is asked again later");
    }

    @Override
    public ProviderContext provider() {
      throw new IllegalStateException("no provider stands behind a webhook");
    }
  }
}
