package io.auterity.insight.noun;

import io.auterity.insight.usage.UsageDimension;
import io.auterity.insight.usage.UsageSums;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.noun.WireTime;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of one group of calls.
 *
 * @param group by dimension; empty where calls have none
 * @param calls attempts that used something
 * @param attempts all that were made; the others of a group stand with the currency of most calls
 * @param failed how many of these failed by themselves
 * @param p50Ms median of those that succeeded and used something, right within a tenth; absent
 *     where none did
 * @param quantities by unit
 * @param cost decimal, exact
 * @param estimatedCost the part of the cost of which something was counted here, since the vendor
 *     did not tell it
 * @param doubtfulCost the part of the cost of calls of which it is not known that the vendor made
 *     them
 * @param priceLists id, version and day of what the prices are from
 * @param unpriced units that cost nothing, because they had no price
 * @param saved what answers had cost that were given out of a cache; absent where none was
 */
public record UsageFigure(
    Map<String, String> group,
    long calls,
    long attempts,
    long failed,
    @Nullable Double p50Ms,
    Map<String, Long> quantities,
    String cost,
    String currency,
    String estimatedCost,
    String doubtfulCost,
    List<String> priceLists,
    List<String> unpriced,
    @Nullable String saved) {

  public UsageFigure {
    group = Collections.unmodifiableMap(group);
    quantities = Collections.unmodifiableMap(quantities);
    priceLists = List.copyOf(priceLists);
    unpriced = List.copyOf(unpriced);
  }

  static UsageFigure of(List<UsageDimension> by, UsageSums.Group group, UsageSums.Sum sum) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      named.put(by.get(i).name(), group.values().get(i));
    }
    return new UsageFigure(
        named,
        sum.calls(),
        sum.attempts(),
        sum.failed(),
        WireTime.millisOrNull(sum.p50Nanos()),
        sum.quantities(),
        NanoUnits.text(sum.cost()),
        group.currency(),
        NanoUnits.text(sum.estimated()),
        NanoUnits.text(sum.doubtful()),
        sum.priceLists(),
        sum.unpriced(),
        sum.saved() == 0 ? null : NanoUnits.text(sum.saved()));
  }

  /** Where it stands in its list. */
  String place() {
    String words = String.join("\u001f", group.values()) + "\u001f" + currency;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(words.getBytes(StandardCharsets.UTF_8));
  }
}
