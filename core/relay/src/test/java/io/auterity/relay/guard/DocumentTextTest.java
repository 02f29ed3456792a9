package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTextTest {

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
    assertThat(DocumentText.texts(document(type, WORDS, Charset.forName(charset))).getFirst())
        .isEqualTo(WORDS);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aByteOrderMarkTellsTheCharset(String charset) {
    String marked = "\uFEFF" + WORDS;

    assertThat(
            DocumentText.texts(
                    document("text/plain; charset=latin1", marked, Charset.forName(charset)))
                .getFirst())
        .endsWith(WORDS);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=utf-16",
    "text/plain; charset=utf-32; charset=latin1",
    "text/plain; charset=ibm500",
  })
  void whatIsUtf8IsReadSoWhateverItSays(String type) {
    assertThat(DocumentText.texts(document(type, WORDS, StandardCharsets.UTF_8))).contains(WORDS);
  }

  @Test
  void eachCharsetThatIsNamedIsRead() {
    assertThat(
            DocumentText.texts(
                document(
                    "text/plain; charset=latin1; charset=utf-16be",
                    WORDS,
                    StandardCharsets.UTF_16BE)))
        .contains(WORDS);
  }

  @Test
  void strayBytesHideNoWords() {
    byte[] words = ("Jürgen wohnt in Köln." + "?").getBytes(StandardCharsets.UTF_8);
    words[words.length - 1] = (byte) 0xFF;
    Part.File stray =
        new Part.File("a.txt", null, "text/plain", Base64.getEncoder().encodeToString(words));

    assertThat(DocumentText.texts(stray)).contains(WORDS + "\uFFFD");
  }

  @Test
  void wideCharactersHideNoWords() {
    assertThat(
            DocumentText.texts(document("text/plain", "lives in Rome", StandardCharsets.UTF_16LE)))
        .contains("lives in Rome");
  }

  @Test
  void whatIsChangedIsUtf8AndSaysSo() {
    Part.File latin = document("text/plain; charset=latin1", WORDS, StandardCharsets.ISO_8859_1);

    Part.File other = DocumentText.of(latin, "Łódź");

    assertThat(other.mediaType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(DocumentText.texts(other)).containsExactly("Łódź");
  }

  @Test
  void anyReadingThatIsChangedIsSentInsteadOfAll() {
    Part.File named = document("text/plain; charset=utf-16", WORDS, StandardCharsets.UTF_8);
    SpokenTexts texts = SpokenTexts.of(new Message(Role.USER, List.of(named)));
    List<String> judged =
        texts.pieces().stream().map(piece -> piece.text().replace("Jürgen", "[NAME]")).toList();

    assertThat(texts.differ(judged)).isTrue();
    Message sent = (Message) texts.with(judged);

    Part.File document = (Part.File) sent.parts().getFirst();
    assertThat(document.mediaType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(DocumentText.texts(document)).containsExactly("[NAME] wohnt in Köln.");
  }

  @ParameterizedTest
  @CsvSource({"told by Ann", "told by Ann=", "QW5u told by Ann"})
  void whatIsNoBase64IsReadAsItStandsBesides(String base64) {
    assertThat(DocumentText.texts(new Part.File("a", null, "text/plain", base64))).contains(base64);
  }

  @Test
  void whatIsOfNoKnownTypeIsReadWhereItIsUtf8() {
    assertThat(DocumentText.texts(document("x/y", WORDS, StandardCharsets.UTF_8)))
        .containsExactly(WORDS);
    assertThat(DocumentText.texts(document("x/y", WORDS, StandardCharsets.ISO_8859_1))).isEmpty();
    assertThat(
            DocumentText.texts(new Part.File("a", null, null, "SsO8cmdlbiB3b2hudCBpbiBLw7Zsbi4=")))
        .containsExactly(WORDS);
  }

  @Test
  void otherBytesHaveNoWords() {
    assertThat(DocumentText.texts(document("application/pdf", WORDS, StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(DocumentText.texts(new Part.File("a", "https://a.b/c", "text/plain", null)))
        .isEmpty();
  }

  private static Part.File document(String type, String text, Charset charset) {
    return new Part.File(
        "a.txt", null, type, Base64.getEncoder().encodeToString(text.getBytes(charset)));
  }
}
