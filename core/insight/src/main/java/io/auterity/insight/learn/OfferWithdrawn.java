package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The event that an offer of a route did not keep its promise; it is told once. */
public final class OfferWithdrawn {

  public static final String TYPE = "io.auterity.route.offer.withdrawn.v1";

  /** Of that offer. */
  public static CloudEvent event(
      UUID id, TenantScope scope, WithdrawalLog.Withdrawn withdrawn, Instant now) {
    Map<String, Json> data = new LinkedHashMap<>();
    data.put("route", Json.of(withdrawn.route()));
    data.put("routeVersion", Json.of(withdrawn.routeVersion()));
    data.put("offer", Json.of(withdrawn.offer()));
    if (withdrawn.head() > 0) {
      data.put("head", Json.of(withdrawn.head()));
    }
    data.put("why", Json.of(withdrawn.why()));
    return new CloudEvent(
        id,
        TYPE,
        "/routes",
        "route/%s/%s".formatted(withdrawn.route(), withdrawn.offer()),
        scope.tenant(),
        now,
        Json.object(data));
  }
}
