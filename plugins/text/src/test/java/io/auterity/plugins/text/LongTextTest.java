package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A finder that is not linear would take many minutes on these; the limit only tells the two apart.
 */
class LongTextTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Masking us = new Masking("US");

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.", "@", "a@", "a@b.", "DE89", ":", "  ", "They charged me. "})
  void manyCharacters(String piece) {
    mask(piece, 400_000);
  }

  /** Digits cost more each: libphonenumber looks at them from every side. */
  @ParameterizedTest
  @ValueSource(strings = {"4", "4 ", "4111 ", "415-", "12 34 ", "(1(1", "1.", "1:", "1.1.1.1."})
  void aLongRowOfDigits(String piece) {
    mask(piece, 20_000);
  }

  private void mask(String piece, int length) {
    String text = piece.repeat(length / piece.length());

    assertThat(assertTimeoutPreemptively(LIMIT, () -> us.masked(text))).isNotEmpty();
  }
}
