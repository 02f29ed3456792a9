package io.auterity.gateway.gemini;

import static io.auterity.platform.json.SingleQuoted.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of answers, whole and streamed. */
class GenerateWritersTest {

  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final ThoughtSeal SEAL = new ThoughtSeal(new UnsupportedParts(new Binder()));
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "asked", 0);

  private final GenerateStreamWriter stream = new GenerateStreamWriter(true, 1, DEFAULTS, SEAL);

  @Test
  void aSignatureStandsOnThePartBehindIt() {
    List<Json> parts =
        written(
            new Part.Reasoning("hm", null),
            new Part.Reasoning(null, "c2ln", "gemini"),
            new Part.ToolCall("c", "f", "{\"a\":1}"),
            new Part.Reasoning(null, "c2lo", "gemini"),
            new Part.Text("so"),
            new Part.Reasoning(null, "c2lp", "gemini"));

    assertThat(parts)
        .containsExactly(
            json("{'text':'hm','thought':true}"),
            json("{'functionCall':{'id':'c','name':'f','args':{'a':1}},'thoughtSignature':'c2ln'}"),
            json("{'text':'so','thoughtSignature':'c2lo'}"),
            json("{'text':'','thoughtSignature':'c2lp'}"));
  }

  @Test
  void whatHasNoPlaceComesBackWhole() {
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", "sig/1", "anthropic"),
            new Part.Reasoning(null, "sig/2", "openai"),
            new Part.ToolCall("c", "f", "{}"),
            new Part.Opaque("anthropic", json("{'type':'server_tool_use','id':'x'}")),
            new Part.Citation("said", null, "A book"));

    assertThat(read(written(parts.toArray(Part[]::new)))).isEqualTo(parts);
  }

  @Test
  void tellsHowLikelyEachTokenWas() {
    Part.Logprobs told =
        new Part.Logprobs(
            List.of(
                new TokenLogprob(
                    "Pa", -0.5, null, List.of(new TokenLogprob.Candidate("Lo", -1.5, null))),
                new TokenLogprob("ris", 0, null, null)));

    Json.Obj candidate =
        candidate(answer(FinishReason.STOP, null, null, new Part.Text("Paris"), told));

    assertThat(candidate.get("logprobsResult"))
        .isEqualTo(
            json(
                """
                {'chosenCandidates':[{'token':'Pa','logProbability':-0.5},
                   {'token':'ris','logProbability':0.0}],
                 'topCandidates':[{'candidates':[{'token':'Lo','logProbability':-1.5}]},
                   {'candidates':[]}]}
                """));
    assertThat(tell(new ChatEvent.PartDelta(1, told))).containsExactly(json("{'text':''}"));
  }

  @Test
  void picturesSoundsAndFilesAreData() {
    assertThat(
            written(
                new Part.Image(null, "image/png", "AAAA"),
                new Part.Image("https://e.org/a", "image/png", null),
                new Part.Audio("audio/wav", "AAAA"),
                new Part.File("a", null, "text/plain", "AAAA")))
        .containsExactly(
            json("{'inlineData':{'mimeType':'image/png','data':'AAAA'}}"),
            json("{'fileData':{'fileUri':'https://e.org/a','mimeType':'image/png'}}"),
            json("{'inlineData':{'mimeType':'audio/wav','data':'AAAA'}}"),
            json("{'inlineData':{'mimeType':'text/plain','data':'AAAA','displayName':'a'}}"));
  }

  @Test
  void argumentsThatAreNoObjectStandInOne() {
    assertThat(written(new Part.ToolCall("c", "f", "[1")))
        .containsExactly(
            json("{'functionCall':{'id':'c','name':'f','args':{'INVALID_JSON':'[1'}}}"));
  }

  @Test
  void aRefusalInWordsIsText() {
    assertThat(written(new Part.Opaque("openai", json("{'type':'refusal','refusal':'No.'}"))))
        .containsExactly(json("{'text':'No.'}"));
  }

  @Test
  void sourcesNameTheBytesThatTheyAreOf() {
    Json.Obj candidate =
        candidate(
            answer(
                FinishReason.STOP,
                null,
                null,
                new Part.Text("ä, "),
                new Part.Text("Paris"),
                new Part.Citation("Paris is", "https://e.org/a", "A"),
                new Part.Citation("is", "https://e.org/b", null),
                new Part.Citation("again", "https://e.org/a", "A")));

    assertThat(candidate.get("groundingMetadata"))
        .isEqualTo(
            json(
                """
                {'groundingChunks':[{'web':{'uri':'https://e.org/a','title':'A'}},
                   {'web':{'uri':'https://e.org/b','title':'https://e.org/b'}}],
                 'groundingSupports':[
                   {'segment':{'startIndex':4,'endIndex':9,'text':'Paris is'},
                    'groundingChunkIndices':[0]},
                   {'segment':{'startIndex':4,'endIndex':9,'text':'is'},
                    'groundingChunkIndices':[1]},
                   {'segment':{'startIndex':4,'endIndex':9,'text':'again'},
                    'groundingChunkIndices':[0]}]}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "STOP,            -,             STOP,        -",
        "TOOL_CALLS,      -,             STOP,        -",
        "STOP_TEXT,       END,           STOP,        -",
        "LENGTH,          -,             MAX_TOKENS,  -",
        "CONTEXT_FULL,    -,             MAX_TOKENS,  model_context_window_exceeded",
        "CONTENT_REFUSED, RECITATION,    RECITATION,  -",
        "CONTENT_REFUSED, content_filter, SAFETY,     content_filter",
        "OTHER,           MALFORMED_FUNCTION_CALL, MALFORMED_FUNCTION_CALL, -",
        "OTHER,           new_word,      OTHER,       new_word",
        "OTHER,           NEW_WORD,      OTHER,       NEW_WORD",
        "PAUSED,          -,             OTHER,       pause_turn"
      })
  void everyReasonHasItsWord(
      FinishReason reason, @Nullable String detail, String word, @Nullable String message) {
    Json.Obj candidate = candidate(answer(reason, detail, null, new Part.Text("a")));

    assertThat(candidate.text("finishReason")).isEqualTo(word);
    assertThat(candidate.text("finishMessage")).isEqualTo(message);
  }

  @Test
  void theVendorsOwnFieldsStandWhereTheyStood() {
    Json.Obj own =
        json(
            """
            {'safetyRatings':[{'category':'c'}],'avgLogprobs':-0.5,'modelStatus':{'s':1},
             'usageMetadata':{'promptTokensDetails':[{'modality':'TEXT','tokenCount':3}]},
             'groundingMetadata':{'webSearchQueries':['q']}}
            """);

    Json.Obj response =
        answer(FinishReason.STOP, null, own, new Part.Text("a"), new Part.Citation("", "u", null));

    Json.Obj candidate = candidate(response);
    assertThat(candidate.get("avgLogprobs")).isEqualTo(Json.of(-0.5));
    assertThat(candidate.get("groundingMetadata")).isEqualTo(json("{'webSearchQueries':['q']}"));
    assertThat(candidate.get("modelStatus")).isNull();
    assertThat(response.get("modelStatus")).isEqualTo(json("{'s':1}"));
    assertThat(((Json.Obj) Objects.requireNonNull(response.get("usageMetadata"))).fields())
        .containsKeys("promptTokenCount", "promptTokensDetails");
  }

  @Test
  void callsComeWholeAndInTheirOrder() {
    assertThat(tell(new ChatEvent.PartDelta(0, new Part.ToolCall("a", "f", "{\"x\"")))).isEmpty();
    assertThat(tell(new ChatEvent.PartDelta(1, new Part.ToolCall("b", "g", "")))).isEmpty();
    assertThat(tell(new ChatEvent.PartDone(1))).isEmpty();
    assertThat(tell(new ChatEvent.PartDelta(0, new Part.ToolCall("", "", ":1}")))).isEmpty();
    assertThat(tell(new ChatEvent.PartDone(0)))
        .containsExactly(
            json("{'functionCall':{'id':'a','name':'f','args':{'x':1}}}"),
            json("{'functionCall':{'id':'b','name':'g','args':{}}}"));
  }

  @Test
  void callsOfWhichNobodySaysThatTheyAreDoneComeWithTheEnd() {
    tell(new ChatEvent.PartDelta(0, new Part.ToolCall("a", "f", "")));

    assertThat(tell(new ChatEvent.Finished(FinishReason.TOOL_CALLS)))
        .containsExactly(
            json("{'functionCall':{'id':'a','name':'f','args':{}}}"), json("{'text':''}"));
    assertThat(stream.ended()).isTrue();
  }

  @Test
  void aSignatureAtTheEndStandsInTheLastResponse() {
    tell(new ChatEvent.PartDelta(0, new Part.Text("a")));
    tell(new ChatEvent.PartDelta(1, new Part.Reasoning(null, "c2ln", "gemini")));

    assertThat(tell(new ChatEvent.Finished(FinishReason.STOP)))
        .containsExactly(json("{'text':'','thoughtSignature':'c2ln'}"));
  }

  @Test
  void sourcesOfAStreamStandInItsLastResponse() {
    tell(new ChatEvent.PartDelta(0, new Part.Text("Par")));
    tell(new ChatEvent.PartDelta(0, new Part.Text("is")));
    tell(new ChatEvent.PartDelta(1, new Part.Citation("q", "https://e.org", "T")));

    String last = new String(stream.write(new ChatEvent.Finished(FinishReason.STOP)), UTF_8);

    assertThat(last).contains("\"segment\":{\"startIndex\":0,\"endIndex\":5,\"text\":\"q\"}");
  }

  /** The parts of all responses that an event makes. */
  private List<Json> tell(ChatEvent event) {
    List<Json> parts = new ArrayList<>();
    new String(stream.write(event), UTF_8)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .forEach(line -> parts.addAll(parts(json(line.substring(6)))));
    return parts;
  }

  private static List<Json> written(Part... parts) {
    return parts(answer(FinishReason.STOP, null, null, parts));
  }

  private static Json.Obj answer(
      FinishReason reason, @Nullable String detail, Json.@Nullable Obj own, Part... parts) {
    return JSON.readObject(
        new GenerateWriter(SEAL)
            .write(
                new ChatResponse(
                    "r",
                    "m",
                    List.of(parts),
                    reason,
                    new TokenUsage(3, 2, 0, 0),
                    Extra.of("gemini", own),
                    detail),
                DEFAULTS));
  }

  private static Json.Obj candidate(Json.Obj response) {
    return (Json.Obj)
        ((Json.Arr) Objects.requireNonNull(response.get("candidates"))).items().getFirst();
  }

  private static List<Json> parts(Json.Obj response) {
    Json.Obj content = (Json.Obj) Objects.requireNonNull(candidate(response).get("content"));
    return ((Json.Arr) Objects.requireNonNull(content.get("parts"))).items();
  }

  /** As they are read when a caller hands them back. */
  private static List<Part> read(List<Json> parts) {
    Json.Obj content = Json.EMPTY.with("role", Json.of("model")).with("parts", Json.array(parts));
    byte[] body =
        Json.EMPTY.with("contents", Json.array(List.of(content))).toString().getBytes(UTF_8);
    return new GenerateReader(JSON, SEAL)
        .read(new Question("m", Query.NONE, _ -> null, body), false)
        .request()
        .messages()
        .getFirst()
        .parts();
  }
}
