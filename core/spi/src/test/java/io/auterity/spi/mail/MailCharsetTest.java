package io.auterity.spi.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mail programs mean by labels of charsets. */
class MailCharsetTest {

  @ParameterizedTest
  @CsvSource({
    "shift_jis, 8740878afbfc, ①㈱髙",
    "SJIS, 8740, ①",
    "x-sjis, 8740, ①",
    "euc-jp, adea, ㈱",
    "iso-2022-jp, 1b24422d212d6a1b2842, ①㈱",
    "ks_c_5601-1987, 8c63, 똠",
    "euc-kr, 8c63, 똠",
    "korean, 8c63, 똠",
    "cp949, 8c63, 똠",
    "uhc, 8c63, 똠",
    "iso-8859-1, 93809496, “€”–",
    "latin1, 80, €",
    "' ISO_8859-1 ', 80, €",
    "windows-1252, 80, €",
    "iso-8859-9, f080, ğ€",
    "gbk, 8340, 傽",
    "gb_2312-80, c4e3, 你",
    "hz-unknown, 61,",
    "big5, a440, 一",
    "iso-8859-11, a180, ก€",
    "iso-8859-8-i, e0, א",
    "koi8-ru, c1, а",
    "macintosh, 8a, ä",
    "utf-8, c3a4, ä",
    "no such, 61,",
  })
  void aLabelMeansWhatWritersMeanByIt(String label, String bytes, String text) {
    byte[] written = HexFormat.of().parseHex(bytes);

    assertThat(MailCharset.of(label).map(charset -> new String(written, charset)).orElse(null))
        .isEqualTo(text);
  }

  @Test
  void asciiStaysAsciiForThoseWhoKnowBetter() {
    assertThat(MailCharset.of("us-ascii")).contains(StandardCharsets.US_ASCII);
  }
}
