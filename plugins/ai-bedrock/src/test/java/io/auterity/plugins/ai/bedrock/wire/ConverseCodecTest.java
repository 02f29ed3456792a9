package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseCodecTest {

  private static final ConverseCodec CODEC =
      new ConverseCodec(RecordedBedrock.ENDPOINT, Chats.CLAUDE);

  @Test
  void everyRecordedAnswerIsRead() {
    List<WireResponse> answers = RecordedBedrock.answers();

    assertThat(answers).hasSizeGreaterThan(50);
    for (WireResponse response : answers) {
      ChatResponse answer = CODEC.decode(response);
      Json.Obj usage = ReplyFields.object((Json.Obj) JsonUtf8.read(response.body()), "usage");

      assertThat(answer.parts()).isNotEmpty();
      assertThat(answer.reason()).isNotEqualTo(FinishReason.OTHER);
      assertThat(answer.usage().input() + answer.usage().output())
          .isEqualTo(ReplyFields.number(usage, "totalTokens"));
    }
  }

  /** What was read goes back as it came, but for what the vendor adds to it. */
  @Test
  void everyRecordedAnswerGoesBackAsItCame() {
    for (WireResponse response : RecordedBedrock.answers()) {
      Json.Obj message =
          ReplyFields.object(
              ReplyFields.object((Json.Obj) JsonUtf8.read(response.body()), "output"), "message");
      ChatResponse answer = CODEC.decode(response);
      boolean signed =
          answer.parts().stream()
              .noneMatch(
                  part -> part instanceof Part.Reasoning thought && thought.signature() == null);
      ChatRequest again =
          Chats.of(
              Chats.CLAUDE,
              Message.text(Role.USER, "?"),
              new Message(Role.ASSISTANT, answer.parts()));

      assertThat(ConverseCodec.lossy(again).isEmpty()).isEqualTo(signed);
      if (signed) {
        Json.Obj said = ReplyFields.objects(ConverseRequest.chat(again), "messages").getLast();
        assertThat(plain(said)).isEqualTo(plain(message));
      }
    }
  }

  /** The model's own word for a tool of the caller's is left out. */
  private static Json plain(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> kept = new LinkedHashMap<>();
        fields.forEach((name, field) -> kept.put(name, plain(field)));
        kept.remove("type", Json.of("tool_use"));
        yield new Json.Obj(kept);
      }
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(ConverseCodecTest::plain).toList());
      default -> value;
    };
  }

  @Test
  void readsThoughtsToolsAndTheRest() {
    ChatResponse tools = CODEC.decode(answer("test_bedrock_anthropic_tool_with_thinking", 0));
    ChatResponse sealed = CODEC.decode(answer("test_bedrock_model_thinking_part_redacted", 0));
    ChatResponse servers = CODEC.decode(answer("test_bedrock_model_with_code_execution_tool", 0));

    assertThat(tools.reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(tools.parts())
        .hasExactlyElementsOfTypes(Part.Reasoning.class, Part.Text.class, Part.ToolCall.class);
    assertThat(((Part.Reasoning) tools.parts().getFirst()).signature()).isNotBlank();
    assertThat(((Part.ToolCall) tools.parts().getLast()).arguments()).isEqualTo("{}");
    assertThat(sealed.parts()).hasExactlyElementsOfTypes(Part.Opaque.class, Part.Text.class);
    assertThat(servers.parts())
        .hasExactlyElementsOfTypes(Part.Opaque.class, Part.Opaque.class, Part.ToolCall.class);
  }

  @Test
  void countsWhatWasCachedOnceAndAsPartOfTheInput() {
    assertThat(
            CODEC
                .decode(answer("test_bedrock_cache_messages_with_document_as_last_content", 1))
                .usage())
        .isEqualTo(new TokenUsage(3 + 1712 + 236, 121, 1712, 0, 236, 0, null));
    assertThat(
            CODEC
                .decode(
                    reply(
                        "'end_turn'",
                        "{'inputTokens':1,'outputTokens':2,'totalTokens':13,"
                            + "'cacheWriteInputTokens':10,'cacheDetails':[{'ttl':'1h','inputTokens':7},"
                            + "{'ttl':'5m','inputTokens':3}]}"))
                .usage())
        .isEqualTo(new TokenUsage(11, 2, 0, 0, 10, 7, null));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP,",
    "max_tokens, LENGTH,",
    "stop_sequence, STOP_TEXT,",
    "tool_use, TOOL_CALLS,",
    "guardrail_intervened, CONTENT_REFUSED,",
    "content_filtered, CONTENT_REFUSED,",
    "model_context_window_exceeded, CONTEXT_FULL,",
    "malformed_tool_use, OTHER, malformed_tool_use"
  })
  void knowsWhyItStopped(String word, FinishReason reason, String detail) {
    ChatResponse answer = CODEC.decode(reply("'" + word + "'", "{}"));

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.detail()).isEqualTo(detail);
  }

  @Test
  void keepsWhatHasNoFieldOfItsOwn() {
    ChatResponse answer = CODEC.decode(answer("test_bedrock_model_guardrail_config", 0));

    assertThat(answer.extra()).containsOnlyKeys("bedrock");
    assertThat(Extra.in(answer.extra(), "bedrock").fields()).containsOnlyKeys("metrics", "trace");
  }

  @Test
  void namesTheRequestAndTheModel() {
    WireResponse response =
        new WireResponse(
            200,
            Map.of("x-amzn-requestid", List.of("req-1")),
            Chats.object(
                    "{'output':{'message':{'content':[]}},'stopReason':'end_turn',"
                        + "'trace':{'promptRouter':{'invokedModelId':'arn:x'}}}")
                .toString()
                .getBytes(StandardCharsets.UTF_8));

    assertThat(CODEC.decode(response).id()).isEqualTo("req-1");
    assertThat(CODEC.decode(response).model()).isEqualTo("arn:x");
    assertThat(CODEC.decode(reply("'end_turn'", "{}")).model()).isEqualTo(Chats.CLAUDE);
  }

  @Test
  void readsSourcesAndPictures() {
    ChatResponse answer =
        CODEC.decode(
            RecordedBedrock.reply(
                Chats.object(
                        "{'output':{'message':{'content':["
                            + "{'citationsContent':{'content':[{'text':'a'},{'text':'b'}],'citations':["
                            + "{'title':'t','sourceContent':[{'text':'q'}],'location':{'web':{'url':'https://x','domain':'x'}}}]}},"
                            + "{'video':{'format':'mp4'}}]}},'stopReason':'end_turn'}")
                    .toString()));

    assertThat(answer.parts())
        .hasExactlyElementsOfTypes(Part.Text.class, Part.Citation.class, Part.Opaque.class);
    assertThat(answer.parts().getFirst()).isEqualTo(new Part.Text("ab"));
    Part.Citation source = (Part.Citation) answer.parts().get(1);
    assertThat(source.text()).isEqualTo("q");
    assertThat(source.url()).isEqualTo("https://x");
    assertThat(source.title()).isEqualTo("t");
  }

  @Test
  void anAnswerWithoutContentIsNone() {
    for (String body : List.of("{}", "[]", "", "<html>", "{\"output\":{\"message\":{}}}")) {
      Failures.expect(FailureCode.UNAVAILABLE, () -> CODEC.decode(RecordedBedrock.reply(body)));
    }
  }

  @Test
  void countsTokensOfTheModelBehindAProfile() {
    ConverseTokensCodec codec = new ConverseTokensCodec(RecordedBedrock.ENDPOINT);

    assertThat(codec.encode(Chats.conversation()).uri().getPath())
        .isEqualTo("/model/anthropic.claude-sonnet-4-6/count-tokens");
    assertThat(codec.decode(answer("test_bedrock_count_tokens_tool_config", 0)).input())
        .isEqualTo(375);
    Failures.expect(FailureCode.UNAVAILABLE, () -> codec.decode(RecordedBedrock.reply("{}")));
  }

  private static WireResponse answer(String session, int index) {
    return RecordedBedrock.session(session).get(index).response();
  }

  private static WireResponse reply(String reason, String usage) {
    return RecordedBedrock.reply(
        Chats.object(
                "{'output':{'message':{'role':'assistant','content':[{'text':'a'}]}},"
                    + "'stopReason':%s,'usage':%s}".formatted(reason, usage))
            .toString());
  }
}
