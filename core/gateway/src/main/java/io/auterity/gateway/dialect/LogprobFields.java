package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * The two logprob fields by which dialects ask how likely tokens were: whether, and of how many
 * others.
 */
public final class LogprobFields {

  private static final int MOST = 20;

  /** How many others are told beside each token; null when nothing is asked. */
  public static @Nullable Integer read(RequestFields fields, String whether, String others) {
    boolean asked = fields.flag(whether);
    int most =
        switch (fields.take(others)) {
          case null -> 0;
          case Json.Int(long number) when number >= 0 && number <= MOST -> (int) number;
          case Json other ->
              throw FieldRefusals.invalid(
                  fields.at(others), "must be 0 to %d, not %s".formatted(MOST, other));
        };
    if (most > 0 && !asked) {
      throw FieldRefusals.invalid(fields.at(others), "goes with " + whether + " only");
    }
    return asked ? most : null;
  }
}
