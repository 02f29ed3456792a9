package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
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
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiFitTest {

  private static final Part TEXT = new Part.Text("a");

  @Test
  void leavesARequestOfItsOwnDialectAsItIs() {
    for (ChatRequest request : List.of(Chats.settings(), Chats.conversation())) {
      assertThat(GenerateContentCodec.lossy(request)).isEmpty();
      assertThat(GeminiFit.of(request)).isEqualTo(request);
    }
  }

  @Test
  void losesWhatOnlyOthersKnow() {
    ChatRequest request =
        Chats.said(
            Role.ASSISTANT,
            new Part.Reasoning("hm", "sealed", "anthropic"),
            new Part.Reasoning("hm", null, "openai"),
            new Part.Opaque("openai", object("{'type':'refusal'}")),
            TEXT,
            new Part.Citation("a", null, "A", Extra.of("anthropic", object("{'type':'x'}"))),
            new Part.Citation("a", "https://a", null),
            new Part.CachePoint(null));

    assertThat(GenerateContentCodec.lossy(request))
        .containsExactly(
            "messages.reasoning",
            "messages.opaque.openai",
            "messages.citation",
            "messages.cache_point");
    assertThat(GeminiFit.of(request).messages().getFirst().parts()).containsExactly(TEXT);
  }

  @Test
  void drawsWordsAsTheVendorCanBeTold() {
    ChatRequest request =
        Chats.of(Message.text(Role.USER, "x")).withSampling(new Sampling(0, 1L << 31, 0.5, null));

    assertThat(GenerateContentCodec.lossy(request)).containsExactly("sampling.seed");
    assertThat(config(request)).isEqualTo(object("{'frequencyPenalty':0.5}"));
    assertThat(
            GenerateContentCodec.lossy(request.withSampling(new Sampling(null, -7L, null, null))))
        .isEmpty();
  }

  @Test
  void asksForJsonOfAnyShape() {
    ChatRequest request =
        Chats.of(Message.text(Role.USER, "x")).withAnswerFormat(AnswerFormat.JSON);

    assertThat(GenerateContentCodec.lossy(request)).isEmpty();
    assertThat(config(request)).isEqualTo(object("{'responseMimeType':'application/json'}"));
  }

  @Test
  void tellsThatASchemaIsNotExplained() {
    ChatRequest request = Chats.settings().withAnswerFormat(new AnswerFormat(null, "n", "d", true));

    assertThat(GenerateContentCodec.lossy(request)).containsExactly("answerFormat.description");
  }

  @Test
  void losesTheNamesOfFiles() {
    Part.File named = new Part.File("a.pdf", null, "application/pdf", "JVBERi0=");
    ChatRequest request =
        Chats.of(
            new Message(Role.USER, List.of(named)),
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(named), null))));

    assertThat(GenerateContentCodec.lossy(request)).containsExactly("messages.file.name");
    assertThat(GeminiFit.of(request).toString()).doesNotContain("a.pdf").contains("JVBERi0=");
  }

  @Test
  void namesWhatElseIsDroppedOrChanged() {
    ChatRequest all =
        ChatRequest.builder(
                "gemini-2.5-flash",
                List.of(Message.text(Role.USER, "x"), Message.text(Role.SYSTEM, "be brief")))
            .tools(
                List.of(
                    new Tool(
                        "f",
                        null,
                        object(
                            "{'type':'object','properties':{'a':{'type':'string','pattern':'b'}}}"),
                        null,
                        new Part.CachePoint(null),
                        null,
                        null)))
            .answerSchema(object("{'type':'string','minLength':2}"))
            .extra(Extra.of("openai", object("{'seed':7}")))
            .parallelTools(false)
            .user("u")
            .build();

    assertThat(GenerateContentCodec.lossy(all))
        .containsExactlyInAnyOrder(
            "extra.openai.seed",
            "tools.cache_point",
            "tools.parameters.pattern",
            "messages.system",
            "parallelTools",
            "user",
            "answerSchema.minLength");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemini-2.5-flash | OFF | | | {'thinkingBudget':0} |",
        "gemini-2.5-flash | ON | 300 | | {'thinkingBudget':300,'includeThoughts':true} |",
        "gemini-2.5-flash | ON | | | {'thinkingBudget':-1,'includeThoughts':true} |",
        "gemini-2.5-flash | ADAPTIVE | | low | {'thinkingBudget':1024,'includeThoughts':true} |",
        "gemini-2.5-flash | ADAPTIVE | | max | {'thinkingBudget':24576,'includeThoughts':true} |"
            + " thinking.effort",
        "gemini-2.5-pro | OFF | | | {'thinkingBudget':128} | thinking.mode",
        "gemini-2.0-flash | OFF | | | |",
        "gemini-2.0-flash | ON | | | | thinking",
        "gemma-3-27b-it | ADAPTIVE | | high | | thinking",
        "gemini-3-flash-preview | OFF | | none | {'thinkingLevel':'MINIMAL'} | thinking.mode",
        "gemini-3-flash-preview | ADAPTIVE | | minimal |"
            + " {'thinkingLevel':'MINIMAL','includeThoughts':true} |",
        "gemini-3-pro-preview | ADAPTIVE | | minimal |"
            + " {'thinkingLevel':'LOW','includeThoughts':true} | thinking.effort",
        "gemini-3-pro-preview | OFF | | | {'thinkingLevel':'LOW'} | thinking.mode",
        "gemini-3-pro-preview | ADAPTIVE | | xhigh |"
            + " {'thinkingLevel':'HIGH','includeThoughts':true} | thinking.effort",
        "gemini-3-pro-preview | ON | | | {'includeThoughts':true} |",
        "gemini-3-pro-preview | ON | 500 | high | {'thinkingBudget':500,'includeThoughts':true} |"
            + " thinking.effort",
        "gemini-flash-latest | ADAPTIVE | | medium |"
            + " {'thinkingLevel':'MEDIUM','includeThoughts':true} |",
        "publishers/google/models/gemini-2.5-flash | ON | 9 | |"
            + " {'thinkingBudget':9,'includeThoughts':true} |",
      })
  void thinksAsTheModelCanBeTold(
      String model, Thinking.Mode mode, Integer budget, String effort, String sent, String lost) {
    ChatRequest request =
        Chats.of(model, null, Message.text(Role.USER, "x"))
            .withThinking(new Thinking(mode, budget, effort));

    assertThat(GenerateContentCodec.lossy(request))
        .isEqualTo(lost == null ? List.of() : List.of(lost));
    assertThat(config(request))
        .isEqualTo(sent == null ? null : Json.EMPTY.with("thinkingConfig", object(sent)));
  }

  private static @Nullable Json config(ChatRequest request) {
    Json.Obj body =
        (Json.Obj)
            JsonUtf8.read(new GenerateContentCodec(RecordedGoogle.GEMINI).encode(request).body());
    return body.get("generationConfig");
  }
}
