package io.auterity.gateway.anthropic;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Anything that can be said in Anthropic's dialect. */
final class Said {

  static final JsonReader JSON = new JsonReader(1_000_000);

  private Said() {}

  static Json.Obj json(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Arbitrary<ChatRequest> requests() {
    return Combinators.combine(
            conversations(), tools(), settings(), thinking(), schema(), extra(), user())
        .as(
            (conversation, tools, settings, thinking, schema, extra, user) ->
                ChatRequest.builder("claude-x", conversation)
                    .tools(tools.isEmpty() ? null : tools)
                    .toolChoice(tools.isEmpty() ? null : settings.choice())
                    .maxOutputTokens(settings.longest())
                    .temperature(thinks(thinking) ? null : settings.temperature())
                    .topP(thinks(thinking) ? null : settings.topP())
                    .stop(settings.stop())
                    .answerSchema(schema)
                    .extra(extra)
                    .thinking(thinking)
                    .parallelTools(parallel(tools, settings))
                    .user(user)
                    .sampling(Sampling.NONE.withTopK(thinks(thinking) ? null : settings.topK()))
                    .build());
  }

  // Who is told to think is not told how words are drawn.
  private static boolean thinks(@Nullable Thinking thinking) {
    return thinking != null
        && (thinking.mode() == Thinking.Mode.ON || thinking.mode() == Thinking.Mode.ADAPTIVE);
  }

  static Arbitrary<ChatResponse> responses() {
    return Combinators.combine(answers(), reasons(), usage(), words())
        .as(
            (parts, reason, usage, stop) ->
                new ChatResponse(
                    "msg_1",
                    "claude-x",
                    parts,
                    reason,
                    executed(usage),
                    Extra.of("anthropic", json("{'container':{'id':'c','expires_at':'x'}}")),
                    switch (reason) {
                      case STOP_TEXT -> stop;
                      case OTHER -> "new_reason";
                      default -> null;
                    }));
  }

  // Whoever tells of a container has run code there.
  private static TokenUsage executed(TokenUsage usage) {
    return usage.equals(TokenUsage.NONE) ? usage : usage.and("code_sessions", 1);
  }

  private record Settings(
      @Nullable String choice,
      int longest,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer topK,
      @Nullable List<String> stop,
      @Nullable Boolean parallel) {}

  /** Without a choice of tools there is no place for it. */
  private static @Nullable Boolean parallel(List<Tool> tools, Settings settings) {
    if (tools.isEmpty() || settings.choice() == null) {
      return null;
    }
    return settings.choice().equals("none") ? null : settings.parallel();
  }

  private static Arbitrary<Settings> settings() {
    return Combinators.combine(
            Arbitraries.of("auto", "none", "required", "get_weather").injectNull(0.3),
            Arbitraries.integers().between(1, 9_999),
            Arbitraries.of(0.0, 0.5, 1.0).injectNull(0.3),
            Arbitraries.of(0.1, 1.0).injectNull(0.3),
            Arbitraries.integers().between(0, 500).injectNull(0.3),
            words().list().ofMinSize(1).ofMaxSize(2).injectNull(0.3),
            Arbitraries.of(true, false).injectNull(0.3))
        .as(Settings::new);
  }

  private static Arbitrary<@Nullable Thinking> thinking() {
    return Arbitraries.of(
            new Thinking(Thinking.Mode.ON, 2_048, null),
            new Thinking(Thinking.Mode.ON, 2_048, "high"),
            new Thinking(Thinking.Mode.OFF, null, null),
            new Thinking(Thinking.Mode.ADAPTIVE, null, "low"),
            new Thinking(Thinking.Mode.ADAPTIVE, null, null),
            new Thinking(null, null, "max"))
        .injectNull(0.3);
  }

  private static Arbitrary<Json.@Nullable Obj> schema() {
    return Arbitraries.of(json("{'type':'object','properties':{'a':{'type':'string'}}}"))
        .injectNull(0.5);
  }

  private static Arbitrary<@Nullable Map<String, Json.Obj>> extra() {
    return Arbitraries.of(
            json("{'inference_geo':'us'}"),
            json("{'service_tier':'auto','cache_control':{'type':'ephemeral'}}"),
            json("{'output_config':{'task_budget':{'type':'tokens','total':9}}}"))
        .map(fields -> Map.of("anthropic", fields))
        .injectNull(0.5);
  }

  private static Arbitrary<@Nullable String> user() {
    return Arbitraries.of("u-1").injectNull(0.5);
  }

  private static Arbitrary<List<Tool>> tools() {
    Json.Obj schema = json("{'type':'object','properties':{}}");
    return Arbitraries.of(
            new Tool("get_weather", null, schema),
            new Tool("f", "does f", schema, null, new Part.CachePoint("1h"), true, null),
            new Tool(
                "g",
                null,
                schema,
                Extra.of("anthropic", json("{'defer_loading':true}")),
                null,
                null,
                null),
            new Tool(
                "web_search",
                null,
                Json.EMPTY,
                Extra.of("anthropic", json("{'max_uses':2,'type':'web_search_20250305'}")),
                null,
                null,
                "anthropic"),
            new Tool(
                "",
                null,
                Json.EMPTY,
                Extra.of("anthropic", json("{'mcp_server_name':'s','type':'mcp_toolset'}")),
                null,
                null,
                "anthropic"))
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<List<Message>> conversations() {
    Arbitrary<List<Message>> turns =
        Combinators.combine(said(), answers(), results())
            .as(
                (said, answer, results) -> {
                  List<Message> turn = new ArrayList<>();
                  turn.add(new Message(Role.USER, said));
                  turn.add(new Message(Role.ASSISTANT, answer));
                  if (!results.isEmpty()) {
                    turn.add(new Message(Role.TOOL, results));
                    turn.add(new Message(Role.ASSISTANT, answer));
                  }
                  return turn;
                });
    return Combinators.combine(system(), turns.list().ofMaxSize(2), said())
        .as(
            (system, before, last) -> {
              List<Message> all = new ArrayList<>(system);
              before.forEach(all::addAll);
              all.add(new Message(Role.USER, last));
              return all;
            });
  }

  private static Arbitrary<List<Message>> system() {
    return Combinators.combine(text(), mark().optional())
        .as(
            (text, mark) ->
                List.of(
                    new Message(
                        Role.SYSTEM, Stream.concat(Stream.of(text), mark.stream()).toList())))
        .injectNull(0.5)
        .map(system -> system == null ? List.of() : system);
  }

  private static Arbitrary<List<Part>> said() {
    return marked(Arbitraries.oneOf(text(), image(), file(), own("search_result")), 1);
  }

  private static Arbitrary<List<Part>> results() {
    return marked(toolResult(), 0);
  }

  private static Arbitrary<List<Part>> marked(Arbitrary<? extends Part> parts, int fewest) {
    return Combinators.combine(parts, mark().optional())
        .as((part, mark) -> Stream.concat(Stream.<Part>of(part), mark.stream()).toList())
        .list()
        .ofMinSize(fewest)
        .ofMaxSize(3)
        .map(groups -> groups.stream().flatMap(List::stream).toList());
  }

  static Arbitrary<List<Part>> answers() {
    Arbitrary<List<Part>> cited =
        Combinators.combine(text(), citation().list().ofMaxSize(2))
            .as((text, sources) -> Stream.concat(Stream.of(text), sources.stream()).toList());
    Arbitrary<List<Part>> others =
        Arbitraries.oneOf(thought(), own("server_tool_use"), toolCall()).map(List::of);
    return Arbitraries.oneOf(cited, others)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(groups -> groups.stream().flatMap(List::stream).toList());
  }

  // A vendor's word that this dialect has not is told in one that it has, and does not come back.
  private static Arbitrary<FinishReason> reasons() {
    return Arbitraries.of(EnumSet.complementOf(EnumSet.of(FinishReason.OTHER)));
  }

  private static Arbitrary<TokenUsage> usage() {
    Arbitrary<Long> some = Arbitraries.longs().between(0, 99);
    return Combinators.combine(some, some, some, some, some, some)
        .as(
            (input, output, cached, thought, written, searches) ->
                new TokenUsage(
                    input + cached + written,
                    output + thought,
                    cached,
                    thought,
                    written,
                    written / 2,
                    searches == 0 ? null : Map.of("web_search_requests", searches)));
  }

  private static Arbitrary<String> words() {
    return Combinators.combine(
            Arbitraries.strings().ascii().withChars("äß語\"\\\n").ofMinLength(1).ofMaxLength(9),
            Arbitraries.of("", "😀"))
        .as(String::concat);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(6);
  }

  private static Arbitrary<String> base64() {
    return words().map(Said::encoded);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arbitrary<Part> text() {
    return words().map(Part.Text::new);
  }

  private static Arbitrary<Part> thought() {
    return Combinators.combine(words().injectNull(0.2), base64())
        .as((text, signature) -> new Part.Reasoning(text, signature, "anthropic"));
  }

  private static Arbitrary<Part.Content> own(String type) {
    return words()
        .map(
            text ->
                new Part.Opaque("anthropic", ContentJson.typed(type).with("name", Json.of(text))));
  }

  private static Arbitrary<Part> toolCall() {
    return Combinators.combine(
            ids(), ids(), Arbitraries.maps(words(), words().map(Json::of)).ofMaxSize(2))
        .as((id, name, input) -> new Part.ToolCall(id, name, new Json.Obj(input).toString()));
  }

  private static Arbitrary<Part> citation() {
    return words()
        .map(
            text ->
                new Part.Citation(
                    text,
                    null,
                    "D",
                    Extra.of(
                        "anthropic",
                        json("{'type':'char_location','document_title':'D'}")
                            .with("cited_text", Json.of(text)))));
  }

  private static Arbitrary<Part.Content> image() {
    return Arbitraries.oneOf(
        ids().map(id -> new Part.Image("https://example.org/" + id, null, null)),
        base64().map(data -> new Part.Image(null, "image/png", data)));
  }

  private static Arbitrary<Part.Content> file() {
    return Combinators.combine(words().injectNull(0.3), Arbitraries.of(0, 1, 2), base64())
        .as(
            (name, form, data) ->
                switch (form) {
                  case 0 ->
                      new Part.File(
                          name,
                          "https://example.org/a.pdf",
                          null,
                          null,
                          Extra.of("anthropic", json("{'citations':{'enabled':true}}")));
                  case 1 -> new Part.File(name, null, "application/pdf", data);
                  default -> new Part.File(name, null, "text/plain", data);
                });
  }

  private static Arbitrary<Part.Content> mark() {
    return Arbitraries.of("5m", "1h").injectNull(0.5).map(Part.CachePoint::new);
  }

  private static Arbitrary<Part> toolResult() {
    Arbitrary<Part.Content> content =
        Arbitraries.oneOf(words().map(Part.Text::new), image(), file());
    return Combinators.combine(
            ids(), content.list().ofMaxSize(2), Arbitraries.of(true, false).injectNull(0.5))
        .as(Part.ToolResult::new);
  }
}
