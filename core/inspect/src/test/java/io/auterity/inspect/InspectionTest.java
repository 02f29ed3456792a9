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
    TextScanner textScanner = new TextScanner(inspection, (kind, found) -> "[" + kind + "]");
    return textScanner.take(text) + textScanner.finish();
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
        "card 4111 1111 1111 1112 is mistyped      | card [card] is mistyped",
        "parcel 4111 1111 1111 1112                | parcel 4111 1111 1111 1112",
        "Maestro 676222165679, parcel 676222165679 | Maestro [card], parcel 676222165679",
        "JCB 180035764951867, Maestro 060418107136 | JCB [card], Maestro [card]",
        "IBAN NL55TRIO012345678 is short           | IBAN [iban] is short",
        "IBAN DE89 3704 0044 0532 0130 01 is wrong | IBAN [iban] is wrong",
        "SSN 536 22 1234, 536.22.1234 or 536221234 | SSN [us_ssn], [us_ssn] or [us_ssn]",
        "ITIN 937-42-6810, box 937-42-6810         | ITIN [us_ssn], box 937-42-6810",
        "part 536.22.1234 and 536221234            | part 536.22.1234 and 536221234",
        "SSN 536-22-1234, routing number 061000104 | SSN [us_ssn], routing number 061000104",
        "Source:2001:db8::1, std::1                | Source:[ip_address], std::1",
        "Gecko (rv:1.9.6.20) CriOS/62.0.853.0 Mobile/5 | Gecko (rv:1.9.6.20) CriOS/62.0.853.0"
            + " Mobile/5",
        "write to me@xn--e1afmkfd.xn--p1ai         | write to [email]",
        "passport AB 1234567, PASSPORT NO 1234567  | passport [passport], PASSPORT NO [passport]",
        "(0113) 496 0018 or 0161 496 0345          | [phone] or [phone]",
        "0041.42 398-8827, (+358) 436110289        | [phone], [phone]",
        "416 60 039 office, 416 60 039 EUR         | [phone] office, 416 60 039 EUR",
        "contact Ann at 7925406123                 | contact Ann at [phone]",
        "ticket 8594502849, reference 7658142303   | ticket 8594502849, reference 7658142303",
        "Price 0.512** (0.123) 0.345** (0.456) | Price 0.512** (0.123) 0.345** (0.456)",
        "ROA 0.512 0.123 0.345 (0.045)             | ROA 0.512 0.123 0.345 (0.045)",
        "The population reached 67 750 000         | The population reached 67 750 000",
        "Sales reached 1 234 567.89 dollars        | Sales reached 1 234 567.89 dollars",
        "Registered 12.03.2024 14.30 Uhr           | Registered 12.03.2024 14.30 Uhr",
        "Itinerary number 721456789                | Itinerary number 721456789",
        "Cardiology 4000123412345                  | Cardiology 4000123412345",
        "Kartennummer 4111111111111112             | Kartennummer [card]",
        "numéro de facture 20231234                | numéro de facture 20231234",
        "Numéro de commande 45023456, dossier 212 555 0100 | Numéro de commande 45023456,"
            + " dossier 212 555 0100",
        "order 212 555 0100, Telefonnummer 4502345 | order 212 555 0100, Telefonnummer [phone]",
        "Mon numéro est le 612345678               | Mon numéro est le [phone]",
        "order 12 from Ann, 212 555 0100           | order 12 from Ann, [phone]",
        "她的手机13800138000                          | 她的手机[phone]",
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
