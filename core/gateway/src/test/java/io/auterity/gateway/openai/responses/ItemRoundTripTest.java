package io.auterity.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.openai.AnyParts;
import io.auterity.gateway.openai.Bodies;
import io.auterity.gateway.openai.OpenAiSchemas;
import io.auterity.gateway.openai.Texts;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items become a conversation and that conversation the same items. */
class ItemRoundTripTest {

  private static final UnsupportedParts KEEPER = new UnsupportedParts(Bodies.BINDER);
  private static final ItemReader READER = new ItemReader(KEEPER);
  private static final ItemReferences NONE =
      new ItemReferences((responses, read) -> Map.of(), response -> Json.EMPTY);

  @Property(tries = 300)
  void aConversationComesBack(@ForAll("conversations") List<Message> conversation) {
    List<Json> items = ItemWriter.write(conversation, "x", KEEPER);

    List<Message> read = READER.read(Json.array(items), true, NONE);

    assertThat(read).isEqualTo(conversation);
    assertThat(ItemWriter.write(read, "x", KEEPER)).isEqualTo(items);
  }

  @Test
  void whatIsNotKnownOfAPieceAndAMarkForACacheComeBack() {
    String piece = "{'type':'input_text','text':'hi','cache_control':{'type':'ephemeral'}}";
    String more = "{'type':'input_text','text':'a','mark':1}";
    String said = "{'type':'output_text','text':'yes','annotations':[],'mark':1}";
    List<Message> read =
        READER.read(
            Json.array(
                List.of(
                    Bodies.json("{'role':'user','content':[%s,%s]}".formatted(piece, more)),
                    Bodies.json("{'role':'assistant','content':[%s]}".formatted(said)),
                    Bodies.json(
                        "{'type':'function_call_output','call_id':'c','output':[%s]}"
                            .formatted(piece)))),
            true,
            NONE);

    List<Json> items = ItemWriter.write(read, "x", KEEPER);

    assertThat(((Json.Obj) items.getFirst()).get("content"))
        .isEqualTo(Json.array(List.of(Bodies.json(piece), Bodies.json(more))));
    assertThat(items.get(1).toString()).contains("\"text\":\"yes\"").doesNotContain("mark");
    assertThat(((Json.Obj) items.get(2)).get("output"))
        .isEqualTo(Json.array(List.of(Bodies.json(piece))));
  }

  @Property(tries = 50)
  void everyItemFits(@ForAll("conversations") List<Message> conversation) {
    for (Json item : ItemWriter.write(conversation, "x", KEEPER)) {
      assertThat(Schema.OF_ITEMS.check(item)).as(item.toString()).isEmpty();
    }
  }

  private static final class Schema {
    private static final JsonSchema OF_ITEMS = load();

    private static JsonSchema load() {
      try {
        return OpenAiSchemas.load().get("ItemResource");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Provide
  Arbitrary<List<Message>> conversations() {
    Arbitrary<String> words = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9);
    Arbitrary<Message> system = words.map(text -> Message.text(Role.SYSTEM, text));
    Arbitrary<Part> part =
        Arbitraries.oneOf(
            words.map(Part.Text::new),
            words.map(name -> new Part.Image("https://e.org/" + name, null, null)),
            Arbitraries.of("low", "high")
                .map(
                    detail ->
                        new Part.Image(
                            null,
                            "image/png",
                            "AAAA",
                            Extra.of("openai", Json.EMPTY.with("detail", Json.of(detail))))),
            words.map(name -> new Part.File(name, null, "application/pdf", "BBBB")),
            words.map(name -> new Part.File(null, "https://e.org/" + name, null, null)),
            words.map(
                id ->
                    new Part.Opaque(
                        "openai",
                        FunctionReader.typed("file", Json.EMPTY.with("file_id", Json.of(id))))));
    Arbitrary<Message> user =
        part.list().ofMinSize(1).ofMaxSize(3).map(parts -> new Message(Role.USER, parts));
    Arbitrary<Message> result =
        Combinators.combine(words, words)
            .as((id, text) -> new Message(Role.TOOL, List.of(new Part.ToolResult(id, text))));
    Arbitrary<Message> own =
        Combinators.combine(words, words)
            .as(
                (id, text) ->
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult(
                                id,
                                List.of(
                                    new Part.Opaque(
                                        "openai-responses",
                                        Json.EMPTY
                                            .with("type", Json.of("custom_tool_call_output"))
                                            .with("id", Json.of(id))
                                            .with("status", Json.of("completed"))
                                            .with("call_id", Json.of(id))
                                            .with("output", Json.of(text)))),
                                null))));
    Arbitrary<Message> shown =
        words.map(
            text ->
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult(
                            "c",
                            List.of(
                                new Part.Text(text),
                                new Part.Image("https://e.org/a.png", null, null)),
                            null))));
    Arbitrary<Message> said =
        AnyParts.answers().filter(parts -> !parts.isEmpty()).map(ItemRoundTripTest::said);
    return Arbitraries.oneOf(system, user, result, own, shown, said)
        .list()
        .ofMaxSize(5)
        .map(ItemRoundTripTest::inTurns);
  }

  private static Message said(List<Part> parts) {
    return new Message(Role.ASSISTANT, parts);
  }

  // What the model says one after the other is one turn.
  private static List<Message> inTurns(List<Message> all) {
    List<Message> turns = new ArrayList<>();
    for (Message next : all) {
      boolean again =
          !turns.isEmpty()
              && next.role() == Role.ASSISTANT
              && turns.getLast().role() == Role.ASSISTANT;
      if (!again) {
        turns.add(next);
      }
    }
    return turns;
  }

  @Test
  void losesNoTextOfARecordedRequest() {
    List<Json.Obj> bodies =
        recorded().map(one -> Bodies.JSON.readObject(one.request().body())).toList();
    int read = 0;

    for (Json.Obj body : bodies) {
      ResponseCall call = readOrRefused(body);
      if (call != null) {
        read++;
        String canonical = Bodies.BINDER.render(call.chat().request()) + call.lead().toString();
        assertThat(said(Objects.requireNonNull(body.get("input"))))
            .isNotEmpty()
            .allSatisfy(text -> assertThat(canonical).contains(inside(text)));
        List<Message> messages = call.chat().request().messages();
        assertThat(READER.read(Json.array(ItemWriter.write(messages, "x", KEEPER)), true, NONE))
            .isEqualTo(messages);
      }
    }

    assertThat(read).isGreaterThan(80);
  }

  @Test
  void takesWhatTheVendorAnsweredBack() {
    List<Json.Obj> answers =
        recorded()
            .filter(one -> one.response().succeeded() && !one.streams())
            .map(one -> new String(one.response().body(), StandardCharsets.UTF_8))
            .filter(body -> body.startsWith("{"))
            .map(body -> Bodies.JSON.readObject(body.getBytes(StandardCharsets.UTF_8)))
            .filter(
                body -> body.get("output") instanceof Json.Arr items && !items.items().isEmpty())
            .toList();

    assertThat(answers).hasSizeGreaterThan(50);
    for (Json.Obj answer : answers) {
      List<Message> messages = READER.read(answer.get("output"), true, NONE);

      String canonical = messages.stream().map(Bodies.BINDER::render).toList().toString();
      assertThat(said(Objects.requireNonNull(answer.get("output"))))
          .allSatisfy(text -> assertThat(canonical).contains(inside(text)));
    }
  }

  // Words, and not what says which item or of what kind something is.
  private static List<String> said(Json value) {
    Set<String> names =
        Set.of("text", "content", "arguments", "output", "encrypted_content", "refusal");
    return switch (value) {
      case Json.Str(String text) -> List.of(text);
      case Json.Arr(List<Json> items) ->
          items.stream()
              .filter(Json.Obj.class::isInstance)
              .flatMap(one -> said(one).stream())
              .toList();
      case Json.Obj(Map<String, Json> fields) ->
          fields.entrySet().stream()
              .filter(one -> names.contains(one.getKey()) || !(one.getValue() instanceof Json.Str))
              .flatMap(
                  one ->
                      one.getValue() instanceof Json.Str
                          ? Texts.of(one.getValue())
                          : said(one.getValue()).stream())
              .toList();
      default -> List.of();
    };
  }

  private static @Nullable ResponseCall readOrRefused(Json.Obj body) {
    try {
      return Asked.FORM.read(
          Question.of(JsonWriter.bytes(body), name -> null), (responses, read) -> Map.of());
    } catch (CallFailedException e) {
      boolean foreign =
          body.get("previous_response_id") != null
              && e.failure().fields().containsKey("previous_response_id");
      assertThat(e.failure().code() == FailureCode.UNSUPPORTED || foreign)
          .as("%s of %s", e.getMessage(), body)
          .isTrue();
      return null;
    }
  }

  private static String inside(String text) {
    String quoted = Json.of(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  private static Stream<RecordedExchange> recorded() {
    return Cassette.readAll(
            Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_openai_responses"))
        .stream()
        .filter(
            one ->
                one.request().method().equals("POST")
                    && one.request().uri().getPath().endsWith("/responses"));
  }
}
