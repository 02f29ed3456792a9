package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.openai.Bodies;
import io.auterity.gateway.openai.OpenAiSchemas;
import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.TokenUsage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {

  private static final String COMPLETIONS = "/v1/completions";
  private static final String SCHEMA = "CreateCompletionResponse";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private static ChatRequest asked(Invocation call) {
    return (ChatRequest) ((Payload.OfRecord) call.input()).value();
  }

  private static String prompt(Invocation call) {
    return ((Part.Text) asked(call).messages().getFirst().parts().getFirst()).text();
  }

  /** Every call answers with its prompt, twice. */
  private void echo() {
    gateway.script.answer(
        invocation -> {
          String text = prompt(invocation);
          Script.Play play = new Script.Play(invocation.id());
          return invocation.capability().equals("ai.chat.create")
              ? play.succeed(
                  new ChatResponse(
                      "c-" + text,
                      "gpt-x",
                      List.of(new Part.Text(text), new Part.Text(text)),
                      FinishReason.LENGTH,
                      new TokenUsage(2, 3, 0, 0),
                      Map.of("openai", Bodies.json("{'system_fingerprint':'fp'}"))))
              : play.say(new ChatEvent.Started("c-" + text, "gpt-x"))
                  .say(new ChatEvent.PartDelta(0, new Part.Text(text)))
                  .say(new ChatEvent.PartDelta(0, new Part.Text(text)))
                  .say(new ChatEvent.Used(new TokenUsage(2, 3, 0, 0)))
                  .say(new ChatEvent.Finished(FinishReason.LENGTH))
                  .succeed(null);
        });
  }

  private static Json.Obj json(String text) {
    return Bodies.JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Json at(Json.Obj object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static List<String> data(HttpResponse<String> stream) {
    return stream
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  @Test
  void aPromptIsWhatAUserSays() throws Exception {
    echo();

    HttpResponse<String> response =
        gateway.send(
            gateway.post(
                COMPLETIONS,
                "{'model':'gpt','prompt':'a','max_tokens':9,'temperature':0,'stop':'.','seed':7,"
                    + "'echo':false,'n':1,'best_of':1,'logprobs':null,'suffix':null}"));

    Json.Obj answer = json(response.body());
    assertThat(OpenAiSchemas.load().get(SCHEMA).check(answer)).isEmpty();
    assertThat(answer.get("choices"))
        .isEqualTo(
            Json.array(
                List.of(
                    Bodies.json(
                        "{'text':'aa','index':0,'logprobs':null,'finish_reason':'length'}"))));
    assertThat(answer.text("system_fingerprint")).isEqualTo("fp");
    ChatRequest asked = asked(gateway.script.invocations().getFirst());
    assertThat(asked.messages()).containsExactly(Message.text(Role.USER, "a"));
    assertThat(asked.maxOutputTokens()).isEqualTo(9);
    assertThat(asked.stop()).containsExactly(".");
    assertThat(asked.sampling()).isEqualTo(new Sampling(null, 7L, null, null));
    assertThat(asked.extra()).isNull();
    assertThat(response.headers().firstValue("auterity-decisions")).isEmpty();
  }

  @Test
  void eachPromptIsAChoiceInItsPlace() throws Exception {
    echo();

    HttpResponse<String> response =
        gateway.send(
            gateway.post(
                COMPLETIONS, "{'model':'gpt','prompt':['a','b','c','d','e','f','g','h','i','j']}"));

    Json.Obj answer = json(response.body());
    assertThat(
            ((Json.Arr) at(answer, "choices"))
                .items().stream().map(one -> ((Json.Obj) one).text("text")))
        .containsExactly("aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj");
    assertThat(((Json.Obj) at(answer, "usage")).get("total_tokens")).isEqualTo(Json.of(50));
    List<String> decisions =
        gateway.script.invocations().stream()
            .sorted(Comparator.comparing(CompletionsTest::prompt))
            .map(call -> Decision.ID.write(call.id()))
            .toList();
    assertThat(response.headers().firstValue("auterity-decision")).hasValue(decisions.getFirst());
    assertThat(response.headers().firstValue("auterity-decisions"))
        .hasValue(String.join(", ", decisions));
  }

  @Test
  void severalAnswersToAPromptAreCallsThatNoCacheAnswers() throws Exception {
    echo();

    Json.Obj answer =
        json(
            gateway
                .send(gateway.post(COMPLETIONS, "{'model':'gpt','prompt':['a','b'],'n':2}"))
                .body());

    assertThat(
            ((Json.Arr) at(answer, "choices"))
                .items().stream().map(one -> ((Json.Obj) one).text("text")))
        .containsExactly("aa", "aa", "bb", "bb");
    assertThat(gateway.script.invocations())
        .hasSize(4)
        .extracting(Invocation::cache)
        .containsOnly(new CacheDirectives(true, true, null));
  }

  @Test
  void promptsAreAskedAFewAtATime() throws Exception {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    gateway.script.answer(
        invocation -> {
          asked.add(prompt(invocation));
          return prompt(invocation).equals("h")
              ? new Script.Play(invocation.id())
                  .end(
                      new Outcome.Failed(
                          invocation.id(), Failure.of(FailureCode.RATE_LIMITED, "slow down")))
              : Script.Play.hanging(invocation);
        });

    gateway.send(
        gateway.post(
            COMPLETIONS, "{'model':'gpt','prompt':['a','b','c','d','e','f','g','h','i','j']}"));

    assertThat(asked)
        .as("what was not begun when one failed is never asked")
        .contains("h")
        .doesNotContain("i", "j");
  }

  @Test
  void oneThatFailsFailsThemAll() throws Exception {
    gateway.script.answer(
        invocation -> {
          Script.Play play = Script.Play.hanging(invocation);
          return prompt(invocation).equals("b")
              ? play.end(
                  new Outcome.Failed(
                      invocation.id(), Failure.of(FailureCode.RATE_LIMITED, "slow down")))
              : play;
        });

    HttpResponse<String> response =
        gateway.send(gateway.post(COMPLETIONS, "{'model':'gpt','prompt':['a','b','c']}"));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body()).contains("slow down");
  }

  @ParameterizedTest
  @CsvSource({
    "HIT, 40, HIT, 60, hit, 60",
    "HIT, 40, MISS, 0, miss,",
    "HIT, 40, SIMILAR, 20, hit; similar, 40",
  })
  void theCacheIsToldOfAllPrompts(
      CacheStatus.Kind first,
      int age,
      CacheStatus.Kind second,
      int other,
      String told,
      @Nullable String older)
      throws Exception {
    gateway.script.answer(
        invocation -> {
          boolean isFirst = prompt(invocation).equals("a");
          return new Script.Play(invocation.id())
              .cached(
                  new CacheStatus(
                      isFirst ? first : second, Duration.ofSeconds(isFirst ? age : other)))
              .succeed(
                  new ChatResponse(
                      "c",
                      "gpt-x",
                      List.of(new Part.Text("x")),
                      FinishReason.STOP,
                      new TokenUsage(2, 3, 0, 0),
                      null));
        });

    HttpResponse<String> response =
        gateway.send(gateway.post(COMPLETIONS, "{'model':'gpt','prompt':['a','b']}"));

    assertThat(response.headers().firstValue("auterity-cache")).hasValue(told);
    assertThat(response.headers().firstValue("age")).isEqualTo(Optional.ofNullable(older));
  }

  @ParameterizedTest
  @CsvSource({"false, '[\"a\",\"b\"]', 4096", "true, \"a\", 8000"})
  void aLimitThatABudgetGaveTheAnswerIsTold(boolean stream, String prompt, String told)
      throws Exception {
    gateway.script.answer(
        invocation -> {
          Script.Play play =
              new Script.Play(invocation.id())
                  .limited(prompt(invocation).equals("a") ? 8_000 : 4_096);
          return stream
              ? play.say(new ChatEvent.PartDelta(0, new Part.Text("x")))
                  .say(new ChatEvent.Finished(FinishReason.LENGTH))
                  .succeed(null)
              : play.succeed(
                  new ChatResponse(
                      "c",
                      "gpt-x",
                      List.of(new Part.Text("x")),
                      FinishReason.LENGTH,
                      new TokenUsage(2, 3, 0, 0),
                      null));
        });

    HttpResponse<String> response =
        gateway.send(
            gateway.post(
                COMPLETIONS, "{'model':'gpt','stream':%s,'prompt':%s}".formatted(stream, prompt)));

    assertThat(response.headers().firstValue("auterity-output-limit")).hasValue(told);
  }

  @ParameterizedTest
  @CsvSource({"\"a\", hit", "'[\"a\",\"b\"]',"})
  void theCacheIsToldOfAStreamThatIsOneCall(String prompt, @Nullable String told) throws Exception {
    gateway.script.answer(
        invocation ->
            new Script.Play(invocation.id())
                .cached(new CacheStatus(CacheStatus.Kind.HIT, Duration.ofSeconds(40)))
                .say(new ChatEvent.PartDelta(0, new Part.Text("x")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    HttpResponse<String> response =
        gateway.send(
            gateway.post(
                COMPLETIONS, "{'model':'gpt','stream':true,'prompt':%s}".formatted(prompt)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("auterity-cache"))
        .isEqualTo(Optional.ofNullable(told));
  }

  @Test
  void choicesAreStreamedOneAfterTheOther() throws Exception {
    echo();

    HttpResponse<String> stream =
        gateway.send(
            gateway.post(
                COMPLETIONS,
                "{'model':'gpt','prompt':['a','b'],'stream':true,"
                    + "'stream_options':{'include_usage':true}}"));

    List<String> data = data(stream);
    assertThat(data).hasSize(8).endsWith("[DONE]");
    OpenAiSchemas schemas = OpenAiSchemas.load();
    assertThat(data.subList(0, 7))
        .extracting(one -> at(json(one), "choices").toString())
        .containsExactly(
            choice("a", 0, null),
            choice("a", 0, null),
            choice("", 0, "length"),
            choice("b", 1, null),
            choice("b", 1, null),
            choice("", 1, "length"),
            "[]");
    assertThat(schemas.get("CompletionUsage").check(at(json(data.get(6)), "usage"))).isEmpty();
    assertThat(at(json(data.get(6)), "usage").toString()).contains("\"total_tokens\":10");
  }

  private static String choice(String text, int index, @Nullable String reason) {
    return "[{\"text\":\"%s\",\"index\":%d,\"logprobs\":null,\"finish_reason\":%s}]"
        .formatted(text, index, Json.of(reason));
  }

  @Test
  void aStreamEndsWithTheFirstThatFails() throws Exception {
    gateway.script.answer(
        invocation ->
            prompt(invocation).equals("b")
                ? new Script.Play(invocation.id())
                    .end(
                        new Outcome.Failed(
                            invocation.id(), Failure.of(FailureCode.UNAVAILABLE, "gone")))
                : new Script.Play(invocation.id())
                    .say(new ChatEvent.PartDelta(0, new Part.Text("x")))
                    .say(new ChatEvent.Finished(FinishReason.STOP))
                    .succeed(null));

    HttpResponse<String> stream =
        gateway.send(
            gateway.post(COMPLETIONS, "{'model':'gpt','prompt':['a','b','c'],'stream':true}"));

    assertThat(data(stream)).hasSize(3).last().asString().contains("\"error\"", "gone");
    assertThat(gateway.script.invocations()).hasSize(2);
  }

  @Test
  void whatIsNoTextStandsBesideIt() throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "c",
            "m",
            List.of(
                new Part.Reasoning("hm", null),
                new Part.Reasoning(null, "s3al", "anthropic"),
                new Part.Opaque("openai", Bodies.json("{'type':'refusal','refusal':'no'}"))),
            FinishReason.CONTENT_REFUSED,
            TokenUsage.NONE,
            null));

    Json.Obj answer =
        json(gateway.send(gateway.post(COMPLETIONS, "{'model':'m','prompt':'a'}")).body());

    Json.Obj choice = (Json.Obj) ((Json.Arr) at(answer, "choices")).items().getFirst();
    assertThat(choice.text("text")).isEqualTo("no");
    assertThat(choice.text("finish_reason")).isEqualTo("stop");
    assertThat(choice.text("reasoning_content")).isEqualTo("hm");
    assertThat(at(choice, "auterity_parts").toString()).contains("s3al");
    assertThat(answer.get("usage")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'model':'m'} | prompt
          {'model':'m','prompt':[]} | prompt
          {'model':'m','prompt':7} | prompt
          {'model':'m','prompt':[1,2]} | prompt
          {'model':'m','prompt':[[1],[2]]} | prompt
          {'model':'m','prompt':[{}]} | prompt[0]
          {'prompt':'a'} | model
          {'model':'m','prompt':'a','suffix':'b'} | suffix
          {'model':'m','prompt':'a','echo':true} | echo
          {'model':'m','prompt':'a','best_of':2} | best_of
          {'model':'m','prompt':'a','n':65} | n
          {'model':'m','prompt':['a','b'],'n':33} | n
          {'model':'m','prompt':'a','logprobs':0} | logprobs
          {'model':'m','prompt':'a','messages':[]} | messages
          """)
  void refusesByName(String body, String field) throws Exception {
    HttpResponse<String> response = gateway.send(gateway.post(COMPLETIONS, body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"" + field + "\"");
    assertThat(gateway.script.invocations()).isEmpty();
  }
}
