package io.auterity.relay.guard;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools and answers are described by, what stands beside it, and which of it is a name. */
class OfferedWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'enum': ['Ann', 'Bob']}",
        "{'const': 'Ann'}",
        "{'default': 'Ann'}",
        "{'default': {'to': ['Ann']}}",
        "{'examples': ['to Ann']}",
        "{'example': 'to Ann'}",
        "{'description': 'e.g. Ann'}",
        "{'title': 'of Ann'}",
        "{'$comment': 'by Ann'}",
        "{'x-owner': 'Ann'}",
        "{'x-meta': {'owner': 'Ann', 'list': ['Ann']}}",
        "{'items': {'anyOf': [{'enum': ['Ann']}]}}",
        "{'additionalProperties': {'const': 'Ann'}}",
        "{'properties': {'type': {'enum': ['Ann']}}}",
        "{'properties': {'id': {'description': 'Ann'}}}",
        "{'properties': {'enum': {'description': 'Ann'}, 'pattern': {'const': 'Ann'}}}",
        "{'$defs': {'url': {'default': 'Ann'}}}",
        "{'if': {'properties': {'status': {'const': 'Ann'}}}}",
      })
  void wordsAndValuesOfASchemaMayBeOthers(String schema) {
    ChatRequest request = offering(new Tool("ask", null, json(schema)));

    assertThat(SpokenTexts.of(request).pieces())
        .anySatisfy(
            piece -> {
              assertThat(piece.text()).contains("Ann");
              assertThat(piece.place()).isEqualTo(Place.OFFERED);
            });
    assertThat(replaced(request).toString()).doesNotContain("Ann").contains("*");
    ChatRequest answer = chat().answerSchema(json(schema)).build();
    assertThat(SpokenTexts.of(answer).pieces())
        .anySatisfy(piece -> assertThat(piece.place()).isEqualTo(Place.WORDS));
    assertThat(replaced(answer).toString()).doesNotContain("Ann").contains("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'pattern': '^Ann$'}",
        "{'pattern': '^An\\\\n$'}",
        "{'properties': {'Ann': {'type': 'string'}}}",
        "{'patternProperties': {'^Ann': {}}}",
        "{'required': ['Ann']}",
        "{'dependentRequired': {'x': ['Ann']}}",
        "{'$defs': {'Ann': {}}}",
        "{'$ref': '#/$defs/Ann'}",
        "{'discriminator': {'propertyName': 'Ann'}}",
        "{'enum': [{'Ann-1': 2}]}",
        "{'Ann-1': {'type': 'string'}}",
        "{'Ann': {'type': 'string'}}",
        "{'Ann': true}",
        "{'properties': {'to': {'Ann': 1}}}",
        "{'type': 'Ann'}",
        "{'type': ['string', 'Ann']}",
        "{'$schema': 'Ann'}",
        "{'dependencies': {'Ann': ['x']}}",
      })
  void namesOfASchemaStay(String schema) {
    ChatRequest request = offering(new Tool("ask", null, json(schema)));

    assertThat(SpokenTexts.of(request).names())
        .anySatisfy(name -> assertThat(name.text()).contains("Ann"));
    assertThat(SpokenTexts.of(request).pieces()).extracting(Piece::text).doesNotContain("Ann");
    assertThat(replaced(request)).isEqualTo(request);
  }

  @Test
  void whatASchemaIsWrittenInIsNoName() {
    Tool tool =
        new Tool(
            "ask",
            null,
            json(
                "{'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'OBJECT',"
                    + " 'title': 'a', 'additionalProperties': false, 'properties': {'to':"
                    + " {'type': ['string', 'null'], 'minLength': 1, 'nullable': true}}}"));

    assertThat(SpokenTexts.of(offering(tool)).names())
        .extracting(Piece::text)
        .containsExactly("ask", "to");
  }

  @Test
  void aPatternIsReadAsTheWordsThatItAsksFor() {
    Tool tool = new Tool("ask", null, json("{'pattern': '^to\\\\s+Ann\\\\b and\\\\.Bob'}"));

    assertThat(SpokenTexts.of(offering(tool)).names())
        .extracting(Piece::text)
        .contains("^to Ann  and.Bob");
  }

  @Test
  void aNumberThatASchemaNamesStaysANumber() {
    ChatRequest request = offering(new Tool("ask", null, json("{'enum': [4111111111111111]}")));

    assertThat(SpokenTexts.of(request).names())
        .extracting(Piece::text)
        .containsExactly("ask", "4111111111111111");
    assertThat(SpokenTexts.of(request).pieces()).extracting(Piece::text).containsExactly("hi");
  }

  @Test
  void namesOfToolsAndIdsOfCallsStay() {
    ChatRequest request =
        ChatRequest.builder(
                "m",
                List.of(
                    new Message(
                        Role.ASSISTANT, List.of(new Part.ToolCall("call-1", "ask-it", "{}"))),
                    new Message(Role.TOOL, List.of(new Part.ToolResult("call-1", "told")))))
            .tools(List.of(new Tool("ask-it", "Asks.", Json.EMPTY)))
            .toolChoice("ask-it")
            .build();

    assertThat(SpokenTexts.of(request).names())
        .containsExactlyInAnyOrder(
            new Piece(Place.TOOL, "call-1", true),
            new Piece(Place.TOOL, "ask-it", true),
            new Piece(Place.TOLD, "call-1", true),
            new Piece(Place.OFFERED, "ask-it", true),
            new Piece(Place.WORDS, "ask-it", true));
    assertThat(SpokenTexts.of(request).pieces())
        .extracting(Piece::text)
        .containsExactly("told", "Asks.");
  }

  @Test
  void whatAToolOfTheCallersHasBesidesIsReadToo() {
    Tool tool =
        Tool.builder("ask", Json.EMPTY)
            .extra(Map.of("anthropic", json("{'input_examples': [{'to': 'Ann', 'type': 'Ann'}]}")))
            .build();

    assertThat(SpokenTexts.of(offering(tool)).pieces()).contains(new Piece(Place.OFFERED, "Ann"));
    assertThat(replaced(offering(tool)).toString()).contains("\"to\":\"*\"");
  }

  @Test
  void toolsInAVendorsOwnFormAreReadAsAnyOther() {
    Json.Obj space =
        json(
            "{'type': 'namespace', 'name': 'of-Ann', 'tools': [{'type': 'function', 'name':"
                + " 'ask-Ann', 'description': 'Ann', 'parameters': {'properties': {'to': {'enum':"
                + " ['Ann'], 'pattern': 'Ann'}}}}]}");
    Tool tool = Tool.builder("of-Ann", Json.EMPTY).dialect("r").extra(Map.of("r", space)).build();

    assertThat(replaced(offering(tool)).toString())
        .contains("of-Ann", "ask-Ann", "\"enum\":[\"*\"]", "\"pattern\":\"Ann\"")
        .contains("\"description\":\"*\"");
    assertThat(SpokenTexts.of(offering(tool)).names())
        .extracting(Piece::text)
        .contains("of-Ann", "ask-Ann", "Ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'metadata': {'id': 'Ann', 'type': 'of Ann', 'url': 'Ann', 'data': 'Ann'}}",
        "{'prediction': {'type': 'content', 'content': 'by Ann'}}",
        "{'format': {'text': 'Ann'}}",
        "{'unknown': [{'deep': {'data': {'x': 'Ann'}}}]}",
        "{'response_format': {'json_schema': {'schema': {'properties': {'id': {'const':"
            + " 'Ann'}}}}}}",
        "{'web_search_options': {'user_location': {'approximate': {'city': 'Ann'}}}}",
        "{'labels': {'provider': 'Ann'}}",
      })
  void furtherFieldsAreReadWhateverTheyAreCalled(String fields) {
    ChatRequest request = chat().extra(Map.of("openai", json(fields))).build();

    assertThat(replaced(request).toString()).doesNotContain("Ann").contains("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'previous_response_id': 'resp Ann'}",
        "{'metadata': {'Ann': 'x'}}",
        "{'safety': {'id': 'Ann'}}",
        "{'safety': {'type': 'of Ann'}}",
        "{'Ann-1': 7}",
      })
  void namesInFurtherFieldsStay(String fields) {
    ChatRequest request = chat().extra(Map.of("openai", json(fields))).build();

    assertThat(SpokenTexts.of(request).names())
        .anySatisfy(name -> assertThat(name.text()).contains("Ann"));
    assertThat(replaced(request)).isEqualTo(request);
  }

  @Test
  void addressesOfPicturesAreNamesAndBytesAreNothing() {
    Message said =
        new Message(
            Role.USER,
            List.of(
                new Part.Image("https://x/Ann.png", null, null),
                new Part.Image("data:image/png;base64,QW5u", null, null),
                new Part.File("f", "https://x/Ann.pdf", null, null),
                new Part.Audio("of/Ann", "QW5u"),
                new Part.Citation("said", "https://x/Ann", "of Ann")));
    SpokenTexts texts = SpokenTexts.of(said);

    assertThat(texts.names())
        .extracting(Piece::text)
        .containsExactly("https://x/Ann.png", "https://x/Ann.pdf", "of/Ann");
    assertThat(texts.pieces())
        .extracting(Piece::text)
        .containsExactly("f", "said", "https://x/Ann", "of Ann");
  }

  @Test
  void partsOfOneMessageGoOnFromEachOther() {
    Message first =
        new Message(
            Role.USER,
            List.of(
                new Part.Text("a"),
                new Part.CachePoint(null),
                new Part.Text("b"),
                new Part.Opaque("openai", json("{'type': 'text', 'text': 'c', 'new': 1}")),
                new Part.Text("d"),
                new Part.Image("u", null, null),
                new Part.Text("e")));
    Message second = Message.text(Role.USER, "f");
    ChatRequest request = ChatRequest.builder("m", List.of(first, second)).build();

    List<Piece> pieces = SpokenTexts.of(request).pieces();

    assertThat(pieces.stream().filter(Piece::goesOn).map(Piece::text))
        .containsExactly("b", "c", "d");
    assertThat(pieces).extracting(Piece::text).contains("a", "e", "f");
  }

  @Test
  void aPartOfWhichAllWentToThoseBeforeIsGone() {
    Message said = new Message(Role.USER, List.of(new Part.Text("ann@co"), new Part.Text("rp.io")));
    SpokenTexts texts = SpokenTexts.of(said);

    assertThat(texts.with(List.of("[email_1]", "")))
        .isEqualTo(Message.text(Role.USER, "[email_1]"));
  }

  private static ChatRequest offering(Tool tool) {
    return chat().tools(List.of(tool)).build();
  }

  private static ChatRequest.Builder chat() {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi")));
  }

  private static Record replaced(Record record) {
    SpokenTexts texts = SpokenTexts.of(record);
    return texts.with(
        texts.pieces().stream().map(piece -> piece.text().replace("Ann", "*")).toList());
  }
}
