package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentWordsTest {

  private static final String WORDS = "Jürgen wohnt in Köln.";

  @ParameterizedTest
  @CsvSource({
    "text/plain,UTF-8",
    "text/plain; charset=iso-8859-1,ISO-8859-1",
    "text/plain; charset=\"Windows-1252\",windows-1252",
    "text/plain;CHARSET=utf-16be,UTF-16BE",
    "text/plain,ISO-8859-1",
    "text/plain; charset=none-such,UTF-8",
    "application/json,UTF-8"
  })
  void aDocumentIsReadInItsCharset(String type, String charset) {
    assertThat(DocumentWords.text(document(type, WORDS, Charset.forName(charset))))
        .isEqualTo(WORDS);
  }

  @Test
  void aByteOrderMarkTellsTheCharset() {
    String marked = "\uFEFF" + WORDS;

    assertThat(DocumentWords.text(document("text/plain", marked, StandardCharsets.UTF_16LE)))
        .isEqualTo(marked);
    assertThat(DocumentWords.text(document("text/plain", marked, StandardCharsets.UTF_16BE)))
        .isEqualTo(marked);
    assertThat(
            DocumentWords.text(
                document("text/plain; charset=latin1", marked, StandardCharsets.UTF_8)))
        .isEqualTo(marked);
  }

  @Test
  void whatIsChangedIsWrittenInItsCharsetOrSaysAnother() {
    Part.File latin = document("text/plain; charset=latin1", WORDS, StandardCharsets.ISO_8859_1);

    Part.File fits = DocumentWords.of(latin, "Jörg");
    assertThat(fits.mediaType()).isEqualTo("text/plain; charset=latin1");
    assertThat(DocumentWords.text(fits)).isEqualTo("Jörg");

    Part.File other = DocumentWords.of(latin, "Łódź");
    assertThat(other.mediaType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(DocumentWords.text(other)).isEqualTo("Łódź");
  }

  @Test
  void otherBytesHaveNoWords() {
    assertThat(DocumentWords.text(document("application/pdf", WORDS, StandardCharsets.UTF_8)))
        .isNull();
    assertThat(DocumentWords.text(new Part.File("a", "https://a.b/c", "text/plain", null)))
        .isNull();
  }

  private static Part.File document(String type, String text, Charset charset) {
    return new Part.File(
        "a.txt", null, type, Base64.getEncoder().encodeToString(text.getBytes(charset)));
  }
}
