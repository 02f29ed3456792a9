package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.validator.routines.checkdigit.CheckDigitException;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.iban4j.Iban;

class MaskingPropertyTest {

  private final Masking us = new Masking("US");

  @Property(tries = 500)
  void keepsEverythingOutsideTheFindings(@ForAll @StringLength(max = 200) String text) {
    assertOnlyFindingsAreReplaced(text);
  }

  @Property(tries = 500)
  void keepsEverythingOutsideTheFindingsOfCrowdedTexts(@ForAll("crowded") String text) {
    assertOnlyFindingsAreReplaced(text);
  }

  @Property(tries = 500)
  void masksEveryCardThatIsPlanted(
      @ForAll("cards") String card, @ForAll("words") String before, @ForAll("words") String after) {
    assertThat(us.masked(before + " " + card + " " + after)).isEqualTo(before + " [card] " + after);
  }

  @Property(tries = 300)
  void masksEveryIbanThatIsPlanted(@ForAll("words") String before, @ForAll("words") String after) {
    String iban = Iban.random().toFormattedString();

    assertThat(us.masked(before + " " + iban + " " + after)).isEqualTo(before + " [iban] " + after);
  }

  @Property(tries = 300)
  void masksEveryAddressThatIsPlanted(
      @ForAll("emails") String email,
      @ForAll("words") String before,
      @ForAll("words") String after) {
    assertThat(us.masked(before + " <" + email + "> " + after))
        .isEqualTo(before + " <[email]> " + after);
  }

  private void assertOnlyFindingsAreReplaced(String text) {
    MaskedText masked = us.mask(text);

    StringBuilder expected = new StringBuilder();
    int kept = 0;
    for (Finding finding : masked.findings()) {
      assertThat(finding.start()).isGreaterThanOrEqualTo(kept).isLessThan(finding.end());
      expected.append(text, kept, finding.start()).append('[').append(finding.kind()).append(']');
      kept = finding.end();
    }
    assertThat(masked.text()).isEqualTo(expected.append(text.substring(kept)).toString());
  }

  @Provide
  Arbitrary<String> crowded() {
    return Arbitraries.of(
            "a@b.io",
            "415 555 2671",
            "4111111111111111",
            "DE89370400440532013000",
            "10.0.0.1",
            "536-22-1234",
            "::1",
            "ssn",
            "@",
            ".",
            "-",
            " ",
            "1",
            "7",
            "x",
            "+")
        .list()
        .ofMaxSize(15)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of("paid", "the", "bank", "letter", "twice", "in", "may", "[email]", "—")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> emails() {
    Arbitrary<String> local =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(30);
    Arbitrary<String> domain =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(2).ofMaxLength(20);
    return Combinators.combine(local, domain, Arbitraries.of("com", "museum", "co.uk"))
        .as((l, d, top) -> l + "@" + d + "." + top);
  }

  @Provide
  Arbitrary<String> cards() {
    Arbitrary<String> digits =
        Arbitraries.strings().numeric().ofMinLength(12).ofMaxLength(17).map(d -> "4" + d);
    return Combinators.combine(digits, Arbitraries.of("", " ", "-"))
        .as((number, separator) -> grouped(withCheckDigit(number), separator));
  }

  private static String withCheckDigit(String number) {
    try {
      return number + LuhnCheckDigit.LUHN_CHECK_DIGIT.calculate(number);
    } catch (CheckDigitException e) {
      throw new IllegalArgumentException(number, e);
    }
  }

  private static String grouped(String digits, String separator) {
    if (digits.length() != 16) {
      return digits;
    }
    return String.join(
        separator,
        List.of(
            digits.substring(0, 4),
            digits.substring(4, 8),
            digits.substring(8, 12),
            digits.substring(12)));
  }
}
