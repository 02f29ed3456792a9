package io.auterity.ledger.price;

import io.auterity.provider.Attempt;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.OtherFields;
import io.auterity.spi.Range;
import io.auterity.spi.TextForm;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spec of {@code prices}. */
@Description(
    "A dated price list. Of all lists that name an offer the latest holds whose day is not in the"
        + " future.")
public record PricesSpec(
    @Description("ISO 4217; the same in all prices and budgets of the tenant")
        @TextForm(pattern = "^[A-Z]{3}$")
        String currency,
    @Description("Day from which on it holds, in UTC")
        @TextForm(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        LocalDate asOf,
    @Description(
            "provider/model that savings are compared with; of several lists that hold, that of the"
                + " latest")
        @TextForm(pattern = "^[^/]+/.+$", most = 320)
        @Nullable String baseline,
    @Description("Prices by provider/model, else by connector/model") Map<String, Offer> offers) {

  static final String AMOUNT = "^[0-9]{1,9}(\\.[0-9]{1,9})?$";
  static final String PLACES = "Decimal, at most 9 places";

  /** What has a price. */
  public enum Priced {
    INPUT(TokenUnit.INPUT),
    CACHED_INPUT(TokenUnit.CACHED_INPUT),
    CACHE_WRITE(TokenUnit.CACHE_WRITE),
    CACHE_WRITE_LONG(TokenUnit.CACHE_WRITE_LONG),
    OUTPUT(TokenUnit.OUTPUT),
    REASONING(TokenUnit.REASONING),
    AUDIO_INPUT(TokenUnit.AUDIO_INPUT),
    IMAGE_INPUT(TokenUnit.IMAGE_INPUT),
    AUDIO_OUTPUT(TokenUnit.AUDIO_OUTPUT),
    IMAGE_OUTPUT(TokenUnit.IMAGE_OUTPUT),
    CHARACTERS(MediaUnit.INPUT_CHARACTERS, 0),
    @Description("Tokens that a job trained, each as often as it went over them")
    TRAINING(MediaUnit.TRAINED_TOKENS, 0),
    IMAGE(MediaUnit.IMAGES, 1),
    AUDIO_MINUTE(MediaUnit.AUDIO_SECONDS, 60),
    @Description("One second for which the vendor's hardware works (predict_milliseconds)")
    SECOND(MediaUnit.PREDICT_MILLISECONDS, 1_000),
    SEARCH(MediaUnit.SEARCH_UNITS, 1),
    @Description("One search that the vendor makes while it answers")
    WEB_SEARCH(Surcharge.WEB_SEARCHES, 1),
    @Description("One question to the vendor's maps")
    MAP_SEARCH(Surcharge.MAP_SEARCHES, 1),
    @Description("One answer for which the vendor executes code")
    CODE_SESSION(Surcharge.CODE_SESSIONS, 1),
    REQUEST(Attempt.CALLS, 1);

    private final String unit;
    private final long per;

    Priced(TokenUnit unit) {
      this(unit.wire(), 0);
    }

    Priced(String unit, long per) {
      this.unit = unit;
      this.per = per;
    }

    /** As usage counts it. */
    String unit() {
      return unit;
    }

    /** How many of its unit cost the amount, where as many do as the offer says otherwise. */
    long per(long said) {
      return per == 0 ? said : per;
    }
  }

  /** What a model costs. */
  public record Offer(
      @Description(PLACES) @TextForm(pattern = AMOUNT) @OtherFields Map<Priced, String> amounts,
      @Description("How many tokens or characters the amounts are for; all others are for one")
          @Range(least = 1, most = 1_000_000_000)
          @Default("1000000")
          long per,
      @Default("[]") List<Tier> tiers,
      @Description(
              "Prices by the class of service that the vendor tells, e.g. flex, priority, batch; of"
                  + " several at once joined by +, in their order: fast+us")
          @Default("{}")
          Map<String, Service> serviceTiers) {}

  /** What it costs in a class of service. */
  @Description(
      "Prices in one class of service. Where it has one for input, or output, none of the usual"
          + " ones for that counts")
  public record Service(
      @Description(PLACES) @TextForm(pattern = AMOUNT) @OtherFields Map<TokenUnit, String> amounts,
      @Default("[]") List<Tier> tiers) {}

  /** What long inputs cost. */
  @Description(
      "Prices for the whole of a call with more tokens of input than that; the usual ones where"
          + " none is given")
  public record Tier(
      @Range(least = 1) long above,
      @Description(PLACES) @TextForm(pattern = AMOUNT) @OtherFields
          Map<TokenUnit, String> amounts) {}
}
