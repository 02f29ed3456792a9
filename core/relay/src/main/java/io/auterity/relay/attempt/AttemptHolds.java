package io.auterity.relay.attempt;

import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.Invocation;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.field.RecordFields;
import io.auterity.relay.plan.Fitness;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.MediaUnit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the holds of one attempt: of money its worst case, of tokens in a minute what it probably
 * uses. Only what is bounded has a worst case, so where a budget covers an attempt whose caller
 * names no limit of output, it is sent one.
 */
final class AttemptHolds {

  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

  private final CallState call;
  private final Ledger ledger;
  private final Offer offer;
  private final Map<String, Price> dearest;
  private final LimitScope.Caller caller;
  private final @Nullable String begun;
  private final InputSize size;

  /**
   * Of an attempt at an offer.
   *
   * @param begun what was said before a stream was cut; null when none was
   */
  AttemptHolds(CallState call, Ledger ledger, Offer offer, @Nullable String begun) {
    this.call = call;
    this.ledger = ledger;
    this.offer = offer;
    this.dearest = offer.tariff().dearest();
    this.caller = call.caller().at(offer);
    this.begun = begun;
    this.size = begun == null ? call.inputSize() : call.inputSize().and(begun);
  }

  /**
   * What was taken.
   *
   * @param input as it is sent
   * @param limit of its output, which the budget alone asks for and which is less than the model
   *     can give; null where it is not so
   */
  record Held(BudgetHold hold, Record input, @Nullable Integer limit) {}

  /**
   * Takes it, all or nothing. What does not fit is tried with the shortest answer.
   *
   * @throws CallFailedException as {@link Ledger#hold} says; {@code invalid} for what no budget can
   *     count
   */
  Held take() {
    boolean priced =
        ledger.budgeted(call.invocation().scope(), caller) && !offer.tariff().isEmpty();
    DefaultOutputTokens room = priced ? DefaultOutputTokens.of(call.input(), size, offer) : null;
    if (room == null) {
      Record input = sent(call.input());
      return new Held(hold(input, priced ? worst(input) : 0), input, null);
    }
    long free = ledger.free(call.invocation().scope(), caller);
    DefaultOutputTokens.Sized sized = room.within(free, this::sized);
    try {
      return held(room, sized);
    } catch (CallFailedException e) {
      // Others may have taken what was free, or this process did not know.
      if (sized.limit() == room.least() || e.failure().code() != FailureCode.BUDGET_EXHAUSTED) {
        throw e;
      }
      return held(room, sized(room.least()));
    }
  }

  private Held held(DefaultOutputTokens room, DefaultOutputTokens.Sized sized) {
    BudgetHold hold = hold(sized.input(), sized.worst());
    return new Held(
        hold, sized.input(), room.shortens(sized.limit()) ? (Integer) sized.limit() : null);
  }

  private DefaultOutputTokens.Sized sized(int tokens) {
    Record input = sent(RecordFields.of(call.input()).with(call.input(), Demands.LIMIT, tokens));
    return new DefaultOutputTokens.Sized(tokens, input, worst(input));
  }

  private Record sent(Record input) {
    Record whole = cut(NamedModel.in(input, offer));
    return begun == null ? whole : StreamResumption.shortened(whole, begun);
  }

  // At the gateway a limit beyond what the offer can give is cut; planning refuses it elsewhere.
  private Record cut(Record input) {
    boolean ceiling = call.invocation().door() == Invocation.Door.GATEWAY;
    Integer asked = input instanceof ChatRequest chat ? chat.maxOutputTokens() : null;
    Integer most = ceiling && asked != null ? Fitness.cut(asked, size.likely(), offer) : null;
    return most == null ? input : ((ChatRequest) input).toBuilder().maxOutputTokens(most).build();
  }

  private long worst(Record input) {
    try {
      Map<String, Long> units = new HashMap<>(Estimate.of(input, size, call.charged(), dearest));
      units.computeIfPresent(MediaUnit.PREDICT_MILLISECONDS, (unit, none) -> longestLife());
      return NanoUnits.ceiling(units, dearest);
    } catch (ArithmeticException e) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "what this call could cost at %s is %s".formatted(offer.id(), e.getMessage()));
    }
  }

  // Nothing works for a call that is over, but for the shortest life that vendors give it.
  // A line of a batch has more time than the requests that are sent for it.
  private long longestLife() {
    BatchPlace place = call.invocation().place();
    long left = call.remaining().toMillis();
    long most = place == null ? left : Math.min(left, place.alone().toMillis());
    return Math.max(SHORTEST_LIFE.toMillis(), most);
  }

  private BudgetHold hold(Record input, long worst) {
    boolean counted =
        call.capability().metered() && ledger.limitsTokens(call.invocation().scope(), caller);
    String currency = dearest.values().stream().map(Price::currency).findFirst().orElse(null);
    Duration left = call.remaining();
    Duration longest = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    Ledger.Most most = new Ledger.Most(worst, currency, counted ? Estimate.tokens(input, size) : 0);
    try {
      BudgetHold hold = ledger.hold(call.invocation().scope(), caller, most, longest);
      call.rates(hold.rates());
      return hold;
    } catch (CallFailedException e) {
      call.rates(ledger.standing(call.invocation().scope(), caller));
      throw e;
    }
  }

  /** An input with the vendor's own name of the model that an offer is for. */
  private static final class NamedModel {

    /** The same input where the offer has no model, or its operation none. */
    static Record in(Record input, Offer offer) {
      if (offer.model() == null) {
        return input;
      }
      String name = offer.model().vendorName();
      if (input instanceof ChatRequest chat) {
        return name.equals(chat.model()) ? chat : chat.withModel(name);
      }
      RecordFields fields = RecordFields.of(input);
      boolean same = !fields.has(Demands.MODEL) || name.equals(fields.text(input, Demands.MODEL));
      return same ? input : fields.with(input, Demands.MODEL, name);
    }
  }
}
