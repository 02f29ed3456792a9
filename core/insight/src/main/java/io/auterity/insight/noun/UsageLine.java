package io.auterity.insight.noun;

import io.auterity.insight.usage.UsageRow;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.Decision;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of one attempt of a call.
 *
 * @param decision the call's
 * @param attempt its number; 0 when only the whole call is known
 * @param key id of the caller, an API key's where it came with one
 * @param owners whose call it is and who stands above these, as {@code kind/id}
 * @param cost decimal, exact
 * @param estimated whether a part of it was counted here, since the vendor did not tell it
 * @param doubtful whether it is not known that the vendor made it
 * @param shadow whether it was of a copy of a call that no caller waited for
 * @param saved what the answer had cost, where a cache gave it; absent elsewhere
 * @param route that took the call; absent where none did, or that was not kept
 */
public record UsageLine(
    String decision,
    int attempt,
    Instant at,
    String key,
    String principal,
    String capability,
    @Nullable String offer,
    List<String> owners,
    Map<String, String> labels,
    Map<String, Long> quantities,
    String cost,
    String currency,
    List<String> priceLists,
    List<String> unpriced,
    boolean estimated,
    boolean doubtful,
    boolean shadow,
    @Nullable String saved,
    @Nullable String route) {

  public UsageLine {
    owners = List.copyOf(owners);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
    priceLists = List.copyOf(priceLists);
    unpriced = List.copyOf(unpriced);
  }

  static UsageLine of(UsageRow row) {
    return new UsageLine(
        Decision.ID.write(row.decision()),
        row.attempt(),
        row.at(),
        Principal.ID.write(row.principal().id()),
        row.principal().name(),
        row.capability(),
        row.offer(),
        row.owners(),
        row.labels(),
        row.quantities(),
        NanoUnits.text(row.cost()),
        row.currency(),
        row.priceLists(),
        row.unpriced(),
        row.estimated(),
        row.doubtful(),
        row.shadow(),
        row.saved() == 0 ? null : NanoUnits.text(row.saved()),
        row.route());
  }
}
