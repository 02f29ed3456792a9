package io.auterity.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {

  static final Inspection ALL =
      new Inspection(
          List.of(
              new SecretShapes(),
              new NamedSecrets(),
              new Emails(),
              new Ibans(),
              new Passports(),
              new Cards(),
              new IpAddresses(),
              new SocialSecurityNumbers(),
              new NationalNumbers(),
              new Phones("US")));

  static String masked(Inspection inspection, String text) {
    Sweep sweep = new Sweep(inspection, (kind, found) -> "[" + kind + "]");
    return sweep.take(text) + sweep.finish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail jane.doe+bank@mail.example.co.uk now | mail [email] now",
        "see //host/a?u=jane@example.com&b=1       | see //[email]&b=1",
        "<jürgen@bücher.example>, me@localhost     | <[email]>, me@localhost",
        "GB82 WEST 1234 5698 7654 32 is mine       | [iban] is mine",
        "DE89 3704 0044 0532 0130 01 is wrong      | DE89 3704 0044 0532 0130 01 is wrong",
        "card 4111-1111-1111-1111 12/29            | card [card] 12/29",
        "card 4111 1111 1111 1112 is mistyped      | card 4111 1111 1111 1112 is mistyped",
        "host 2001:db8::8a2e:370:7334.             | host [ip_address].",
        "at 12:34:56 in std::vector, 1.2.3.4.5     | at 12:34:56 in std::vector, 1.2.3.4.5",
        "(415) 555-2671, +49 30 901820             | [phone], [phone]",
        "001-555-123-4567x123 or 555.123.4567      | [phone] or [phone]",
        "my phone is 0171 1234567                  | my phone is [phone]",
        "Tél : 06 12 34 56 78, móvil 612 345 678   | Tél : [phone], móvil [phone]",
        "bill 2026-000123, ISBN 4155552671         | bill 2026-000123, ISBN 4155552671",
        "version 10.2.33.4 on the host 10.2.33.5   | version 10.2.33.4 on the host [ip_address]",
        "Reisepass C4VZ6R2K8, part C4VZ6R2K8       | Reisepass [passport], part [passport]",
        "order 0171 123456, on 2019-01-02          | order 0171 123456, on 2019-01-02",
        "passport no. C01X00T47, item C01X00T47    | passport no. [passport], item [passport]",
        "item C01X00T47 and a bill of 123456789    | item C01X00T47 and a bill of 123456789",
        "item C4VJK8T2Z, Reisepass-Nr.: C4VJK8T2Z  | item C4VJK8T2Z, Reisepass-Nr.: [passport]",
        "my CPF is 52998224725                     | my CPF is [national_id]",
        "build 1.2.3.4 at 1.2.3.4                  | build 1.2.3.4 at [ip_address]",
        "build host 10.1.2.3, rebuild 10.1.2.3     | build host [ip_address], rebuild [ip_address]",
        "build no. 1.2.3.4, Build number: 1.2.3.4  | build no. 1.2.3.4, Build number: 1.2.3.4",
        "build north 1.2.3.4                       | build north [ip_address]",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10 | [passport]",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< | [passport]",
        "NI AB 12 34 56 C, DNI 12345678Z           | NI [national_id], DNI [national_id]",
        "RSSMRA85T10A562S, CPF 529.982.247-25      | [national_id], CPF [national_id]",
        "AKIAIOSFODNN7EXAMPLE, sk-test-4eC39HqLyjWDarjtT1zdp7 | [aws_key], [api_key]",
        "password: hunter2!, token: your_token_1   | password: [password], token: your_token_1",
        "sk-learn-is-a-library-that-many-people-use-a-lot |"
            + " sk-learn-is-a-library-that-many-people-use-a-lot",
      })
  void replacesWhatIsFound(String text, String expected) {
    assertThat(masked(ALL, text)).isEqualTo(expected);
  }

  @Test
  void aPrivateKeyIsTakenWholeAndAWebTokenToo() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC/=\n-----END RSA PRIVATE KEY-----";
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r";

    assertThat(masked(ALL, "a\n" + key + "\nb " + token + " c"))
        .isEqualTo("a\n[private_key]\nb [jwt] c");
  }

  @Test
  void wordsAreFoundHoweverTheyAreWritten() {
    Inspection words =
        new Inspection(List.of(new WordList("topic", List.of("Acme", "déjà vu", "acme corp"))));
    Map<String, String> expected = new TreeMap<>();
    expected.put("ACME  Corp, acmes", "[topic], acmes");
    expected.put("a\u200bcme and deja\nvu", "[topic] and [topic]");
    expected.put("\u0430cme \uff41cme", "[topic] [topic]");
    expected.put("pacme acme2 acme_", "pacme acme2 [topic]_");

    expected.forEach((text, masked) -> assertThat(masked(words, text)).isEqualTo(masked));
  }

  @Test
  void whatOverlapsIsOneUnderTheNameOfTheSurer() {
    assertThat(ALL.of("x 4155552671@example.org")).containsExactly(new Span("email", 2, 24));
  }
}
