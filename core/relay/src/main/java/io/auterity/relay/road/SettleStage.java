package io.auterity.relay.road;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.ledger.NanoUnits;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds up what the attempts used and cost; each hold was closed when its attempt ended. */
final class SettleStage implements RoadStage {

  @Override
  public Stage name() {
    return Stage.SETTLE;
  }

  @Override
  public boolean always() {
    return true;
  }

  @Override
  public StageResult pass(Passage passage) {
    Decision.Used used = passage.call.bill().used();
    if (used.quantities().isEmpty() && used.cost() == 0) {
      return StageResult.skipped("nothing to settle", "Nothing was used.");
    }
    return StageResult.done(NanoUnits.text(used.cost()) + " " + used.currency(), reason(used));
  }

  private static String reason(Decision.Used used) {
    String quantities =
        new TreeMap<>(used.quantities())
            .entrySet().stream().map(SettleStage::words).collect(Collectors.joining(", "));
    String prices =
        used.priceLists().isEmpty()
            ? ", none of it priced"
            : ", list price of " + String.join(" and ", used.priceLists());
    String unpriced =
        used.unpriced().isEmpty() || used.priceLists().isEmpty()
            ? ""
            : "; no price for " + String.join(", ", used.unpriced());
    String estimated =
        used.estimated()
            ? "; in part estimated, since a vendor did not tell all that was used"
            : "";
    return quantities + prices + unpriced + estimated + ".";
  }

  private static String words(Map.Entry<String, Long> entry) {
    return entry.getValue() + " " + entry.getKey().replace('_', ' ');
  }
}
