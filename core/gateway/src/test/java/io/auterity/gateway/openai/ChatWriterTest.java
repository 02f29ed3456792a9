package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatWriterTest {

  private static final AnswerDefaults STAMP =
      new AnswerDefaults("chatcmpl-1", "asked", 1_700_000_000);
  private static final ChatWriter WRITER = new ChatWriter(Bodies.BINDER);

  @Test
  void writesAnAnswerAsOpenAiDoes() {
    ChatResponse answer =
        new ChatResponse(
            "chatcmpl-9",
            "gpt-4o-2024",
            List.of(new Part.Text("Paris.")),
            FinishReason.STOP,
            new TokenUsage(14, 3, 5, 2),
            null);

    assertThat(written(answer))
        .isEqualTo(
            json(
                """
                {'id':'chatcmpl-9','object':'chat.completion','created':1700000000,
                 'model':'gpt-4o-2024',
                 'choices':[{'index':0,
                   'message':{'role':'assistant','content':'Paris.','refusal':null},
                   'logprobs':null,'finish_reason':'stop'}],
                 'usage':{'prompt_tokens':14,'completion_tokens':3,'total_tokens':17,
                   'prompt_tokens_details':{'cached_tokens':5},
                   'completion_tokens_details':{'reasoning_tokens':2}}}
                """));
  }

  @Test
  void writesTheFirstCallInTheOlderForm() {
    ChatResponse answer =
        new ChatResponse(
            "chatcmpl-9",
            "gpt-4o-2024",
            List.of(new Part.ToolCall("c1", "add", "[1]"), new Part.ToolCall("c2", "now", "{}")),
            FinishReason.TOOL_CALLS,
            TokenUsage.NONE,
            null);

    Json.Obj written = Bodies.JSON.readObject(WRITER.write(List.of(answer), true, STAMP));

    assertThat(written.get("choices"))
        .isEqualTo(
            Json.array(
                List.of(
                    json(
                        """
                        {'index':0,'message':{'role':'assistant','content':null,'refusal':null,
                          'function_call':{'name':'add','arguments':'[1]'}},
                         'logprobs':null,'finish_reason':'function_call'}
                        """))));
  }

  @Test
  void writesSeveralAnswersAsChoices() {
    ChatResponse first =
        new ChatResponse(
            "chatcmpl-9",
            "gpt-4o-2024",
            List.of(new Part.Text("Paris.")),
            FinishReason.STOP,
            new TokenUsage(14, 3, 5, 2),
            null);
    ChatResponse second =
        new ChatResponse(
            "chatcmpl-10",
            "gpt-4o-2024",
            List.of(new Part.Text("Par")),
            FinishReason.LENGTH,
            new TokenUsage(14, 4, 14, 0),
            null);

    Json.Obj written = Bodies.JSON.readObject(WRITER.write(List.of(first, second), false, STAMP));

    assertThat(written.get("choices"))
        .isEqualTo(
            Json.array(
                List.of(
                    json(
                        """
                        {'index':0,'message':{'role':'assistant','content':'Paris.','refusal':null},
                         'logprobs':null,'finish_reason':'stop'}
                        """),
                    json(
                        """
                        {'index':1,'message':{'role':'assistant','content':'Par','refusal':null},
                         'logprobs':null,'finish_reason':'length'}
                        """))));
    assertThat(written.text("id")).isEqualTo("chatcmpl-9");
    assertThat(written.get("usage"))
        .isEqualTo(
            json(
                """
                {'prompt_tokens':28,'completion_tokens':7,'total_tokens':35,
                 'prompt_tokens_details':{'cached_tokens':19},
                 'completion_tokens_details':{'reasoning_tokens':2}}
                """));
  }

  @Test
  void tellsWhatWasWrittenToACache() {
    TokenUsage usage = new TokenUsage(9, 5, 2, 0, 3, 0, null);
    ChatResponse told = new ChatResponse("a", "m", List.of(), FinishReason.STOP, usage, null);

    Json.Obj written = Bodies.JSON.readObject(WRITER.write(told, STAMP));

    assertThat(written.get("usage"))
        .isEqualTo(
            json(
                """
                {'prompt_tokens':9,'completion_tokens':5,'total_tokens':14,
                 'prompt_tokens_details':{'cached_tokens':2,'cache_write_tokens':3},
                 'completion_tokens_details':{'reasoning_tokens':0}}
                """));
  }

  @Test
  void saysNothingOfUseThatIsNotKnownOfEachAnswer() {
    ChatResponse told =
        new ChatResponse("a", "m", List.of(), FinishReason.STOP, new TokenUsage(1, 1, 0, 0), null);

    byte[] written = WRITER.write(List.of(told, answer(new Part.Text("b"))), false, STAMP);

    assertThat(Bodies.JSON.readObject(written).get("usage")).isNull();
  }

  @Test
  void tellsHowLikelyTokensWere() {
    Part.Logprobs told =
        new Part.Logprobs(
            List.of(
                new TokenLogprob(
                    "Par",
                    -0.25,
                    List.of(80, 97, 114),
                    List.of(
                        new TokenLogprob.Candidate("Par", -0.25, null),
                        new TokenLogprob.Candidate("Lon", -3, List.of(76)))),
                new TokenLogprob("is", 0, null, null)));

    assertThat(choice(answer(new Part.Text("Paris"), told)).get("logprobs"))
        .isEqualTo(
            json(
                """
                {'content':[
                   {'token':'Par','logprob':-0.25,'bytes':[80,97,114],'top_logprobs':[
                     {'token':'Par','logprob':-0.25,'bytes':null},
                     {'token':'Lon','logprob':-3.0,'bytes':[76]}]},
                   {'token':'is','logprob':0.0,'bytes':null,'top_logprobs':[]}],
                 'refusal':null}
                """));
    assertThat(message(answer(new Part.Text("Paris"), told)).get("auterity_parts")).isNull();
  }

  @Test
  void tellsTheTokensOfARefusalApart() {
    Part refusal = new Part.Opaque("openai", json("{'type':'refusal','refusal':'no'}"));
    Part told = new Part.Logprobs(List.of(new TokenLogprob("no", -1, null, null)));

    assertThat(choice(answer(refusal, told)).get("logprobs"))
        .isEqualTo(
            json(
                """
                {'refusal':[{'token':'no','logprob':-1.0,'bytes':null,'top_logprobs':[]}],
                 'content':null}
                """));
  }

  @Test
  void fillsInWhatAVendorLeavesOut() {
    ChatResponse answer =
        new ChatResponse("", "", List.of(), FinishReason.STOP, TokenUsage.NONE, null);

    assertThat(written(answer).text("id")).isEqualTo("chatcmpl-1");
    assertThat(written(answer).text("model")).isEqualTo("asked");
    assertThat(message(answer).get("content")).isEqualTo(Json.NULL);
  }

  @Test
  void handsOnFurtherFieldsButNeverTwice() {
    Json.Obj extra =
        json("{'system_fingerprint':'fp','created':1600000000,'usage':{},'service_tier':'flex'}");
    ChatResponse answer =
        new ChatResponse(
            "i",
            "m",
            List.of(),
            FinishReason.STOP,
            new TokenUsage(1, 0, 0, 0),
            Map.of("openai", extra));

    Json.Obj written = written(answer);

    assertThat(written.text("system_fingerprint")).isEqualTo("fp");
    assertThat(written.text("service_tier")).isEqualTo("flex");
    assertThat(written.get("created")).isEqualTo(Json.of(1_600_000_000));
    assertThat(written.get("usage")).isNotEqualTo(Json.EMPTY);
    assertThat(new String(WRITER.write(answer, STAMP), UTF_8)).containsOnlyOnce("\"usage\"");
  }

  @Test
  void writesCallsOfTools() {
    ChatResponse answer = answer(new Part.ToolCall("c1", "add", "{\"a\":1}"));

    assertThat(message(answer))
        .isEqualTo(
            json(
                """
                {'role':'assistant','content':null,'refusal':null,'tool_calls':[
                  {'id':'c1','type':'function',
                   'function':{'name':'add','arguments':'{\\'a\\':1}'}}]}
                """));
  }

  @Test
  void pointsCitationsAtTheTextBeforeThem() {
    ChatResponse answer =
        answer(
            new Part.Text("One. "),
            new Part.Text("Two."),
            new Part.Citation("two", "https://x/2", null));

    assertThat(message(answer).get("annotations"))
        .isEqualTo(
            json("""
            {'a':[{'type':'url_citation','url_citation':
              {'start_index':5,'end_index':9,'url':'https://x/2','title':'https://x/2'}}]}
            """)
                .get("a"));
  }

  @Test
  void tellsARefusalInItsOwnField() {
    ChatResponse answer =
        new ChatResponse(
            "i",
            "m",
            List.of(new Part.Opaque("openai", json("{'type':'refusal','refusal':'no'}"))),
            FinishReason.CONTENT_REFUSED,
            TokenUsage.NONE,
            null);

    assertThat(message(answer))
        .isEqualTo(json("{'role':'assistant','content':null,'refusal':'no'}"));
    assertThat(choice(answer).text("finish_reason")).isEqualTo("stop");
  }

  @Test
  void saysNothingOfUsageThatNobodyTold() {
    assertThat(written(answer(new Part.Text("hi"))).get("usage")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, stop",
    "LENGTH, length",
    "STOP_TEXT, stop",
    "CONTEXT_FULL, length",
    "TOOL_CALLS, tool_calls",
    "CONTENT_REFUSED, content_filter",
    "PAUSED, stop",
    "OTHER, stop"
  })
  void spellsReasonsAsTheDialectDoes(FinishReason reason, String spelt) {
    ChatResponse answer = new ChatResponse("i", "m", List.of(), reason, TokenUsage.NONE, null);

    assertThat(choice(answer).text("finish_reason")).isEqualTo(spelt);
  }

  @Test
  void keepsHalfACharacterValid() {
    String text = new String(WRITER.write(answer(new Part.Text("\ud83d")), STAMP), UTF_8);

    assertThat(text).contains("\\uD83D");
  }

  private static ChatResponse answer(Part... parts) {
    return new ChatResponse("i", "m", List.of(parts), FinishReason.STOP, TokenUsage.NONE, null);
  }

  private static Json.Obj written(ChatResponse answer) {
    return Bodies.JSON.readObject(WRITER.write(answer, STAMP));
  }

  private static Json.Obj choice(ChatResponse answer) {
    Json.Arr choices = (Json.Arr) Objects.requireNonNull(written(answer).get("choices"));
    return (Json.Obj) choices.items().getFirst();
  }

  private static Json.Obj message(ChatResponse answer) {
    return (Json.Obj) Objects.requireNonNull(choice(answer).get("message"));
  }
}
