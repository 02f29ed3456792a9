package io.auterity.toolkit.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectChatTest {

  private static final Json.Obj SCHEMA =
      json(
          """
          {"type": "object", "required": ["reply", "state"], "additionalProperties": false,
           "properties": {
             "reply": {"type": "string"},
             "state": {"enum": ["OPEN", "CLOSED"]},
             "tags": {"type": "array", "items": {"type": "string"}}}}
          """);

  private static final String GOOD = "{\"reply\":\"Sorry.\",\"state\":\"OPEN\"}";

  private final List<ChatRequest> asked = new ArrayList<>();
  private final FakeCall call = FakeCall.of("ai.object.create", new FakeProvider("p", manifest()));

  @Test
  void anAnswerThatFitsIsTheObject() {
    CreatedObject made = create(request(null), GOOD);

    assertThat(made).isEqualTo(new CreatedObject(json(GOOD), "m"));
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().answerSchema()).isEqualTo(SCHEMA);
    assertThat(asked.getFirst().messages())
        .extracting(Message::role)
        .containsExactly(Role.SYSTEM, Role.USER);
    assertThat(said(asked.getFirst(), 0)).startsWith("Draft a reply.").endsWith(SCHEMA.toString());
    assertThat(said(asked.getFirst(), 1)).isEqualTo("It broke.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"```json\n%s\n```", "```\n%s\n```", "  ```JSON \r\n%s\r\n```\n", " %s\n"})
  void aCodeFenceAroundTheWholeAnswerIsTakenOff(String form) {
    assertThat(create(request(null), form.formatted(GOOD)).value()).isEqualTo(json(GOOD));
    assertThat(asked).hasSize(1);
  }

  /** As n8n-io/n8n#21174: the answer was split at the fence within one of its texts. */
  @Test
  void aCodeFenceWithinATextOfTheAnswerStays() {
    String answer =
        "{\"reply\":\"## Try\\n```bash\\n--set globals.enable=false\\n```\\n\",\"state\":\"OPEN\"}";

    assertThat(create(request(null), answer).value()).isEqualTo(json(answer));
    assertThat(create(request(null), "```json\n" + answer + "\n```").value())
        .isEqualTo(json(answer));
    assertThat(asked).hasSize(2);
  }

  /**
   * As mastra-ai/mastra#24442: an answer that was cut off was closed up, and handed on as whole.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"reply\":\"Sorry.\",\"state\":\"OPEN\",\"tags\":[\"a\",\"b\"", GOOD, ""})
  void anAnswerThatWasCutOffIsToldAsSuchAndNotAskedForAgain(String cut) {
    Failure failure =
        Failures.expect(
            FailureCode.UNAVAILABLE,
            () -> create(request(12), answer(cut, FinishReason.LENGTH, 12)));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(failure.message())
        .isEqualTo(
            "the answer of m was cut off after 12 tokens: raise maxOutputTokens, or ask for less");
    assertThat(failure.fields()).containsEntry(Failure.ANSWER, "is cut off");
    assertThat(asked).hasSize(1);
  }

  /** As langgenius/graphon#236: what breaks an enum or lacks a field completed as if it fitted. */
  @Test
  void anAnswerThatDoesNotFitIsToldToTheModelOnce() {
    String wrong = "{\"reply\":\"Sorry.\",\"state\":\"Open\",\"more\":1}";

    assertThat(create(request(null), wrong, GOOD).value()).isEqualTo(json(GOOD));

    assertThat(asked).hasSize(2);
    ChatRequest second = asked.get(1);
    assertThat(second.answerSchema()).isEqualTo(SCHEMA);
    assertThat(second.messages().subList(0, 2)).isEqualTo(asked.getFirst().messages());
    assertThat(said(second, 2)).isEqualTo(wrong);
    assertThat(said(second, 3)).contains("\n- ", "state", "more");
  }

  /** As langchain4j/langchain4j#4045: small models write names of an enum in another case. */
  @Test
  void anAnswerThatNeverFitsFailsWithTheFirstProblem() {
    String wrong = "{\"reply\":\"Sorry.\",\"state\":\"Open\"}";

    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> create(request(null), wrong, wrong));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(failure.message())
        .startsWith("m did not answer with an object that fits the schema: ")
        .contains("state");
    assertThat(failure.fields().get(Failure.ANSWER)).startsWith("does not fit the schema: ");
    assertThat(asked).hasSize(2);
  }

  /** As vercel/ai#6484: a schema with an optional field was refused before a model was asked. */
  @Test
  void anOptionalFieldMayBeLeftOut() {
    assertThat(create(request(null), GOOD).value().get("tags")).isNull();
    assertThat(asked.getFirst().answerFormat()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Here you are: {}", "[1]", "null", "{\"reply\":1e999}", "{} {}", "```json\n"})
  void whatIsNoObjectIsAskedForAgain(String wrong) {
    assertThat(create(request(null), wrong, GOOD).value()).isEqualTo(json(GOOD));
  }

  @Test
  void ofJsonThatCannotBeReadTheFailureTellsThePlace() {
    Failure failure =
        Failures.expect(
            FailureCode.UNAVAILABLE, () -> create(request(null), "no JSON", "{\"reply\""));

    assertThat(failure.message()).contains("is not JSON, line 1, column");
  }

  @Test
  void bothAnswersKeepTheLimitOfTokens() {
    create(request(100), answer("{}", FinishReason.STOP, 60), answer(GOOD, FinishReason.STOP, 20));

    assertThat(asked).extracting(ChatRequest::maxOutputTokens).containsExactly(100, 40);
  }

  @Test
  void whereTheLimitIsUsedUpThereIsNoSecondAnswer() {
    Failures.expect(
        FailureCode.UNAVAILABLE,
        () -> create(request(60), answer("{}", FinishReason.STOP, 60), answer(GOOD)));

    assertThat(asked).hasSize(1);
  }

  @Test
  void aRefusalOfTheVendorIsToldAsSuch() {
    Failure failure =
        Failures.expect(
            FailureCode.CONTENT_REFUSED,
            () -> create(request(null), answer("", FinishReason.CONTENT_REFUSED, 1)));

    assertThat(failure.applied()).isEqualTo(Applied.YES);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aWrongInputReachesNoModel() {
    refuse(new ObjectRequest(" ", null, SCHEMA), "text");
    refuse(new ObjectRequest("x", null, Json.EMPTY), "schema.type");
    refuse(new ObjectRequest("x", null, json("{\"type\":\"array\"}")), "schema.type");
    Json wide = Json.of("x".repeat(70_000));
    refuse(new ObjectRequest("x", null, SCHEMA.with("description", wide)), "schema");
    ObjectRequest none = new ObjectRequest("x", null, SCHEMA.with("required", Json.of("reply")));
    Failures.expect(FailureCode.INVALID, () -> create(none, GOOD));
    assertThat(asked).isEmpty();
  }

  private void refuse(ObjectRequest input, String field) {
    Failure failure = Failures.expect(FailureCode.INVALID, () -> create(input, GOOD));
    assertThat(failure.fields()).containsOnlyKeys(field);
  }

  private CreatedObject create(ObjectRequest input, String... answers) {
    return create(input, Arrays.stream(answers).map(ObjectChatTest::answer).toList().iterator());
  }

  private CreatedObject create(ObjectRequest input, ChatResponse... answers) {
    return create(input, List.of(answers).iterator());
  }

  private CreatedObject create(ObjectRequest input, Iterator<ChatResponse> answers) {
    return ObjectChat.create(
        input,
        "m",
        call,
        request -> {
          asked.add(request);
          return answers.next();
        });
  }

  private static ObjectRequest request(@Nullable Integer most) {
    return new ObjectRequest("It broke.", "Draft a reply.", SCHEMA, most, null);
  }

  private static ChatResponse answer(String text) {
    return answer(text, FinishReason.STOP, 10);
  }

  private static ChatResponse answer(String text, FinishReason reason, long tokens) {
    return ChatResponse.builder(
            "1", "m", List.of(new Part.Text(text)), reason, TokenUsage.builder(5, tokens).build())
        .build();
  }

  private static String said(ChatRequest request, int message) {
    return ((Part.Text) request.messages().get(message).parts().getFirst()).text();
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) JsonUtf8.read(text);
  }

  private static PluginManifest manifest() {
    return PluginManifest.builder("p", "1.0.0", "P", "P").build();
  }
}
