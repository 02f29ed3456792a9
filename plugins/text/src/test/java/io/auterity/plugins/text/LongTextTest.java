package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.inspect.Finder;
import io.auterity.inspect.Inspection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of a text four times as long about four times as much is read, by finders that are linear;
 * sixteen times as much by one that is not.
 */
class LongTextTest {

  private static final int UNITS = 12_000;
  private static final int TIMES = 4;

  private final Masking us = new Masking("US");

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.", "@", "a@", "a@b.", "DE89", ":", "  ", "They charged me. "})
  void manyCharacters(String piece) {
    assertThat(growth(((TextClient) us.text()).inspection(), piece)).isBetween(3.0, 6.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "4 ", "4111 ", "415-", "12 34 ", "(1(1", "1.", "1:", "1.1.1.1."})
  void aLongRowOfDigits(String piece) {
    assertThat(growth(((TextClient) us.text()).inspection(), piece)).isBetween(3.0, 6.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\" ", "“ ", "…", "\n", "-", "+", "( ", "\u0301", "\ud83d\ude00"})
  void manySignsThatAreNoWords(String piece) {
    assertThat(growth(((TextClient) us.text()).inspection(), piece)).isBetween(3.0, 6.0);
  }

  @Test
  void aFinderThatIsNotLinearIsToldFromOneThatIs() {
    Finder allBefore =
        (text, start) -> {
          int place = start;
          while (place > 0 && text.at(place) != '@') {
            place--;
          }
          return null;
        };

    assertThat(growth(new Inspection(List.of(allBefore)), "a ", UNITS / 8)).isGreaterThan(12);
  }

  // How many times as much of a text is read when it is so many times as long.
  private static double growth(Inspection inspection, String piece) {
    return growth(inspection, piece, UNITS);
  }

  private static double growth(Inspection inspection, String piece, int units) {
    return (double) read(inspection, piece, TIMES * units) / read(inspection, piece, units);
  }

  private static long read(Inspection inspection, String piece, int units) {
    Counted text = new Counted(piece.repeat(units / piece.length()));
    inspection.of(text);
    return text.read;
  }

  /** A text that counts how many units of it are read. */
  private static final class Counted implements CharSequence {

    private final String text;
    private long read;

    private Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int place) {
      read++;
      return text.charAt(place);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      read += end - start;
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      read += text.length();
      return text;
    }
  }
}
