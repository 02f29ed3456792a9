package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateContentCodecTest extends CodecContract<ChatRequest, ChatResponse> {

  @Override
  protected Codec<ChatRequest, ChatResponse> codec() {
    return new GenerateContentCodec(RecordedGoogle.GEMINI);
  }

  @Override
  protected ChatRequest input() {
    return Chats.settings();
  }

  @Override
  protected List<WireResponse> recorded() {
    return RecordedGoogle.answers();
  }

  @Test
  void everyRecordedAnswerHasAReasonAndItsTokens() {
    assertThat(recorded()).hasSize(94);
    for (WireResponse reply : recorded()) {
      ChatResponse answer = codec().decode(reply);
      Json.Obj told =
          ReplyFields.object((Json.Obj) JsonUtf8.readForeign(reply.body()), "usageMetadata");

      assertThat(answer.reason()).isNotEqualTo(FinishReason.OTHER);
      if (told.get("totalTokenCount") instanceof Json.Int(long total)) {
        assertThat(answer.usage().input() + answer.usage().output()).isEqualTo(total);
      }
    }
  }

  /** What was answered can be sent back, and is then what the vendor wrote. */
  @Test
  void recordedPartsGoBackAsTheyCame() {
    int marked = 0;
    for (WireResponse reply : recorded()) {
      List<Json> told = parts(reply);
      ChatResponse answer = codec().decode(reply);
      Json.Obj sent =
          body(Chats.of(Message.text(Role.USER, "x"), new Message(Role.ASSISTANT, answer.parts())));
      List<Json.Obj> contents = ReplyFields.objects(sent, "contents");
      List<Json> back = contents.size() < 2 ? List.of() : partsOf(contents.get(1));

      assertThat(back.stream().map(GenerateContentCodecTest::withoutOurId).toList())
          .isEqualTo(told.stream().filter(part -> !isUnsignedThought((Json.Obj) part)).toList());
      marked += (int) told.stream().filter(part -> part.toString().contains("Signature")).count();
    }
    assertThat(marked).isGreaterThan(20);
  }

  private static boolean isUnsignedThought(Json.Obj part) {
    return part.get("thought") != null && part.get("thoughtSignature") == null;
  }

  /** An id that the codec gave is told to the vendor too, which knew none. */
  private static Json withoutOurId(Json part) {
    Json.Obj sent = (Json.Obj) part;
    if (!(sent.get("functionCall") instanceof Json.Obj call)
        || !String.valueOf(call.text("id")).startsWith("call_")) {
      return part;
    }
    return sent.with("functionCall", ordered(call, false));
  }

  private static List<Json> parts(WireResponse reply) {
    Json.Obj body = (Json.Obj) JsonUtf8.readForeign(reply.body());
    if (!(body.get("candidates") instanceof Json.Arr(List<Json> candidates))) {
      return List.of();
    }
    List<Json> normal = new ArrayList<>();
    for (Json part : partsOf(ReplyFields.object((Json.Obj) candidates.getFirst(), "content"))) {
      Json.Obj told = (Json.Obj) part;
      if (told.get("functionCall") instanceof Json.Obj call) {
        Json.Obj function = ordered(call, true);
        Json signature = told.get("thoughtSignature");
        Json.Obj whole = Json.EMPTY.with("functionCall", function);
        normal.add(signature == null ? whole : whole.with("thoughtSignature", signature));
      } else {
        normal.add(told);
      }
    }
    return normal;
  }

  private static Json.Obj ordered(Json.Obj call, boolean named) {
    Json.Obj ordered = Json.EMPTY.with("name", Json.of(call.text("name")));
    if (named && call.text("id") != null) {
      ordered = ordered.with("id", Json.of(call.text("id")));
    }
    return ordered.with("args", ReplyFields.object(call, "args"));
  }

  private static List<Json> partsOf(Json.Obj content) {
    return content.get("parts") instanceof Json.Arr(List<Json> parts) ? parts : List.of();
  }

  @Test
  void tellsUsageByUnit() {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    "{'responseId':'r','modelVersion':'gemini-x','candidates':[{'content':{"
                        + "'parts':[{'text':'hi'}]},'finishReason':'STOP'}],'usageMetadata':{"
                        + "'promptTokenCount':100,'cachedContentTokenCount':60,"
                        + "'candidatesTokenCount':5,'thoughtsTokenCount':7,"
                        + "'toolUsePromptTokenCount':11,'totalTokenCount':123,"
                        + "'promptTokensDetails':[{'modality':'AUDIO','tokenCount':30}],"
                        + "'serviceTier':'flex'}}"));

    assertThat(answer.usage())
        .isEqualTo(
            new TokenUsage(111, 12, 60, 7)
                .and("audio_input_tokens", 30)
                .and("service_tier:flex", 1));
    assertThat(Extra.in(answer.extra(), "gemini"))
        .isEqualTo(
            RecordedGoogle.object(
                "{'usageMetadata':{'promptTokensDetails':[{'modality':'AUDIO','tokenCount':30}],"
                    + "'serviceTier':'flex'}}"));
  }

  @ParameterizedTest
  @CsvSource({"gemini-2.5-flash, 1", "gemini-3-pro-preview, 2"})
  void metersSearchesAsTheModelIsBilledForThem(String model, long searches) {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    ("{'responseId':'r','modelVersion':'%s','candidates':[{'content':{"
                            + "'parts':[{'text':'hi'}]},'finishReason':'STOP','groundingMetadata':{"
                            + "'webSearchQueries':['a','b'],'groundingChunks':[{'maps':{'uri':'u'}}]}}],"
                            + "'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':5,"
                            + "'trafficType':'ON_DEMAND_PRIORITY'}}")
                        .formatted(model)));

    assertThat(answer.usage())
        .isEqualTo(
            new TokenUsage(9, 5, 0, 0)
                .and("web_search_requests", searches)
                .and("map_search_requests", 1)
                .and("service_tier:priority", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP, ",
    "MAX_TOKENS, LENGTH, ",
    "SAFETY, CONTENT_REFUSED, SAFETY",
    "RECITATION, CONTENT_REFUSED, RECITATION",
    "SPII, CONTENT_REFUSED, SPII",
    "MODEL_ARMOR, CONTENT_REFUSED, MODEL_ARMOR",
    "IMAGE_SAFETY, CONTENT_REFUSED, IMAGE_SAFETY",
    "MALFORMED_FUNCTION_CALL, OTHER, MALFORMED_FUNCTION_CALL",
    "NEWS, OTHER, NEWS",
  })
  void namesWhyItStopped(String word, FinishReason reason, String detail) {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    ("{'candidates':[{'content':{'parts':[{'text':'a'}]},"
                            + "'finishReason':'%s'}]}")
                        .formatted(word)));

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.detail()).isEqualTo(detail);
  }

  @Test
  void aRefusedPromptIsNoAnswer() {
    for (String session :
        List.of(
            "test_google_model_safety_settings",
            "test_google_model_armor_prompt_template_text_gets_blocked")) {
      List<RecordedExchange> exchanges = RecordedGoogle.session(session);
      ChatResponse answer = codec().decode(exchanges.getLast().response());

      Failures.expect(
          FailureCode.CONTENT_REFUSED, () -> GenerateContentCodec.requireAnswer(answer));
    }
  }

  @Test
  void picturesAndSoundAreParts() {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    "{'candidates':[{'content':{'parts':["
                        + "{'inlineData':{'mimeType':'image/png','data':'aQ=='},"
                        + "'thoughtSignature':'cw=='},"
                        + "{'inlineData':{'mimeType':'audio/wav','data':'YQ=='}},"
                        + "{'inlineData':{'mimeType':'text/csv','data':'Yw=='}}]},"
                        + "'finishReason':'STOP'}]}"));

    assertThat(answer.parts())
        .containsExactly(
            new Part.Reasoning(null, "cw==", "gemini"),
            new Part.Image(null, "image/png", "aQ=="),
            new Part.Audio("audio/wav", "YQ=="),
            new Part.File(null, null, "text/csv", "Yw=="));
  }

  @Test
  void tellsHowLikelyTokensWere() {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    "{'candidates':[{'content':{'parts':[{'text':'Paris'}]},"
                        + "'finishReason':'STOP','avgLogprobs':-0.2,'logprobsResult':{"
                        + "'logProbabilitySum':-0.5,'topCandidates':[{'candidates':["
                        + "{'token':'Pa','tokenId':7,'logProbability':-0.5},"
                        + "{'token':'Lo','logProbability':-1.5},{'token':'?'}]}],"
                        + "'chosenCandidates':[{'token':'Pa','tokenId':7,'logProbability':-0.5},"
                        + "{'token':'?'},{'token':'ris','logProbability':0}]}}]}"));

    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("Paris"),
            new Part.Logprobs(
                List.of(
                    new TokenLogprob(
                        "Pa",
                        -0.5,
                        null,
                        List.of(
                            new TokenLogprob.Candidate("Pa", -0.5, null),
                            new TokenLogprob.Candidate("Lo", -1.5, null))),
                    new TokenLogprob("ris", 0, null, null))));
    assertThat(Extra.in(answer.extra(), "gemini"))
        .isEqualTo(RecordedGoogle.object("{'avgLogprobs':-0.2}"));
  }

  @Test
  void sourcesOfWordsAreCited() {
    ChatResponse answer =
        codec()
            .decode(
                json(
                    "{'candidates':[{'content':{'parts':[{'text':'Green.'}]},"
                        + "'finishReason':'STOP','groundingMetadata':{'groundingChunks':["
                        + "{'web':{'uri':'https://a','title':'A'}},"
                        + "{'retrievedContext':{'title':'B','text':'It is green.'}}],"
                        + "'groundingSupports':[{'segment':{'text':'Green.'},"
                        + "'groundingChunkIndices':[0,1,7]}]},"
                        + "'citationMetadata':{'citations':[{'uri':'https://c'}]}}]}"));

    assertThat(answer.parts())
        .containsExactly(
            new Part.Text("Green."),
            new Part.Citation("Green.", "https://a", "A"),
            new Part.Citation("It is green.", null, "B"),
            new Part.Citation("", "https://c", null));
  }

  private Json.Obj body(ChatRequest request) {
    return (Json.Obj) JsonUtf8.readForeign(codec().encode(request).body());
  }
}
