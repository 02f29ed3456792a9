package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseFitTest {

  private static final String LLAMA = "us.meta.llama4-maverick-17b-instruct-v1:0";
  private static final String PROFILE =
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f";
  private static final String ARN =
      "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6";

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-v2, CLAUDE, anthropic.claude-v2",
    "us.anthropic.claude-sonnet-4-6, CLAUDE, anthropic.claude-sonnet-4-6",
    "global.anthropic.claude-opus-4-5-20251101-v1:0, CLAUDE,"
        + " anthropic.claude-opus-4-5-20251101-v1:0",
    "us-gov.amazon.nova-pro-v1:0, NOVA, amazon.nova-pro-v1:0",
    "openai.gpt-oss-120b-1:0, OPENAI, openai.gpt-oss-120b-1:0",
    "qwen.qwen3-32b-v1:0, QWEN, qwen.qwen3-32b-v1:0",
    "us.meta.llama4-maverick-17b-instruct-v1:0, OTHER, meta.llama4-maverick-17b-instruct-v1:0",
    "mi1dadi0g15f, UNKNOWN, mi1dadi0g15f"
  })
  void knowsWhoMadeAModel(String model, BedrockFamily family, String bare) {
    assertThat(BedrockFamily.of(model)).isEqualTo(family);
    assertThat(BedrockFamily.bare(model)).isEqualTo(bare);
  }

  @Test
  void knowsWhatAnArnNames() {
    assertThat(BedrockFamily.of(PROFILE)).isEqualTo(BedrockFamily.UNKNOWN);
    assertThat(BedrockFamily.of(ARN)).isEqualTo(BedrockFamily.CLAUDE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'top_k':40} | ''",
        "amazon.nova-pro-v1:0 | {'inferenceConfig':{'topK':40}} | ''",
        "us.anthropic.claude-opus-4-7-v1:0 | | 'sampling.topK,temperature'",
        "openai.gpt-oss-120b-1:0 | | 'sampling.topK'",
        "mi1dadi0g15f | | 'sampling.topK'",
      })
  void theLikeliestTokensAreAskedForInTheWordsOfTheMaker(
      String model, @Nullable String fields, String lost) {
    ChatRequest request =
        Chats.of(model, hello())
            .withTemperature(0.5)
            .withSampling(new Sampling(40, null, null, null));

    assertThat(ConverseRequest.chat(request).get("additionalModelRequestFields"))
        .isEqualTo(fields == null ? null : Chats.object(fields));
    assertThat(String.join(",", lost(request))).isEqualTo(lost);
  }

  @Test
  void aClaudeIsAskedForOneWayOfDrawingWords() {
    ChatRequest both = Chats.of(Chats.CLAUDE, hello()).withTemperature(0.5).withTopP(0.9);
    ChatRequest thinking =
        both.withThinking(new Thinking(Thinking.Mode.ON, 2_000, null))
            .withSampling(new Sampling(40, null, null, null));

    assertThat(ConverseRequest.chat(both).get("inferenceConfig"))
        .isEqualTo(Chats.object("{'temperature':0.5}"));
    assertThat(lost(both)).containsExactly("topP");
    assertThat(ConverseRequest.chat(thinking).get("inferenceConfig")).isNull();
    assertThat(ConverseRequest.chat(thinking).get("additionalModelRequestFields"))
        .isEqualTo(Chats.object("{'thinking':{'type':'enabled','budget_tokens':2000}}"));
    assertThat(lost(thinking)).containsExactlyInAnyOrder("sampling.topK", "temperature", "topP");
  }

  @Test
  void losesSeedsPenaltiesAndJsonWithoutASchema() {
    ChatRequest request =
        Chats.of(Chats.CLAUDE, hello())
            .withSampling(new Sampling(null, 7L, 0.5, 0.5))
            .withAnswerFormat(AnswerFormat.JSON);

    assertThat(lost(request))
        .containsExactlyInAnyOrder(
            "sampling.seed",
            "sampling.frequencyPenalty",
            "sampling.presencePenalty",
            "answerFormat.json");
  }

  @Test
  void callsASchemaAsItsCallerDid() {
    ChatRequest request = Chats.settings().withAnswerFormat(new AnswerFormat(null, "n", "d", null));

    assertThat(lost(request)).isEmpty();
    assertThat(String.valueOf(ConverseRequest.chat(request).get("outputConfig")))
        .contains("\"name\":\"n\"")
        .contains("\"description\":\"d\"");
  }

  @Test
  void marksForTheCacheGoToThoseWhoKnowThem() {
    for (String model : List.of(Chats.CLAUDE, Chats.NOVA, PROFILE)) {
      assertThat(lost(Chats.said(model, Role.USER, new Part.Text("a"), new Part.CachePoint("5m"))))
          .isEmpty();
    }
    assertThat(lost(Chats.said(LLAMA, Role.USER, new Part.Text("a"), new Part.CachePoint(null))))
        .containsExactly("messages.cache_point");
    assertThat(lost(Chats.said(Chats.CLAUDE, Role.USER, new Part.CachePoint(null))))
        .containsExactly("messages.cache_point");
    assertThat(
            lost(
                Chats.said(Chats.CLAUDE, Role.USER, new Part.Text("a"), new Part.CachePoint("2d"))))
        .containsExactly("messages.cache_point.ttl");
    assertThat(
            lost(
                Chats.said(
                    Chats.CLAUDE,
                    Role.TOOL,
                    new Part.ToolResult(
                        "i", List.of(new Part.Text("a"), new Part.CachePoint(null)), null))))
        .containsExactly("messages.cache_point");
    Tool marked = new Tool("f", null, Json.EMPTY, null, new Part.CachePoint(null), null, null);
    assertThat(lost(Chats.of(Chats.NOVA, hello()).withTools(List.of(marked))))
        .containsExactly("tools.cache_point");
  }

  @Test
  void thoughtsGoBackAsTheyWereSignedHere() {
    assertThat(lost(assistant(new Part.Reasoning("a", "s", "bedrock")))).isEmpty();
    for (Part.Reasoning other :
        List.of(
            new Part.Reasoning("a", "s", "anthropic"),
            new Part.Reasoning("a", "s", null),
            new Part.Reasoning("a", null, "bedrock"))) {
      assertThat(lost(assistant(other))).containsExactly("messages.reasoning");
    }
    assertThat(lost(assistant(new Part.Opaque("openai", Json.EMPTY))))
        .containsExactly("messages.opaque.openai");
    assertThat(lost(assistant(new Part.Citation("a", null, null))))
        .containsExactly("messages.citation");
  }

  @Test
  void documentsGetNamesThatTheVendorTakes() {
    ChatRequest request =
        Chats.said(
            Chats.NOVA,
            Role.USER,
            new Part.File("q3 (1).pdf", null, "application/pdf", "AAAA"),
            new Part.File("q3 (1).pdf", null, "application/pdf", "AAAA"),
            new Part.File(null, null, "text/x-java", "AAAA"),
            new Part.File(null, null, "text/html", "AAAA"));

    assertThat(
            ConverseFit.of(request).messages().getFirst().parts().stream()
                .map(part -> ((Part.File) part).name()))
        .containsExactly("q3 (1)-pdf", "q3 (1)-pdf (2)", "Document", "Document (2)");
    assertThat(lost(request)).containsExactly("messages.file.name", "messages.file.mediaType");
  }

  @Test
  void idsOfCallsAreKeptApart() {
    String one = "a/".repeat(40);
    String other = "a?".repeat(40);
    ChatRequest request =
        Chats.said(
            Chats.NOVA,
            Role.USER,
            new Part.ToolResult(one, "x"),
            new Part.ToolResult(other, "y"),
            new Part.ToolResult(one, "z"));

    List<String> ids =
        ConverseFit.of(request).messages().getFirst().parts().stream()
            .map(part -> ((Part.ToolResult) part).id())
            .toList();

    assertThat(ids).allMatch(id -> id.matches("[a-zA-Z0-9_.:-]{1,64}"));
    assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
    assertThat(lost(request)).containsExactly("messages.tool_call.id");
  }

  @Test
  void namesWhatElseDoesNotArrive() {
    ChatRequest request =
        ChatRequest.builder(
                LLAMA,
                List.of(
                    hello(),
                    Message.text(Role.SYSTEM, "Late."),
                    new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("i", List.of(new Part.Text("a")), true)))))
            .temperature(1.5)
            .extra(Extra.of("openai", Chats.object("{'seed':7}")))
            .parallelTools(false)
            .user("user-1")
            .build();

    assertThat(lost(request))
        .containsExactlyInAnyOrder(
            "extra.openai.seed",
            "messages.tool_result.error",
            "messages.system",
            "temperature",
            "parallelTools",
            "user");
    assertThat(ConverseFit.of(request).temperature()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          us.anthropic.claude-sonnet-4-6 | ADAPTIVE | - | - | - | {'thinking':{'type':'adaptive'}} | -
          us.anthropic.claude-sonnet-4-6 | ADAPTIVE | - | minimal | - | {'thinking':{'type':'adaptive'},'output_config':{'effort':'low'}} | thinking.effort
          us.anthropic.claude-sonnet-4-6 | OFF | - | - | - | {'thinking':{'type':'disabled'}} | -
          us.anthropic.claude-sonnet-4-6 | ON | 2000 | - | - | {'thinking':{'type':'enabled','budget_tokens':2000}} | -
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | ADAPTIVE | - | high | - | {'thinking':{'type':'enabled','budget_tokens':16384}} | -
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | ADAPTIVE | - | high | 3000 | {'thinking':{'type':'enabled','budget_tokens':2999}} | -
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | ADAPTIVE | - | high | 900 | - | thinking
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | ADAPTIVE | - | - | - | - | thinking.mode
          openai.gpt-oss-120b-1:0 | ADAPTIVE | - | high | - | {'reasoning_effort':'high'} | -
          openai.gpt-oss-120b-1:0 | ON | 2000 | - | - | {'reasoning_effort':'medium'} | thinking.budgetTokens
          openai.gpt-oss-120b-1:0 | OFF | - | none | - | - | thinking.mode
          qwen.qwen3-32b-v1:0 | ADAPTIVE | - | max | - | {'reasoning_config':'high'} | thinking.effort
          us.amazon.nova-2-lite-v1:0 | ADAPTIVE | - | low | - | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}} | -
          us.amazon.nova-2-lite-v1:0 | OFF | - | - | - | {'reasoningConfig':{'type':'disabled'}} | -
          us.amazon.nova-pro-v1:0 | ADAPTIVE | - | low | - | - | thinking
          us.amazon.nova-pro-v1:0 | OFF | - | - | - | - | -
          us.deepseek.r1-v1:0 | ADAPTIVE | - | low | - | - | thinking
          """)
  void thinkingIsAskedForInTheWordsOfTheMaker(
      String model,
      Thinking.Mode mode,
      @Nullable Integer budget,
      @Nullable String effort,
      @Nullable Integer longest,
      @Nullable String fields,
      @Nullable String lost) {
    ChatRequest request = Chats.thinking(model, new Thinking(mode, budget, effort), longest);

    assertThat(ConverseRequest.chat(request).get("additionalModelRequestFields"))
        .isEqualTo(fields == null ? null : Chats.object(fields));
    assertThat(lost(request))
        .isEqualTo(lost == null ? List.of() : List.of(Objects.requireNonNull(lost)));
  }

  private static Message hello() {
    return Message.text(Role.USER, "Hello");
  }

  private static ChatRequest assistant(Part part) {
    return Chats.said(Chats.CLAUDE, Role.ASSISTANT, part);
  }

  private static List<String> lost(ChatRequest request) {
    return ConverseCodec.lossy(request);
  }
}
