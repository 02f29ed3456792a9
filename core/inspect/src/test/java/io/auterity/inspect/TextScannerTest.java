package io.auterity.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TextScannerTest {

  private static final Inspection WORDS =
      new Inspection(
          List.of(
              new WordList("topic", List.of("may in", "the bank", "aa b")),
              new Emails(),
              new Cards(),
              new Phones("DE")));

  @Property(tries = 400)
  void howeverATextIsCutTheSameIsLetGo(
      @ForAll("crowded") String text,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 9) Integer> steps) {
    assertThat(inPieces(InspectionTest.ALL, text, steps))
        .isEqualTo(InspectionTest.masked(InspectionTest.ALL, text));
    assertThat(inPieces(WORDS, text, steps)).isEqualTo(InspectionTest.masked(WORDS, text));
  }

  @Test
  void plainWordsAreHeldBackNoLongerThanTheLastOne() {
    TextScanner textScanner = sweep(InspectionTest.ALL);

    assertThat(textScanner.take("They charged me twice, and th"))
        .isEqualTo("They charged me twice, and ");
    assertThat(textScanner.take("en ")).isEqualTo("then ");
    assertThat(textScanner.finish()).isEmpty();
  }

  @Test
  void whatIsFoundWholeIsLetGoAtOnce() {
    TextScanner textScanner = sweep(InspectionTest.ALL);

    assertThat(textScanner.take("mail a@b.io and")).isEqualTo("mail [email] ");
    assertThat(textScanner.held()).isEqualTo(3);
  }

  private static TextScanner sweep(Inspection inspection) {
    return new TextScanner(inspection, (kind, found) -> "[" + kind + "]");
  }

  private static String inPieces(Inspection inspection, String text, List<Integer> steps) {
    TextScanner textScanner = sweep(inspection);
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int i = 0; at < text.length(); i++) {
      int end = Math.min(text.length(), at + steps.get(i % steps.size()));
      out.append(textScanner.take(text.substring(at, end)));
      at = end;
    }
    return out.append(textScanner.finish()).toString();
  }

  @Provide
  Arbitrary<String> crowded() {
    return Arbitraries.of(
            "a@b.io",
            "a@b.",
            "(415) 555-2671",
            "415 555 2671",
            "+49 30 901820",
            " ext. 12",
            "x12",
            "4111111111111111",
            "4111 1111 1111 1111",
            "DE89370400440532013000",
            "DE89 3704 0044",
            " 0532 0130 00",
            "10.0.0.1",
            "536-22-1234",
            "::1",
            "2001:db8::1",
            "ssn ",
            "passport ",
            "C01X00T47",
            "password=",
            "hunter2!",
            "AKIAIOSFODNN7EXAMPLE",
            "eyJhbGciOiJI.eyJzdWIi",
            "-----BEGIN PRIVATE KEY-----",
            "\nMIIE\n",
            "-----END PRIVATE KEY-----",
            "call ",
            "AB123456C",
            "529.982.247-25",
            "@",
            ".",
            "-",
            " ",
            "1",
            "7",
            "x",
            "+",
            "(",
            "😀",
            "é",
            "\u200b",
            "\u00ad\u2060",
            "\udb40\udc41",
            "\udb40",
            "a\u200b@b\udb40\udd01.i\ufe0fo",
            "may",
            "in ",
            "the bank",
            "aa",
            "b")
        .list()
        .ofMaxSize(15)
        .map(pieces -> String.join("", pieces));
  }
}
