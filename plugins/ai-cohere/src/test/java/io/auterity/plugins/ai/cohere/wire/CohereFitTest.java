package io.auterity.plugins.ai.cohere.wire;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereFitTest {

  @Test
  void carriesWholeWhatItHasAFormFor() {
    assertThat(CohereFit.lost(CohereRequests.text("Hello"))).isEmpty();
    assertThat(CohereFit.lost(CohereRequests.settings())).isEmpty();
    assertThat(CohereFit.lost(CohereRequests.conversation())).isEmpty();
    assertThat(CohereFit.of(CohereRequests.conversation()))
        .isEqualTo(CohereRequests.conversation());
  }

  @Test
  void leavesOutWhatAModelSpokeBefore() {
    Message spoken =
        new Message(
            Role.ASSISTANT, List.of(new Part.Text("Hi."), new Part.Audio("audio/wav", "UklG")));
    ChatRequest request = CohereRequests.text("Hello").withMessages(List.of(spoken));

    assertThat(CohereFit.lost(request)).containsExactly("messages.audio");
    assertThat(CohereFit.of(request).messages().getFirst().parts())
        .containsExactly(new Part.Text("Hi."));
  }

  @Test
  void namesEachFieldThatDoesNotArriveAsItWas() {
    ChatRequest request =
        ChatRequest.builder("m", List.of(Message.text(Role.USER, "Hello")))
            .tools(List.of(CohereRequests.CAPITAL, new Tool("f", null, Json.EMPTY)))
            .temperature(1.5)
            .topP(1.0)
            .stop(List.of("a", "b", "c", "d", "e", "f"))
            .extra(Map.of("openai", CohereRequests.object("{'seed':7}")))
            .thinking(Thinking.effort("high"))
            .parallelTools(false)
            .user("user-1")
            .sampling(new Sampling(501, -1L, -0.5, 1.5))
            .build();

    ChatRequest fit = CohereFit.of(request);

    assertThat(CohereFit.lost(request))
        .containsExactlyInAnyOrder(
            "extra.openai.seed",
            "user",
            "parallelTools",
            "tools.strict",
            "temperature",
            "topP",
            "sampling.topK",
            "sampling.seed",
            "sampling.frequencyPenalty",
            "sampling.presencePenalty",
            "stop",
            "thinking.effort");
    assertThat(fit.temperature()).isEqualTo(1.0);
    assertThat(fit.topP()).isEqualTo(0.99);
    assertThat(fit.sampling()).isEqualTo(new Sampling(500, null, 0.0, 1.0));
    assertThat(fit.stop()).containsExactly("a", "b", "c", "d", "e");
    assertThat(fit.thinking()).isEqualTo(new Thinking(Thinking.Mode.ADAPTIVE, 16_384, null));
  }

  @Test
  void asksForJsonOfAnyShape() {
    ChatRequest request = CohereRequests.text("Hello").withAnswerFormat(AnswerFormat.JSON);

    assertThat(CohereFit.lost(request)).isEmpty();
    assertThat(CohereChatRequest.write(request).get("response_format"))
        .isEqualTo(CohereRequests.object("{'type':'json_object'}"));
  }

  @Test
  void dropsWhatOthersSignedOrMarked() {
    ChatRequest request =
        CohereRequests.of(
            new Message(Role.USER, List.of(new Part.Text("Hello"), new Part.CachePoint(null))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("sealed", "c2lnbmVk", "anthropic"),
                    new Part.Citation("x", "https://example.org", null),
                    new Part.Opaque("openai", Json.EMPTY),
                    new Part.Text("Hi"))),
            new Message(
                Role.TOOL, List.of(new Part.ToolResult("1", List.of(new Part.Text("no")), true))));

    assertThat(CohereFit.lost(request))
        .containsExactlyInAnyOrder(
            "messages.cache_point",
            "messages.reasoning",
            "messages.citation",
            "messages.opaque.openai",
            "messages.tool_result.error");
    assertThat(CohereFit.of(request).messages().get(1).parts())
        .containsExactly(new Part.Text("Hi"));
    assertThat(CohereFit.lost(CohereFit.of(request))).isEmpty();
  }

  @Test
  void toldNotToThinkIsNoLoss() {
    ChatRequest off = CohereRequests.with(null, Thinking.effort("none"));

    assertThat(CohereFit.lost(off)).isEmpty();
    assertThat(CohereChatRequest.write(off).get("thinking"))
        .isEqualTo(CohereRequests.object("{'type':'disabled'}"));
  }

  @ParameterizedTest
  @CsvSource({"low, 1024", "medium, 4096", "max, 32768"})
  void aWordForThinkingBecomesANumberOfTokens(String word, int tokens) {
    assertThat(CohereFit.of(CohereRequests.with(null, Thinking.effort(word))).thinking())
        .isEqualTo(new Thinking(Thinking.Mode.ADAPTIVE, tokens, null));
  }

  @Test
  void itsOwnFieldsAreNoLoss() {
    assertThat(
            CohereFit.lost(
                CohereRequests.with(Extra.of("cohere", CohereRequests.object("{'seed':7}")), null)))
        .isEmpty();
  }
}
