package io.auterity.plugins.ai.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Moderations;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers in the shapes that vendors of the dialect document, with what each has of its own. */
class VendorExamplesTest {

  /** As vendors that search answer: sources beside the message, and a delta inside the choice. */
  private static final String SEARCHED =
      """
      {"id":"p-1","model":"sonar","created":1756485272,"object":"chat.completion",
       "usage":{"prompt_tokens":26,"completion_tokens":832,"total_tokens":858,
        "search_context_size":"low","cost":{"total_cost":0.02}},
       "citations":["https://a.example","https://b.example"],
       "search_results":[
        {"title":"A","url":"https://a.example","date":"2025-03-27"},
        {"title":"B","url":"https://b.example","date":null}],
       "choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"Two things [1][2]."},
        "delta":{"role":"assistant","content":""}}]}
      """;

  @Test
  void deepSeekTellsWhatItsCacheHeld() {
    ChatResponse answer =
        answer(
            """
            {"id":"d-1","object":"chat.completion","created":1705651092,"model":"deepseek-v4-pro",
             "choices":[{"index":0,"finish_reason":"stop","logprobs":null,
              "message":{"role":"assistant","reasoning_content":"A greeting.","content":"Hello!"}}],
             "usage":{"prompt_tokens":40,"completion_tokens":10,"total_tokens":50,
              "prompt_cache_hit_tokens":32,"prompt_cache_miss_tokens":8,
              "completion_tokens_details":{"reasoning_tokens":4}}}
            """);

    assertThat(answer.usage()).isEqualTo(new TokenUsage(40, 10, 32, 4));
    assertThat(answer.parts())
        .containsExactly(new Part.Reasoning("A greeting.", null), new Part.Text("Hello!"));
  }

  @Test
  void grokTellsItsThoughtsInTheTotalOnly() {
    ChatResponse answer =
        answer(
            """
            {"id":"x-1","object":"chat.completion","created":1743770624,"model":"grok-4",
             "choices":[{"index":0,"finish_reason":"stop",
              "message":{"role":"assistant","content":"202","reasoning_content":"101 * 2",
               "refusal":null}}],
             "usage":{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,
              "prompt_tokens_details":{"text_tokens":32,"audio_tokens":0,"cached_tokens":6},
              "completion_tokens_details":{"reasoning_tokens":94,"audio_tokens":0},
              "num_sources_used":0},
             "system_fingerprint":"fp_1"}
            """);

    assertThat(answer.usage()).isEqualTo(new TokenUsage(32, 103, 6, 94));
  }

  @Test
  void openRouterTellsThoughtsUnderAnotherNameAndItsCost() {
    ChatResponse answer =
        answer(
            """
            {"id":"gen-1","provider":"Somebody","object":"chat.completion","created":1,
             "model":"a/b","choices":[{"index":0,"finish_reason":"stop",
              "native_finish_reason":"STOP","logprobs":null,
              "message":{"role":"assistant","content":"Hi","refusal":null,"reasoning":"Hm"}}],
             "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"cost":0.0001}}
            """);

    assertThat(answer.parts()).containsExactly(new Part.Reasoning("Hm", null), new Part.Text("Hi"));
    assertThat(String.valueOf(answer.extra())).contains("Somebody");
  }

  @Test
  void whoSearchesNamesItsSources() {
    ChatResponse answer = answer(SEARCHED);

    assertThat(answer.reason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("Two things [1][2]."),
            new Part.Citation("", "https://a.example", "A"),
            new Part.Citation("", "https://b.example", "B"));
    assertThat(answer(SEARCHED.replace("search_results", "found")).parts())
        .contains(new Part.Citation("", "https://b.example", null));
  }

  @Test
  void whoSearchesNamesItsSourcesOnceInAStream() {
    String chunk =
        JsonUtf8.read(SEARCHED)
            .toString()
            .replace("\"message\":{\"role\":\"assistant\",\"content\":\"Two things [1][2].\"},", "")
            .replace("\"content\":\"\"", "\"content\":\"Two things.\"");
    byte[] stream = ("data: " + chunk + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);

    List<ChatEvent> events =
        new ArrayList<>(new ChatStreamCodec(Recorded.OPENAI).decoder().feed(stream));

    assertThat(events)
        .containsSubsequence(
            new ChatEvent.PartDelta(0, new Part.Text("Two things.")),
            new ChatEvent.PartDone(0),
            new ChatEvent.PartDelta(1, new Part.Citation("", "https://a.example", "A")),
            new ChatEvent.PartDone(1),
            new ChatEvent.PartDelta(2, new Part.Citation("", "https://b.example", "B")),
            new ChatEvent.PartDone(2));
  }

  @Test
  void deepResearchIsBilledBySearchesCitationsAndThoughts() {
    Json.Obj usage =
        Requests.object(
            "{\"prompt_tokens\":33,\"completion_tokens\":7163,\"total_tokens\":7196,"
                + "\"citation_tokens\":20016,\"num_search_queries\":18,\"reasoning_tokens\":73997}");

    assertThat(UsageJson.read(usage).quantities())
        .isEqualTo(
            Map.of(
                "input_tokens", 33L,
                "output_tokens", 7163L,
                "reasoning_tokens", 73997L,
                "citation_tokens", 20016L,
                "web_search_requests", 18L));
  }

  @Test
  void mistralJudgesATextByItsCategories() {
    assertThat(judged("{\"pii\":true,\"law\":false}").flagged()).isTrue();
    assertThat(judged("{\"pii\":false,\"law\":false}").flagged()).isFalse();
    assertThat(judged("{\"pii\":true,\"law\":false}").categories().get("pii"))
        .isEqualTo(new Moderations.Finding(true, 0.9));
    Failures.expect(FailureCode.UNAVAILABLE, () -> judged("{}"));
    Failures.expect(FailureCode.UNAVAILABLE, () -> judged("{\"pii\":\"yes\"}"));
  }

  private static Moderations.Verdict judged(String categories) {
    String reply =
        "{\"id\":\"m-1\",\"model\":\"mistral-moderation-2411\",\"results\":[{\"categories\":"
            + categories
            + ",\"category_scores\":{\"pii\":0.9,\"law\":0.1}}]}";
    return new ModerationCodec(Recorded.OPENAI)
        .decode(new WireResponse(200, Map.of(), reply.getBytes(StandardCharsets.UTF_8)))
        .verdicts()
        .getFirst();
  }

  private static ChatResponse answer(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return new ChatCodec(Recorded.OPENAI).decode(new WireResponse(200, Map.of(), body));
  }
}
