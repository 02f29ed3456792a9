package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VendorTraitsTest {

  static Stream<VendorTraits> presets() {
    return ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
        .map(ConnectorManifest::traits)
        .map(VendorTraits::of);
  }

  /** Those of a preset. */
  static VendorTraits of(String preset) {
    return ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
        .filter(connector -> connector.id().equals(preset))
        .map(connector -> VendorTraits.of(connector.traits()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Json.Obj> pieces(String preset) {
    ChatRequest asked =
        ChatRequest.builder(
                "m",
                List.of(
                    new Message(
                        Role.USER,
                        List.of(
                            new Part.Text("Which?"),
                            new Part.File("a.pdf", null, "application/pdf", "JVBERi0=")))))
            .build();
    OpenAiEndpoint endpoint =
        new OpenAiEndpoint(URI.create("https://x.example/v1/"), "max_tokens", of(preset));
    Json.Obj body = (Json.Obj) JsonUtf8.read(new ChatCodec(endpoint).encode(asked).body());
    return ReplyFields.objects(ReplyFields.objects(body, "messages").getFirst(), "content");
  }

  @Test
  void aFileGoesInTheFormThatAVendorHas() {
    assertThat(pieces("openai").getLast().text("type")).isEqualTo("file");
    assertThat(pieces("mistral").getLast())
        .isEqualTo(
            Requests.object(
                "{\"type\":\"document_url\",\"document_url\":\"data:application/pdf;base64,JVBERi0=\","
                    + "\"document_name\":\"a.pdf\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "azure-openai",
    "deepseek",
    "fireworks",
    "llama-cpp",
    "lm-studio",
    "together",
    "vllm"
  })
  void aFileGoesElsewhereWhereAVendorTakesNone(String preset) {
    Failures.expect(FailureCode.UNSUPPORTED, () -> pieces(preset));
  }

  /** Every field that somebody may ask for, typed and not. */
  private static ChatRequest everything() {
    return ChatRequest.builder(
            "m",
            List.of(
                new Message(
                    Role.USER,
                    List.of(new Part.Text("Hello")),
                    Extra.of("openai", Requests.object("{\"name\":\"ann\"}")))))
        .tools(List.of(Requests.capital()))
        .toolChoice("auto")
        .maxOutputTokens(100)
        .temperature(0.5)
        .topP(0.9)
        .stop(List.of("END"))
        .answerSchema(Requests.object("{\"type\":\"object\"}"))
        .extra(
            Extra.of(
                "openai",
                Requests.object(
                    "{\"logprobs\":true,\"top_logprobs\":2,\"logit_bias\":{},\"metadata\":{},"
                        + "\"service_tier\":\"auto\","
                        + "\"store\":false,\"verbosity\":\"low\"}")))
        .thinking(Thinking.effort("low"))
        .parallelTools(true)
        .user("u-1")
        .sampling(new Sampling(null, 7L, 1.0, 1.0))
        .answerFormat(new AnswerFormat(null, "n", "d", true))
        .build();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void tellsWhatItDropsAndSendsTheRest(VendorTraits traits) {
    Json.Obj whole = written(everything(), VendorTraits.NONE);
    Json.Obj sent = written(everything(), traits);

    List<String> gone =
        whole.fields().keySet().stream()
            .filter(name -> !sent.fields().containsKey(traits.renames().getOrDefault(name, name)))
            .filter(name -> traits.thinking() == ThinkingForm.WORD || !name.contains("effort"))
            .toList();
    assertThat(gone).allMatch(traits.drops()::contains);
    assertThat(traits.drops()).doesNotContainAnyElementsOf(sent.fields().keySet());
    assertThat(lost(everything(), traits).size())
        .isEqualTo(
            gone.size()
                + (traits.messageDrops().contains("name") ? 1 : 0)
                + (traits.schemas() ? 0 : 1));
    assertThat(lost(plain(), traits)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void passesWhatWouldBeWrittenAlikeOnly(VendorTraits traits) {
    PassedChat passed = new PassedChat(endpoint(traits));
    ChatRequest frame = everything().withMessages(List.of());

    assertThat(passed.passes(frame.withThinking(null)))
        .isEqualTo(
            lost(frame.withThinking(null), traits).isEmpty()
                && traits.renames().isEmpty()
                && !traits.shortCallIds()
                && !traits.thoughtsBack());
    assertThat(passed.passes(plain().withMessages(List.of())))
        .isEqualTo(!traits.shortCallIds() && !traits.thoughtsBack());
  }

  @Test
  void renamesASeed() {
    VendorTraits traits = traits("{\"renames\":{\"seed\":\"random_seed\"}}");

    Json.Obj sent = written(everything(), traits);

    assertThat(sent.get("random_seed")).isEqualTo(Json.of(7));
    assertThat(sent.get("seed")).isNull();
    assertThat(lost(everything(), traits)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void asksForTheLikeliestTokensWhereTheVendorTakesThem(VendorTraits traits) {
    ChatRequest asked = plain().withSampling(Sampling.NONE.withTopK(40));
    boolean taken = traits.takes().contains("top_k");

    assertThat(written(asked, traits).get("top_k")).isEqualTo(taken ? Json.of(40) : null);
    assertThat(lost(asked, traits)).isEqualTo(taken ? List.of() : List.of("sampling.topK"));
    assertThat(new PassedChat(endpoint(traits)).passes(asked.withMessages(List.of())))
        .isEqualTo(taken && !traits.shortCallIds());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void asksForJsonOfAnyShape(VendorTraits traits) {
    ChatRequest asked = plain().withAnswerFormat(AnswerFormat.JSON);

    assertThat(written(asked, traits).get("response_format"))
        .hasToString("{\"type\":\"json_object\"}");
    assertThat(lost(asked, traits)).isEmpty();
  }

  @Test
  void callsASchemaAsItsCallerDid() {
    assertThat(written(everything(), VendorTraits.NONE).get("response_format"))
        .isEqualTo(
            Requests.object(
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"description\":\"d\","
                    + "\"schema\":{\"type\":\"object\"},\"strict\":true}}"));
  }

  @Test
  void asksForJsonAloneWhereNoSchemaIsHeld() {
    VendorTraits traits = traits("{\"schemas\":false}");

    assertThat(written(everything(), traits).get("response_format"))
        .hasToString("{\"type\":\"json_object\"}");
    assertThat(String.valueOf(written(everything(), traits).get("messages")))
        .startsWith("[{\"role\":\"system\",\"content\":\"Answer with one value in json alone,")
        .contains("{\\\"type\\\":\\\"object\\\"}")
        .contains("\"content\":\"Hello\"");
    assertThat(lost(everything(), traits)).containsExactly("answerSchema");
  }

  @Test
  void tellsThoughtsAgainWhereTheVendorWantsThem() {
    ChatRequest asked =
        plain()
            .withMessages(
                List.of(
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Reasoning("hm ", null),
                            new Part.Reasoning("yes", null),
                            new Part.ToolCall("c", "capital", "{}")))));

    assertThat(String.valueOf(written(asked, of("deepseek")).get("messages")))
        .contains("\"reasoning_content\":\"hm yes\"");
    assertThat(String.valueOf(written(asked, VendorTraits.NONE).get("messages")))
        .doesNotContain("hm yes");
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, , , disabled, , ''",
    "OFF, , none, disabled, , ''",
    "ON, , , enabled, , ''",
    "ON, 1024, , enabled, low, thinking.budgetTokens",
    "ADAPTIVE, , max, enabled, max, ''",
    "ADAPTIVE, , , , , thinking.mode",
  })
  void turnsThoughtsOnAndOff(
      Thinking.Mode mode,
      @Nullable Integer budget,
      @Nullable String effort,
      @Nullable String type,
      @Nullable String word,
      String lost) {
    VendorTraits traits = traits("{\"thinking\":\"switch\"}");
    ChatRequest request = plain().withThinking(new Thinking(mode, budget, effort));

    Json.Obj sent = written(request, traits);

    assertThat(ReplyFields.object(sent, "thinking").text("type")).isEqualTo(type);
    assertThat(sent.text("reasoning_effort")).isEqualTo(word);
    assertThat(String.join(",", lost(request, traits))).isEqualTo(lost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "OFF; ; ; {\"enabled\":false}; ''",
        "ON; ; ; {\"enabled\":true}; ''",
        "ON; 1024; ; {\"max_tokens\":1024}; ''",
        "ADAPTIVE; ; low; {\"effort\":\"low\"}; ''",
        "ON; 1024; high; {\"effort\":\"high\"}; thinking.budgetTokens",
        "ADAPTIVE; ; max; {\"effort\":\"xhigh\"}; thinking.effort",
        "ADAPTIVE; ; ; ; thinking.mode",
      })
  void asksForThoughtsByAWordANumberOrASwitch(
      Thinking.Mode mode,
      @Nullable Integer budget,
      @Nullable String effort,
      @Nullable String reasoning,
      String lost) {
    VendorTraits traits = traits("{\"thinking\":\"object\"}");
    ChatRequest request = plain().withThinking(new Thinking(mode, budget, effort));

    Json sent = written(request, traits).get("reasoning");

    assertThat(sent == null ? null : sent.toString()).isEqualTo(reasoning);
    assertThat(String.join(",", lost(request, traits))).isEqualTo(lost);
  }

  @Test
  void shortensIdsOfToolCallsAndTheirResultsAlike() {
    VendorTraits traits = traits("{\"shortCallIds\":true}");

    Json.Obj sent = written(Requests.conversation(), traits);

    List<Json.Obj> messages = ReplyFields.objects(sent, "messages");
    List<String> calls =
        ReplyFields.objects(messages.get(1), "tool_calls").stream()
            .map(call -> Objects.requireNonNull(call.text("id")))
            .toList();
    assertThat(calls).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.matches("\\w{9}"));
    assertThat(messages.get(2).text("tool_call_id")).isEqualTo(calls.get(0));
    assertThat(messages.get(3).text("tool_call_id")).isEqualTo(calls.get(1));
    assertThat(ShortCallId.of(Json.of("D681PevKs"))).isEqualTo(Json.of("D681PevKs"));
  }

  @Test
  void asksForNoUsageWhereItComesUnasked() {
    VendorTraits traits = traits("{\"streamOptions\":false}");

    assertThat(
            sent(new ChatStreamCodec(endpoint(traits)).encode(plain()).body())
                .get("stream_options"))
        .isNull();
    assertThat(
            sent(new ChatStreamCodec(endpoint(VendorTraits.NONE)).encode(plain()).body())
                .get("stream_options"))
        .hasToString("{\"include_usage\":true}");
  }

  @Test
  void refusesASizeOfVectorsThatCannotBeChosen() {
    EmbeddingCodec codec = new EmbeddingCodec(endpoint(traits("{\"drops\":[\"dimensions\"]}")));

    Failures.expect(
        FailureCode.UNSUPPORTED, () -> codec.encode(new EmbeddingRequest("m", List.of("x"), 256)));
  }

  @Test
  void refusesWhatIsNoTrait() {
    assertThat(Failures.field(() -> traits("{\"dorps\":[]}"))).isEqualTo("traits.dorps");
    assertThat(Failures.field(() -> traits("{\"schemas\":1}"))).isEqualTo("traits.schemas");
    assertThat(Failures.field(() -> traits("{\"drops\":1}"))).isEqualTo("drops");
    assertThat(Failures.field(() -> traits("{\"thinking\":\"hard\"}")))
        .isEqualTo("traits.thinking");
  }

  private static ChatRequest plain() {
    return Requests.text("m", "Hello");
  }

  private static List<String> lost(ChatRequest request, VendorTraits traits) {
    return new ChatCodec(endpoint(traits)).lossy(request);
  }

  private static Json.Obj written(ChatRequest request, VendorTraits traits) {
    return sent(new ChatCodec(endpoint(traits)).encode(request).body());
  }

  private static Json.Obj sent(byte[] body) {
    return (Json.Obj) JsonUtf8.read(body);
  }

  private static OpenAiEndpoint endpoint(VendorTraits traits) {
    return new OpenAiEndpoint(URI.create("https://vendor.example/v1/"), "max_tokens", traits);
  }

  private static VendorTraits traits(String json) {
    return VendorTraits.of(Requests.object(json));
  }
}
