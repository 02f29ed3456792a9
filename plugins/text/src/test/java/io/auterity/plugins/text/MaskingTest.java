package io.auterity.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.TextToMask;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  private final Masking us = new Masking("US");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail jane.doe+bank@mail.example.co.uk now | mail [email] now",
        "mailto:o'brien@example.org.            | mailto:[email].",
        "<jürgen@bücher.example>                | <[email]>",
        "a@b.io,c@d.io                          | [email],[email]",
        "me@localhost and @handle and a@b.c     | me@localhost and @handle and a@b.c",
        "call +49 30 901820 today               | call [phone] today",
        "call (415) 555-2671.                   | call [phone].",
        "fax 415.555.2671 ext. 12               | fax [phone]",
        "on 2019-01-02 I paid $1,234,567.89     | on 2019-01-02 I paid $1,234,567.89",
        "DE89 3704 0044 0532 0130 00 is mine    | [iban] is mine",
        "gb82west12345698765432                 | [iban]",
        "DE89 3704 0044 0532 0130 01 is wrong   | DE89 3704 0044 0532 0130 01 is wrong",
        "card 4111 1111 1111 1111 12/29         | card [card] 12/29",
        "card 378282246310005, cvv 1234         | card [card], cvv 1234",
        "card 4111-1111-1111-1112 is mistyped   | card [card] is mistyped",
        "my ssn: 536-22-1234.                   | my ssn: [us_ssn].",
        "my SSN is 536221234                    | my SSN is [us_ssn]",
        "numbers 000-12-3456 and 666-12-3456    | numbers 000-12-3456 and 666-12-3456",
        "from 192.168.0.1:8080                  | from [ip_address]:8080",
        "source:10.0.0.1.                       | source:[ip_address].",
        "version 1.2.3 or 1.2.3.4.5 or 1.2.3.999 | version 1.2.3 or 1.2.3.4.5 or 1.2.3.999",
        "host 2001:db8::8a2e:370:7334.          | host [ip_address].",
        "[fe80::1]:443 and ::ffff:10.0.0.1      | [[ip_address]]:443 and [ip_address]",
        "at 12:34:56 in std::vector             | at 12:34:56 in std::vector",
      })
  void masks(String text, String expected) {
    assertThat(us.masked(text)).isEqualTo(expected);
  }

  @Test
  void findsNumbersOfTheConfiguredCountry() {
    String text = "No. 030 901820";

    assertThat(us.masked(text)).isEqualTo(text);
    assertThat(new Masking("DE").masked(text)).isEqualTo("No. [phone]");
  }

  @Test
  void placesCountUnitsOfTheOriginal() {
    assertThat(us.mask("😀 a@b.io, 10.0.0.1").findings())
        .containsExactly(new Finding("email", 3, 9), new Finding("ip_address", 11, 19));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4155552671@example.org",
        "x+14155552671@example.org",
        "192.168.0.1@example.org",
      })
  void whatLooksLikeTwoKindsIsMaskedOnceAsTheSurer(String text) {
    assertThat(us.masked(text)).isEqualTo("[email]");
  }

  @Test
  void stopsWhenTheCallHasEnded() {
    FakeCall late = us.call().withRemaining(Duration.ZERO);

    Failures.expect(FailureCode.TIMEOUT, () -> us.text().maskPii(new TextToMask("a@b.io"), late));
  }
}
