package io.auterity.relay.attempt;

import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenUnit;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The default limit of output tokens for a call that a budget reserves for at its worst case and
 * whose caller names no limit. An answer may be as long as its offer says that answers can be, up
 * to a ceiling, while that takes no more than a share of what is free, else as long as that share
 * lasts, but never shorter than what an answer usually needs. An offer that does not say how long
 * its answers can be gets no more than that either. The ceiling is what its provider is configured
 * to ask for where a call names no limit, which no budget raises or lowers further than to what is
 * usual; else {@link #CEILING}. All in tokens.
 *
 * @param least that an answer usually needs, with the thoughts that are asked for
 * @param most that it may be, however much is free
 * @param declared what the offer says that it can be; null when it does not
 */
record DefaultOutputTokens(int least, int most, @Nullable Long declared) {

  /** What an answer usually needs. */
  static final int USUAL = 4_096;

  /**
   * What is asked for at most where no provider is configured otherwise: vendors count the limit
   * that they are sent against tokens in a minute, or credits, and refuse what goes beyond, and
   * hardly an answer is longer.
   */
  static final int CEILING = 16_384;

  /** One answer takes no more than such a part of what is free, so that others find room. */
  private static final int SHARE = 4;

  /** Null where the caller names a limit, and where output has none or costs nothing. */
  static @Nullable DefaultOutputTokens of(Record input, InputSize size, Offer offer) {
    RecordFields fields = RecordFields.of(input);
    Map<String, Price> prices = offer.tariff().dearest();
    boolean bounded =
        !fields.has(Demands.LIMIT)
            || fields.number(input, Demands.LIMIT) != null
            || TokenUnit.ofOutput().stream().noneMatch(unit -> prices.containsKey(unit.wire()));
    return bounded ? null : of(thoughts(input), size, offer);
  }

  // A vendor may refuse a limit above what its model can give, or can hold with the input.
  private static DefaultOutputTokens of(long thoughts, InputSize size, Offer offer) {
    Long declared = offer.output();
    Long configured = offer.provider().offering().answer();
    long ceiling = thoughts + (configured == null ? CEILING : configured);
    long usual = Math.min(ceiling, thoughts + USUAL);
    long least = declared == null ? usual : Math.min(declared, usual);
    long unknown = configured == null ? usual : ceiling;
    long most = declared == null ? unknown : Math.min(declared, ceiling);
    Long context = offer.context();
    if (context != null) {
      most = Math.max(least, Math.min(most, context - size.most()));
    }
    return new DefaultOutputTokens(whole(least), whole(most), declared);
  }

  private static int whole(long tokens) {
    return (int) Math.min(Integer.MAX_VALUE, tokens);
  }

  // They are part of the output, and a vendor refuses a limit that leaves nothing beside them.
  private static long thoughts(Record input) {
    Thinking thinking = input instanceof ChatRequest chat ? chat.thinking() : null;
    Integer budget = thinking == null ? null : thinking.budgetTokens();
    return budget == null ? 0 : budget;
  }

  /**
   * A request with a limit of its output.
   *
   * @param worst the most that it can cost, in nano-units
   */
  record Sized(int limit, Record input, long worst) {}

  /**
   * The one with the longest limit that what is free allows.
   *
   * @param free of the tightest budget, in nano-units
   * @param sized the request with such a limit, which is reckoned once where there is room; its
   *     worst case grows evenly
   */
  Sized within(long free, IntFunction<Sized> sized) {
    long share = free / SHARE;
    Sized dearest = sized.apply(most);
    if (dearest.worst() <= share) {
      return dearest;
    }
    Sized cheapest = sized.apply(least);
    if (cheapest.worst() >= share) {
      return cheapest;
    }
    double part = (double) (share - cheapest.worst()) / (dearest.worst() - cheapest.worst());
    return sized.apply(Math.clamp((long) (least + part * (most - least)), least, most));
  }

  /** Whether such a limit may end an answer that could have gone on. */
  boolean shortens(int limit) {
    return declared == null || limit < declared;
  }
}
