package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiFitTest {

  private static final Part HELLO = new Part.Text("Hello");

  @Test
  void losesNothingOfItsOwnDialect() {
    for (ChatRequest request : List.of(Requests.settings(), Requests.conversation())) {
      assertThat(new ChatCodec(Recorded.OPENAI).lossy(request)).isEmpty();
    }
  }

  @Test
  void leavesOutWhatAnotherVendorSignedOrSealed() {
    Part signed = new Part.Reasoning("hm", "c2ln", "anthropic");
    Part sealed = new Part.Opaque("anthropic", Json.EMPTY);
    ChatRequest request = conversation(Role.ASSISTANT, signed, sealed, HELLO);

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request))
        .containsExactly("messages.reasoning", "messages.opaque.anthropic");
    assertThat(written(request).get("messages"))
        .hasToString("[{\"role\":\"assistant\",\"content\":\"Hello\"}]");
  }

  @Test
  void asksForTheLikelihoodOfTokensWhereTheVendorTellsIt() {
    ChatRequest request = Requests.text("m", "Hello").withLogprobs(0);
    OpenAiEndpoint groq =
        new OpenAiEndpoint(
            URI.create("https://api.groq.com/openai/v1/"),
            "max_completion_tokens",
            VendorTraitsTest.of("groq"));

    assertThat(written(request).get("logprobs")).isEqualTo(Json.of(true));
    assertThat(written(request).get("top_logprobs")).isNull();
    assertThat(written(request.withLogprobs(5)).get("top_logprobs")).isEqualTo(Json.of(5));
    assertThat(new ChatCodec(groq).lossy(request.withLogprobs(5))).containsExactly("logprobs");
    assertThat(text(new ChatCodec(groq).encode(request.withLogprobs(5)).body()))
        .doesNotContain("logprobs");
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void givesNoLikelihoodsBack() {
    Part told = new Part.Logprobs(List.of(new TokenLogprob("Hello", -1, null, null)));
    ChatRequest request = conversation(Role.ASSISTANT, HELLO, told);

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request)).isEmpty();
    assertThat(written(request).get("messages"))
        .hasToString("[{\"role\":\"assistant\",\"content\":\"Hello\"}]");
  }

  @ParameterizedTest
  @CsvSource({"'',", ",", ",c2lnbmVk"})
  void aThoughtWithoutWordsIsToldWithWordsWhereTheVendorWantsIt(
      @Nullable String words, @Nullable String signature) {
    OpenAiEndpoint deepseek =
        new OpenAiEndpoint(
            URI.create("https://api.deepseek.com/"), "max_tokens", VendorTraitsTest.of("deepseek"));
    ChatRequest request =
        conversation(
            Role.ASSISTANT,
            new Part.Reasoning(words, signature),
            new Part.ToolCall("c1", "f", "{}"));

    assertThat(text(new ChatCodec(deepseek).encode(request).body()))
        .contains("\"reasoning_content\":\"What was thought before this call was not kept.\"");
  }

  @Test
  void leavesOutMarksForACache() {
    ChatRequest request =
        conversation(Role.USER, HELLO, new Part.CachePoint("1h"))
            .withTools(
                List.of(
                    new Tool("f", null, Json.EMPTY, null, new Part.CachePoint(null), null, null)));

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request))
        .containsExactly("messages.cache_point", "tools.cache_point");
    assertThat(written(request).get("messages"))
        .hasToString("[{\"role\":\"user\",\"content\":\"Hello\"}]");
  }

  @Test
  void tellsNoVendorOfAnothersTools() {
    Tool search =
        new Tool(
            "web_search",
            null,
            Json.EMPTY,
            Extra.of("anthropic", Requests.object("{\"type\":\"web_search_20250305\"}")),
            null,
            null,
            "anthropic");
    ChatRequest request = conversation(Role.USER, HELLO).withTools(List.of(search));

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request)).containsExactly("tools.anthropic");
    assertThat(written(request).get("tools")).isNull();
  }

  @Test
  void namesFurtherFieldsOfAnotherDialectAndSendsThemNot() {
    Map<String, Json.Obj> extra =
        Map.of("anthropic", Requests.object("{\"top_k\":5,\"service_tier\":\"auto\"}"));
    ChatRequest request =
        ChatRequest.builder("m", List.of(Message.text(Role.USER, "x"))).extra(extra).build();

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request))
        .containsExactly("extra.anthropic.top_k", "extra.anthropic.service_tier");
    assertThat(written(request).fields()).doesNotContainKeys("top_k", "service_tier", "anthropic");
  }

  @Test
  void tellsWhatAToolAnsweredButNotThatItFailed() {
    ChatRequest request =
        conversation(
            Role.TOOL,
            new Part.ToolResult("c", List.of(new Part.Text("no"), new Part.Text("way")), true));

    assertThat(new ChatCodec(Recorded.OPENAI).lossy(request))
        .containsExactly("messages.tool_result.error");
    assertThat(written(request).get("messages"))
        .hasToString("[{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"no\\nway\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    ", , low, low, ''",
    ", , minimal, minimal, ''",
    ", , max, xhigh, thinking.effort",
    "ON, 1024, , low, thinking.budgetTokens",
    "ON, 4000, , medium, thinking.budgetTokens",
    "ON, 32000, , high, thinking.budgetTokens",
    "ADAPTIVE, , high, high, ''",
    "ADAPTIVE, , , , thinking.mode",
    "ADAPTIVE, , minimal, minimal, ''",
    "OFF, , none, none, ''",
    "OFF, , low, , thinking.mode",
  })
  void asksForThinkingByAWord(
      Thinking.@Nullable Mode mode,
      @Nullable Integer budget,
      @Nullable String effort,
      @Nullable String sent,
      String lost) {
    ChatRequest request =
        conversation(Role.USER, HELLO).withThinking(new Thinking(mode, budget, effort));

    assertThat(written(request).text("reasoning_effort")).isEqualTo(sent);
    assertThat(String.join(",", new ChatCodec(Recorded.OPENAI).lossy(request))).isEqualTo(lost);
  }

  private static ChatRequest conversation(Role role, Part... parts) {
    return Requests.of("m", List.of(new Message(role, List.of(parts))));
  }

  private static Json.Obj written(ChatRequest request) {
    return (Json.Obj) JsonUtf8.read(new ChatCodec(Recorded.OPENAI).encode(request).body());
  }
}
