package io.auterity.provider;

import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUnit;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * List price of one unit.
 *
 * @param nanos price of {@code per} units, in nano-units of the currency
 * @param per e.g. 1,000,000 tokens
 * @param currency ISO 4217
 * @param asOf day of the price list, e.g. {@code 2026-11-01}
 * @param list name and version of the price list; null for one that stands at a provider
 */
public record Price(long nanos, long per, String currency, String asOf, @Nullable String list) {

  /** Of whatever a model in this process uses, which no vendor bills. */
  private static final Price NOTHING = new Price(0, 1, "USD", "what runs here");

  /** Prices by unit of models that run in this process. */
  public static final Map<String, Price> OF_PROCESS =
      Stream.of(
              TokenUnit.INPUT.wire(),
              TokenUnit.OUTPUT.wire(),
              MediaUnit.AUDIO_SECONDS,
              MediaUnit.IMAGES,
              MediaUnit.INPUT_CHARACTERS,
              MediaUnit.SEARCH_UNITS)
          .collect(Collectors.toUnmodifiableMap(unit -> unit, unit -> NOTHING));

  public Price {
    Objects.requireNonNull(currency);
    Objects.requireNonNull(asOf);
    if (nanos < 0 || per < 1) {
      throw new IllegalArgumentException("price %d per %d".formatted(nanos, per));
    }
  }

  /** One that stands at a provider. */
  public Price(long nanos, long per, String currency, String asOf) {
    this(nanos, per, currency, asOf, null);
  }

  /** Whether it is that of what runs in this process, which is nothing in any currency. */
  public boolean isOfProcess() {
    return equals(NOTHING);
  }

  /** Where it comes from, e.g. {@code list-2026-11 v3 of 2026-11-01}. */
  public String source() {
    return list == null ? asOf : list + " of " + asOf;
  }
}
