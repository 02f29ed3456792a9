package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands beside the words of a part, or is sent in their place. */
class WordsBesideTest {

  private static final String DIALECT = "vendor";

  @Test
  void theNameOfADocumentAndItsFurtherFieldsAreToldByIt() {
    Part.File file =
        new Part.File(
            "of Ann",
            null,
            "text/plain",
            base64("by Ann"),
            extra("{'context': 'Ann said', 'citations': {'enabled': true}}"));

    assertThat(pieces(file)).containsExactly(told("of Ann"), told("by Ann"), told("Ann said"));
    assertThat(replaced(file))
        .isEqualTo(
            new Part.File(
                "of *",
                null,
                "text/plain",
                base64("by *"),
                extra("{'context': '* said', 'citations': {'enabled': true}}")));
  }

  @Test
  void soAreThoseOfADocumentWhoseBytesNobodyReads() {
    Part.File pdf = new Part.File("Ann", null, "application/pdf", "JVBERi0=", null);
    Part.File page = new Part.File("Ann", "https://a.b/c", null, null, extra("{'context': 'Ann'}"));

    assertThat(pieces(pdf)).containsExactly(told("Ann"));
    assertThat(replaced(pdf))
        .isEqualTo(new Part.File("*", null, "application/pdf", "JVBERi0=", null));
    assertThat(pieces(page)).containsExactly(told("Ann"), told("Ann"));
    assertThat(replaced(page))
        .isEqualTo(new Part.File("*", "https://a.b/c", null, null, extra("{'context': '*'}")));
  }

  @Test
  void soAreThoseOfADocumentInWhatAToolTold() {
    Part.File file = new Part.File("Ann", null, null, null, extra("{'context': 'Ann'}"));
    Part.ToolResult result = new Part.ToolResult("c", List.of(file), null);

    assertThat(pieces(result)).containsExactly(told("Ann"), told("Ann"));
    assertThat(((Part.ToolResult) replaced(result)).parts())
        .containsExactly(new Part.File("*", null, null, null, extra("{'context': '*'}")));
  }

  @Test
  void aDocumentThatIsSentInstead() {
    Part.File file =
        new Part.File(
            null,
            null,
            "text/plain",
            base64("nothing"),
            extra("{'source': {'type': 'text', 'data': 'by Ann'}}"));
    Part.File bytes =
        new Part.File(
            null,
            null,
            "text/plain",
            base64("nothing"),
            extra(
                "{'source': {'type': 'base64', 'media_type': 'text/plain', 'data': '%s'}}"
                    .formatted(base64("by Ann"))));

    assertThat(pieces(file)).containsExactly(told("nothing"), told("by Ann"));
    assertThat(((Part.File) replaced(file)).extra())
        .isEqualTo(extra("{'source': {'type': 'text', 'data': 'by *'}}"));
    assertThat(pieces(bytes)).contains(told("by Ann"));
    assertThat(String.valueOf(((Part.File) replaced(bytes)).extra())).contains(base64("by *"));
  }

  @Test
  void argumentsOfAToolThatAreSentInstead() {
    Part.ToolCall call =
        new Part.ToolCall(
            "c", "sql", "{}", extra("{'thoughtSignature': 'Ann', 'input': {'who': 'Ann'}}"));

    assertThat(pieces(call)).containsExactly(new Piece(Place.TOOL, "Ann"));
    assertThat(replaced(call))
        .isEqualTo(
            new Part.ToolCall(
                "c", "sql", "{}", extra("{'thoughtSignature': 'Ann', 'input': {'who': '*'}}")));
  }

  @Test
  void wordsThatAreSentInsteadOfAPicture() {
    Part.Image picture =
        new Part.Image(null, "image/png", "QW5u", extra("{'type': 'text', 'text': 'Ann'}"));

    assertThat(pieces(picture)).containsExactly(new Piece(Place.WORDS, "Ann"));
    assertThat(replaced(picture))
        .isEqualTo(
            new Part.Image(null, "image/png", "QW5u", extra("{'type': 'text', 'text': '*'}")));
  }

  @Test
  void whatNobodyFindsAnythingInStaysTheVeryObject() {
    Part.File file =
        new Part.File("a", null, "text/plain", base64("Ann"), extra("{'context': 'b'}"));
    Message said = new Message(Role.USER, List.of(file, new Part.Text("Bob")));
    SpokenTexts texts = SpokenTexts.of(said);

    Message sent =
        (Message)
            texts.with(
                texts.pieces().stream().map(piece -> piece.text().replace("Bob", "*")).toList());

    assertThat(sent.parts()).last().isEqualTo(new Part.Text("*"));
    assertThat(sent.parts().getFirst()).isSameAs(file);
  }

  private static Piece told(String text) {
    return new Piece(Place.TOLD, text);
  }

  private static List<Piece> pieces(Part part) {
    return SpokenTexts.of(new Message(Role.USER, List.of(part))).pieces();
  }

  private static Part replaced(Part part) {
    SpokenTexts texts = SpokenTexts.of(new Message(Role.USER, List.of(part)));
    List<String> others =
        texts.pieces().stream().map(piece -> piece.text().replace("Ann", "*")).toList();
    return ((Message) texts.with(others)).parts().getFirst();
  }

  private static Map<String, Json.Obj> extra(String fields) {
    byte[] json = fields.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Map.of(DIALECT, new JsonReader(100_000).readObject(json));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
