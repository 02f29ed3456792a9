package io.auterity.relay.attempt;

import io.auterity.platform.provider.Offer;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.RecordFields;
import java.util.HashMap;
import java.util.Map;

/**
 * The most that one attempt can use, by unit. The size of the input bounds its tokens; the output
 * is bounded by what the caller allows, or else by what is allowed here. A unit that is none of
 * these counts once.
 */
final class Estimate {

  static final int OUTPUT_TOKENS = 4_096;

  private static final int USUAL_TOKEN = 4;
  private static final String INPUT = "input_tokens";
  private static final String OUTPUT = "output_tokens";

  private Estimate() {}

  /** The same input; when output is priced and the caller allows any length, with a limit. */
  static Record bounded(Record input, Offer offer) {
    RecordFields fields = RecordFields.of(input);
    return offer.prices().containsKey(OUTPUT)
            && fields.has(Demands.LIMIT)
            && fields.number(input, Demands.LIMIT) == null
        ? fields.with(input, Demands.LIMIT, OUTPUT_TOKENS)
        : input;
  }

  /** Quantities of the units that the offer has a price for. */
  static Map<String, Long> of(Record input, InputSize size, Offer offer) {
    Map<String, Long> most = new HashMap<>();
    for (String unit : offer.prices().keySet()) {
      most.put(unit, quantity(unit, input, size, offer));
    }
    return most;
  }

  /** How many tokens such text usually has. */
  static long tokens(long characters) {
    return (characters + USUAL_TOKEN - 1) / USUAL_TOKEN;
  }

  private static long quantity(String unit, Record input, InputSize size, Offer offer) {
    return switch (unit) {
      case INPUT -> size.most();
      // What comes from a vendor's cache costs no more than what does not.
      case "cached_input_tokens" -> offer.prices().containsKey(INPUT) ? 0 : size.most();
      case OUTPUT -> {
        Integer allowed = RecordFields.of(input).number(input, Demands.LIMIT);
        yield allowed == null ? OUTPUT_TOKENS : allowed;
      }
      default -> 1;
    };
  }
}
