package io.auterity.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in tools that vendors carry out themselves, in whatever form it stands. */
class VendorWordsTest {

  private static final String DIALECT = "vendor";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'web_search_call', 'id': 'ws_1', 'action': {'type': 'search', 'query': 'Ann'}}",
        "{'type': 'web_search_call', 'action': {'type': 'open_page', 'url': 'https://x/?q=Ann'}}",
        "{'type': 'web_search_call', 'action': {'sources': [{'url': 'https://x/Ann'}]}}",
        "{'type': 'file_search_call', 'queries': ['who is Ann?'], 'results': []}",
        "{'type': 'file_search_call', 'results': [{'filename': 'Ann.txt', 'text': 'x'}]}",
        "{'type': 'code_interpreter_call', 'code': 'print(1) # Ann', 'language': 'python'}",
        "{'type': 'code_interpreter_call', 'outputs': [{'type': 'logs', 'logs': 'Ann'}]}",
        "{'type': 'custom_tool_call', 'call_id': 'c', 'name': 'sql', 'input': 'of Ann'}",
        "{'type': 'mcp_call', 'arguments': '{\\'who\\': \\'Ann\\'}', 'output': 'x'}",
        "{'type': 'mcp_call', 'arguments': '{\\'url\\': \\'Ann\\'}', 'output': 'x'}",
        "{'type': 'local_shell_call', 'action': {'command': ['echo', 'Ann']}}",
        "{'type': 'server_tool_use', 'id': 's', 'input': {'data': 'Ann'}}",
        "{'type': 'web_fetch_tool_result', 'content': {'content': {'type': 'document', 'source':"
            + " {'type': 'text', 'media_type': 'text/plain', 'data': 'by Ann'}}}}",
        "{'executableCode': {'language': 'PYTHON', 'code': 'Ann'}}",
        "{'codeExecutionResult': {'outcome': 'OUTCOME_OK', 'output': 'Ann'}}"
      })
  void areSeenAsWhatAToolToldAndAsWhatIsSaid(String item) {
    List<Piece> pieces = pieces(opaque(item));

    assertThat(pieces)
        .anySatisfy(
            piece -> {
              assertThat(piece.text()).contains("Ann");
              assertThat(piece.place()).isEqualTo(Place.HOSTED);
            });
    assertThat(replaced(opaque(item)).value().toString()).doesNotContain("Ann").contains("*");
  }

  @Test
  void namesForMachinesAndPicturesStayAsTheyAre() {
    String picture = "data:image/png;base64,QW5u";
    Part.Opaque item =
        opaque(
            "{'type': 'code_interpreter_call', 'id': 'Ann', 'container_id': 'Ann', 'outputs':"
                + " [{'type': 'image', 'url': '%s'}]}".formatted(picture));

    assertThat(pieces(item)).isEmpty();
    assertThat(pieces(opaque("{'type': 'image_generation_call', 'result': 'QW5u'}"))).isEmpty();
    assertThat(pieces(opaque("{'inlineData': {'mimeType': 'image/png', 'data': 'QW5u'}}")))
        .isEmpty();
  }

  @Test
  void documentsThatAreTextAreReadInEitherForm() {
    String base64 = base64("by Ann");
    Part.Opaque source =
        opaque(
            "{'type': 'document', 'new': 1, 'source': {'type': 'base64', 'media_type':"
                + " 'text/plain', 'data': '%s'}}".formatted(base64));
    Part.Opaque url =
        opaque("{'type': 'x_call', 'file': 'data:text/plain;base64,%s'}".formatted(base64));

    assertThat(pieces(source)).contains(new Piece(Place.TOLD, "by Ann"));
    assertThat(replaced(source).value().toString())
        .contains("\"data\":\"%s\"".formatted(base64("by *")), "text/plain");
    assertThat(replaced(url).value().toString())
        .contains("data:text/plain;base64," + base64("by *"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:x;base64,told by Ann",
        "data:;base64,told by Ann",
        "data:image/png;base64,told by Ann",
        "data:image/png;base64,QW5u told by Ann",
        "data:image/png;told by Ann;base64,QUJD",
        "data:image/svg+xml;base64,told by Ann",
        "data:text/plain;base64,told by Ann",
        "data:text/plain;told by Ann;base64,QUJD",
        "data:text/plain;base64,told by Ann=",
      })
  void whatOnlyLooksLikeBytesIsReadAsItStands(String output) {
    Part.Opaque item = opaque("{'type': 'mcp_call', 'output': '%s'}".formatted(output));

    assertThat(pieces(item)).contains(new Piece(Place.HOSTED, output));
    assertThat(replaced(item).value().toString()).doesNotContain("Ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'image_generation_call', 'result': 'told by Ann'}",
        "{'inlineData': {'mimeType': 'image/png', 'data': 'told by Ann'}}",
        "{'source': {'mimeType': 'x', 'data': 'told by Ann'}}",
        "{'source': {'media_type': 'image/png', 'mimeType': 'text/plain', 'data': 'told by Ann'}}",
      })
  void aFieldForBytesThatHoldsNoneIsRead(String item) {
    assertThat(pieces(opaque(item))).extracting(Piece::text).contains("told by Ann");
    assertThat(replaced(opaque(item)).value().toString()).doesNotContain("Ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "image/svg+xml", "text/plain", "application/xml"})
  void whatIsOfNoKnownTypeIsReadDecodedTooWhereItIsText(String type) {
    String raw = "data:%s;base64,%s".formatted(type, base64("told by Ann"));
    Part.Opaque item = opaque("{'type': 'mcp_call', 'output': '%s'}".formatted(raw));

    assertThat(pieces(item)).extracting(Piece::text).contains("told by Ann").contains(raw);
    assertThat(replaced(item).value().toString()).contains(base64("told by *"));
  }

  @Test
  void whatIsReadBothWaysKeepsNoneOfEither() {
    Part.Opaque item =
        opaque(
            "{'type': 'x', 'output': 'data:text/plain;Ann;base64,%s'}".formatted(base64("by Ann")));

    assertThat(((Json.Obj) replaced(item).value()).text("output"))
        .isEqualTo("data:text/plain;charset=utf-8;base64," + base64("by *"));
  }

  @Test
  void soundsWithTheirRateAreBytes() {
    assertThat(
            pieces(
                opaque(
                    "{'inlineData': {'mimeType': 'audio/L16;codec=pcm;rate=24000', 'data':"
                        + " 'QW5u'}}")))
        .isEmpty();
  }

  @Test
  void whatSomebodySaysInAFormOfTheirVendorIsSaid() {
    assertThat(pieces(opaque("{'type': 'text', 'text': 'Ann', 'new': true}")))
        .containsExactly(new Piece(Place.WORDS, "Ann"));
    assertThat(pieces(opaque("{'type': 'refusal', 'refusal': 'Ann'}")))
        .containsExactly(new Piece(Place.WORDS, "Ann"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'document', 'source': {'type': 'content', 'content': 'of Ann'}}",
        "{'type': 'search_result', 'source': 'x', 'content': [{'type': 'text', 'text': 'Ann'}]}",
        "{'type': 'tool_result', 'tool_use_id': 't', 'new': 1, 'content': 'Ann'}",
        "{'type': 'file', 'file': {'file_id': 'f', 'new': 'Ann'}}",
        "{'functionResponse': {'name': 'f', 'response': {'who': 'Ann'}}, 'new': true}",
        "{'function_response': {'name': 'f', 'response': {'who': 'Ann'}}}",
      })
  void documentsAndWhatToolsHaveToldInTheVendorsFormAreTold(String item) {
    List<Piece> pieces = pieces(opaque(item));

    assertThat(pieces).extracting(Piece::place).containsOnly(Place.TOLD);
    assertThat(pieces).anySatisfy(piece -> assertThat(piece.text()).contains("Ann"));
    assertThat(replaced(opaque(item)).value().toString()).doesNotContain("Ann").contains("*");
  }

  @Test
  void whatMayBeSaidAsWellAsToldIsBoth() {
    assertThat(pieces(opaque("{'text': 'Ann', 'functionResponse': {}}")))
        .containsExactly(new Piece(Place.HOSTED, "Ann"));
  }

  @Test
  void theResultOfAToolOfTheCallersInTheVendorsFormIsToldByATool() {
    Part.Opaque own =
        opaque("{'type': 'custom_tool_call_output', 'call_id': 'c', 'output': 'Ann'}");
    Message result = new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(own), null)));

    assertThat(SpokenTexts.of(result).pieces()).containsExactly(new Piece(Place.TOLD, "Ann"));
  }

  @Test
  void whatAVendorsToolIsSetUpWithIsReadBesidesItsDescription() {
    Json.Obj fields =
        json(
            "{'type': 'mcp', 'server_description': 'of Ann', 'authorization': 'Ann', 'filters':"
                + " {'key': 'owner', 'value': 'Ann'}}");
    Tool tool = new Tool("mcp", null, Json.EMPTY, Map.of(DIALECT, fields), null, null, DIALECT);

    assertThat(SpokenTexts.of(new Holder(tool)).pieces().stream().map(Piece::text))
        .containsExactly("of Ann", "owner", "Ann");
  }

  /** Something that holds a tool. */
  public record Holder(Tool tool) {}

  @Test
  void aStreamedRefusalIsJudgedAsOneText() {
    GuardedEvents events = new GuardedEvents(new Stars());

    List<Record> out = new ArrayList<>();
    for (String piece : List.of("I know A", "nn, ", "but no")) {
      out.addAll(events.take(new PartDelta(0, refusal(piece))));
    }
    out.addAll(events.take(new ChatEvent.PartDone(0)));

    assertThat(out).endsWith(new ChatEvent.PartDone(0));
    StringBuilder said = new StringBuilder();
    for (Record event : out) {
      if (event instanceof PartDelta(int _, Part.Opaque(String dialect, Json.Obj value))) {
        assertThat(dialect).isEqualTo(DIALECT);
        said.append(value.text("refusal"));
      }
    }
    assertThat(said).hasToString("I know *, but no");
  }

  /** Puts a star for each Ann, in whatever pieces she comes. */
  private static final class Stars implements CallGuard {

    @Override
    public boolean looks(Way way) {
      return true;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      return pieces.stream().map(piece -> piece.text().replace("Ann", "*")).toList();
    }

    @Override
    public PieceStream stream() {
      StringBuilder held = new StringBuilder();
      return new PieceStream() {
        @Override
        public String take(String piece) {
          held.append(piece);
          return "";
        }

        @Override
        public String finish() {
          return held.toString().replace("Ann", "*");
        }
      };
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return null;
    }
  }

  private static Part.Opaque refusal(String words) {
    return new Part.Opaque(
        DIALECT, Json.EMPTY.with("type", Json.of("refusal")).with("refusal", Json.of(words)));
  }

  private static Part.Opaque opaque(String item) {
    return new Part.Opaque(DIALECT, json(item));
  }

  private static Json.Obj json(String text) {
    return new JsonReader(100_000)
        .readObject(
            text.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static List<Piece> pieces(Part.Opaque part) {
    return SpokenTexts.of(new PartDelta(0, part)).pieces();
  }

  private static Part.Opaque replaced(Part.Opaque part) {
    SpokenTexts texts = SpokenTexts.of(new PartDelta(0, part));
    List<String> others =
        texts.pieces().stream().map(piece -> piece.text().replace("Ann", "*")).toList();
    return (Part.Opaque) ((PartDelta) texts.with(others)).part();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
