package io.auterity.ledger;

import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The event that a share of a budget is used, which is told once for each of its windows. */
public final class ThresholdReached {

  public static final String TYPE = "io.auterity.budget.threshold.v1";

  /**
   * Of that window.
   *
   * @param spent of it by all servers
   */
  public static CloudEvent event(
      UUID id,
      BudgetSlices.Place place,
      Threshold threshold,
      ThresholdLog.Spent spent,
      Instant now) {
    Limit limit = place.limit();
    Window window = limit.window(place.window());
    Map<String, Json> data = new LinkedHashMap<>();
    data.put("budget", Json.of(limit.id()));
    data.put("scope", Json.of(limit.scope().toString()));
    data.put("period", Json.of(limit.period().wire()));
    data.put("threshold", Json.of(threshold.share()));
    data.put("currency", Json.of(limit.unit()));
    data.put("settled", Json.of(NanoUnits.text(spent.settled(), limit.unit())));
    data.put("held", Json.of(NanoUnits.text(spent.held(), limit.unit())));
    data.put("used", Json.of(NanoUnits.text(spent.settled() + spent.held(), limit.unit())));
    data.put("cap", Json.of(NanoUnits.text(limit.cap(), limit.unit())));
    data.put("from", Json.of(window.start().toString()));
    if (window.end() != null) {
      data.put("until", Json.of(window.end().toString()));
    }
    return new CloudEvent(
        id,
        TYPE,
        "/limits",
        "budget/%s/%s".formatted(limit.id(), limit.period().wire()),
        place.scope().tenant(),
        now,
        Json.object(data));
  }
}
