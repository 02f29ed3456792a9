package io.auterity.relay.attempt;

import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.SurchargeQuantities;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.Measured;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The most that one attempt can use, by unit. The size of the input bounds its tokens; the output
 * is bounded by the limit that it is sent. What the input itself tells adds to that; what is
 * charged only where it is asked for counts as the input asks, and a unit that is none of these
 * once.
 */
final class Estimate {

  private static final int USUAL_TOKEN = 4;
  private static final int LEAST_TOKEN = 3;

  /**
   * Quantities of the units that have a price. Whatever a vendor counts tokens of input or output
   * as, they cost no more than all of them in the dearest of those units.
   *
   * @param surchargeQuantities what the input asks beside an answer
   */
  static Map<String, Long> of(
      Record input,
      InputSize size,
      SurchargeQuantities surchargeQuantities,
      Map<String, Price> prices) {
    Map<String, Long> told =
        input instanceof Measured measured ? measured.most() : surchargeQuantities.most();
    Map<String, Long> most = new HashMap<>();
    for (String unit : prices.keySet()) {
      most.put(unit, TokenUnit.of(unit).isPresent() ? 0L : told.getOrDefault(unit, unasked(unit)));
    }
    long read = size.most() + told.getOrDefault(TokenUnit.INPUT.wire(), 0L);
    dearest(TokenUnit.ofInput(), prices).ifPresent(unit -> most.put(unit, read));
    Integer allowed = RecordFields.of(input).number(input, Demands.LIMIT);
    long output =
        allowed == null
            ? told.getOrDefault(TokenUnit.OUTPUT.wire(), (long) DefaultOutputTokens.USUAL)
            : allowed;
    dearest(TokenUnit.ofOutput(), prices).ifPresent(unit -> most.put(unit, output));
    return most;
  }

  // Tools and classes of service cost nothing where no call asks for them.
  private static long unasked(String unit) {
    return Surcharge.isOne(unit) ? 0 : 1;
  }

  /**
   * How many tokens it probably is, and has written in answer: what a rate counts needs no worst
   * case, since what was used beyond counts against what follows.
   */
  static long tokens(Record input, InputSize size) {
    Map<String, Long> told = input instanceof Measured measured ? measured.likely() : Map.of();
    RecordFields fields = RecordFields.of(input);
    Integer allowed = fields.number(input, Demands.LIMIT);
    long usual = fields.has(Demands.LIMIT) ? Demands.USUAL_OUTPUT : 0;
    long output = told.getOrDefault(TokenUnit.OUTPUT.wire(), usual);
    return Demands.likelyTokens(input, size)
        + told.getOrDefault(TokenUnit.INPUT.wire(), 0L)
        + (allowed == null ? output : Math.min(allowed, output));
  }

  /** How many tokens such text usually has. */
  static long tokens(long characters) {
    return (characters + USUAL_TOKEN - 1) / USUAL_TOKEN;
  }

  /**
   * More tokens than nearly any tokenizer makes of such text: one for three Latin letters, and one
   * for each digit, mark and letter of any other script.
   */
  static long tokensAtMost(String text) {
    long letters = text.chars().filter(Estimate::isPlain).count();
    return text.length() - letters + (letters + LEAST_TOKEN - 1) / LEAST_TOKEN;
  }

  private static boolean isPlain(int letter) {
    return letter == ' ' || (letter < 0x80 && Character.isLetter(letter));
  }

  private static Optional<String> dearest(List<TokenUnit> units, Map<String, Price> prices) {
    return units.stream()
        .map(TokenUnit::wire)
        .filter(prices::containsKey)
        .reduce((one, other) -> dearer(one, other, prices));
  }

  private static String dearer(String one, String other, Map<String, Price> prices) {
    Price first = Objects.requireNonNull(prices.get(one));
    Price second = Objects.requireNonNull(prices.get(other));
    return Tariff.dearer(first, second).equals(first) ? one : other;
  }
}
