package io.auterity.relay.call;

import io.auterity.relay.field.RecordFields;
import io.auterity.relay.route.Demand;
import io.auterity.spi.Measured;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TokenUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads off an input what it demands of a model, such as tokens, abilities and units that are no
 * tokens.
 */
public final class Demands {

  /** Name of the component that names a model. */
  public static final String MODEL = "model";

  /** Name of the component that limits the output. */
  public static final String LIMIT = "maxOutputTokens";

  private static final String SCHEMA = "schema";

  /** How many tokens an answer has of which nothing is known. */
  public static final long USUAL_OUTPUT = 500;

  /** What an input of that size asks; null when its operation has no models. */
  public static @Nullable Demand of(
      Record input, InputSize size, boolean billed, SurchargeQuantities surchargeQuantities) {
    RecordFields fields = RecordFields.of(input);
    return fields.has(MODEL)
        ? new Demand(
            size.likely(),
            fields.number(input, LIMIT),
            billed,
            fields.has(LIMIT) || writes(input),
            abilities(input, size),
            null,
            units(input, surchargeQuantities),
            List.of())
        : null;
  }

  /** The most that an input can use of what is no token, as it tells itself or asks of a vendor. */
  public static Map<String, Long> units(Record input, SurchargeQuantities surchargeQuantities) {
    return input instanceof Measured measured
        ? beside(measured.most())
        : surchargeQuantities.most();
  }

  /** What an input probably uses of what is no token. */
  public static Map<String, Long> likelyUnits(
      Record input, SurchargeQuantities surchargeQuantities) {
    return input instanceof Measured measured
        ? beside(measured.likely())
        : surchargeQuantities.likely();
  }

  /** How many tokens of text an input probably uses. */
  public static long likelyTokens(Record input, InputSize size) {
    boolean free = input instanceof Measured measured && measured.likely().isEmpty();
    return free ? 0 : size.likely();
  }

  private static Map<String, Long> beside(Map<String, Long> all) {
    Map<String, Long> units = new HashMap<>(all);
    units.keySet().removeIf(unit -> TokenUnit.of(unit).isPresent());
    return units;
  }

  private static boolean writes(Record input) {
    return input instanceof Measured measured
        && measured.most().containsKey(TokenUnit.OUTPUT.wire());
  }

  private static List<String> abilities(Record input, InputSize size) {
    List<String> needed = new ArrayList<>(2);
    if (size.has(InputSize.Content.PICTURE)) {
      needed.add("vision");
    }
    if (size.has(InputSize.Content.AUDIO)) {
      needed.add("audio");
    }
    if (input instanceof ChatRequest chat) {
      if (chat.tools() != null && !chat.tools().isEmpty()) {
        needed.add("tools");
      }
      if (chat.answerSchema() != null) {
        needed.add(SCHEMA);
      }
    }
    if (input instanceof ObjectRequest) {
      needed.add(SCHEMA);
    }
    return needed;
  }
}
