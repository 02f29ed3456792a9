package io.auterity.plugins.ai.anthropic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What the dialect can carry comes back as it was, by any way. */
class ContentBlocksPropertyTest {

  // As an argument: a property is skipped only where one of its arguments cannot be provided.
  @Provide
  Arbitrary<VendorSchema> schemas() throws IOException {
    return Arbitraries.just(new VendorSchema("specs/anthropic.yaml.gz"));
  }

  @Property(tries = 300)
  void anAnswerComesBackAsItWasWritten(@ForAll("answers") List<Part> parts) {
    assertThat(answered(ContentBlocks.write(parts, "p"))).isEqualTo(parts);
  }

  @Property(tries = 300)
  void aStreamTellsTheSamePartsAsAWholeAnswer(@ForAll("answers") List<Part> parts) {
    assertThat(streamed(ContentBlocks.write(parts, "p"))).isEqualTo(parts);
  }

  @Property(tries = 100)
  void whatIsSaidComesBackAsItWasWritten(
      @ForAll("said") List<Part> said,
      @ForAll("answers") List<Part> answer,
      @ForAll("schemas") VendorSchema schema) {
    ChatRequest request =
        ChatRequests.of(
            new Message(Role.USER, said),
            new Message(Role.ASSISTANT, answer),
            Message.text(Role.USER, "x"));

    byte[] body = new MessagesCodec(RecordedAnthropic.ENDPOINT).encode(request).body();

    assertThat(MessagesCodec.lossy(request)).isEmpty();
    List<Json.Obj> messages = ReplyFields.objects((Json.Obj) JsonUtf8.read(body), "messages");
    assertThat(SaidBlocks.read(ReplyFields.objects(messages.getFirst(), "content")))
        .isEqualTo(said);
    assertThat(schema.errors("CreateMessageParams", body)).isEmpty();
  }

  private static List<Part> answered(List<Json> blocks) {
    Json.Obj reply = Json.EMPTY.with("content", Json.array(blocks));
    return new MessagesCodec(RecordedAnthropic.ENDPOINT)
        .decode(new WireResponse(200, Map.of(), JsonUtf8.write(reply)))
        .parts();
  }

  private static List<Part> streamed(List<Json> blocks) {
    Decoder<ChatEvent> decoder = new MessagesStreamCodec(RecordedAnthropic.ENDPOINT).decoder();
    Map<Integer, Part> parts = new TreeMap<>();
    for (String event : StreamedBlocks.of(blocks)) {
      byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
      for (ChatEvent told : decoder.feed(bytes)) {
        if (told instanceof ChatEvent.PartDelta(int index, Part part)) {
          parts.merge(index, part, ContentBlocksPropertyTest::joined);
        }
      }
    }
    return List.copyOf(parts.values());
  }

  private static Part joined(Part first, Part more) {
    return switch (more) {
      case Part.Text(String text) -> new Part.Text(((Part.Text) first).text() + text);
      case Part.Reasoning thought -> {
        Part.Reasoning before = (Part.Reasoning) first;
        yield new Part.Reasoning(
            joined(before.text(), thought.text()), thought.signature(), thought.dialect());
      }
      case Part.ToolCall call -> {
        Part.ToolCall before = (Part.ToolCall) first;
        yield new Part.ToolCall(
            before.id(), before.name(), before.arguments() + call.arguments(), before.extra());
      }
      default -> throw new AssertionError("is told whole: " + more);
    };
  }

  private static @Nullable String joined(@Nullable String first, @Nullable String more) {
    return first == null ? more : more == null ? first : first + more;
  }

  @Provide
  Arbitrary<List<Part>> answers() {
    Arbitrary<List<Part>> cited =
        Combinators.combine(text(), citation().list().ofMaxSize(2))
            .as((text, sources) -> Stream.concat(Stream.of(text), sources.stream()).toList());
    Arbitrary<List<Part>> others = Arbitraries.oneOf(thought(), sealed(), toolCall()).map(List::of);
    return Arbitraries.oneOf(cited, others)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(groups -> groups.stream().flatMap(List::stream).toList());
  }

  @Provide
  Arbitrary<List<Part>> said() {
    Arbitrary<List<Part>> marked =
        Combinators.combine(
                Arbitraries.oneOf(text(), image(), file(), toolResult()), mark().optional())
            .as((part, mark) -> Stream.concat(Stream.of(part), mark.stream()).toList());
    return marked
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(groups -> groups.stream().flatMap(List::stream).toList());
  }

  private static Arbitrary<String> words() {
    return Combinators.combine(
            Arbitraries.strings().ascii().withChars("äß語\"\\\n").ofMinLength(1).ofMaxLength(12),
            Arbitraries.of("", "😀"))
        .as(String::concat);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(8);
  }

  private static Arbitrary<String> base64() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(bytes -> Base64.getEncoder().encodeToString(bytes));
  }

  private static Arbitrary<Part> text() {
    return words().map(Part.Text::new);
  }

  private static Arbitrary<Part> thought() {
    return Combinators.combine(words(), base64())
        .as((text, signature) -> new Part.Reasoning(text, signature, "anthropic"));
  }

  private static Arbitrary<Part> sealed() {
    return base64()
        .map(
            data ->
                new Part.Opaque(
                    "anthropic",
                    ContentBlocks.typed("redacted_thinking").with("data", Json.of(data))));
  }

  private static Arbitrary<Part> toolCall() {
    Arbitrary<String> arguments =
        Arbitraries.maps(words(), words().map(Json::of))
            .ofMaxSize(3)
            .map(fields -> new Json.Obj(fields).toString());
    return Combinators.combine(ids(), ids(), arguments, Arbitraries.of(true, false))
        .as(
            (id, name, input, direct) ->
                new Part.ToolCall(
                    id,
                    name,
                    input,
                    direct
                        ? null
                        : Extra.of(
                            "anthropic",
                            ChatRequests.object(
                                "{'caller':{'type':'code_execution_20250825','tool_id':'srvtoolu_1'}}"))));
  }

  private static Arbitrary<Part> citation() {
    return words()
        .map(
            text -> {
              Json.Obj source =
                  ChatRequests.object(
                          "{'type':'page_location','document_index':0,'document_title':'D',"
                              + "'start_page_number':1,'end_page_number':2}")
                      .with("cited_text", Json.of(text));
              return new Part.Citation(text, null, "D", Extra.of("anthropic", source));
            });
  }

  private static Arbitrary<Part.Content> image() {
    return Arbitraries.oneOf(
        ids().map(id -> new Part.Image("https://example.org/" + id, null, null)),
        base64().map(data -> new Part.Image(null, "image/png", data)));
  }

  private static Arbitrary<Part.Content> file() {
    return Combinators.combine(
            words().injectNull(0.3), Arbitraries.of(0, 1, 2), base64(), words(), extra())
        .as(
            (name, form, data, text, extra) ->
                switch (form) {
                  case 0 -> new Part.File(name, "https://example.org/a.pdf", null, null, extra);
                  case 1 -> new Part.File(name, null, "application/pdf", data, extra);
                  default -> new Part.File(name, null, "text/plain", encoded(text), extra);
                });
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arbitrary<@Nullable Map<String, Json.Obj>> extra() {
    return Arbitraries.of(
            Extra.of("anthropic", ChatRequests.object("{'citations':{'enabled':true}}")),
            Extra.of("anthropic", ChatRequests.object("{'context':'c'}")))
        .injectNull(0.5);
  }

  private static Arbitrary<Part.Content> mark() {
    return Arbitraries.of("5m", "1h").injectNull(0.5).map(Part.CachePoint::new);
  }

  private static Arbitrary<Part> toolResult() {
    Arbitrary<Part.Content> content =
        Arbitraries.oneOf(words().map(Part.Text::new), image(), file());
    return Combinators.combine(
            ids(), content.list().ofMaxSize(3), Arbitraries.of(true, false).injectNull(0.5))
        .as(Part.ToolResult::new);
  }
}
