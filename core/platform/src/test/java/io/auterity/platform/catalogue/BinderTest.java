package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.WhichIssue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {

  private final Binder binder = new Binder();
  private final Catalogue catalogue = Catalogue.standard();

  private Record bind(String capability, String json) {
    Json.Obj input = new JsonReader(1000).readObject(json.getBytes(StandardCharsets.UTF_8));
    return binder.bind(catalogue.get(capability), Payload.of(input));
  }

  @Test
  void bindsAnInput() {
    assertThat(
            bind(
                "tracker.issue.create",
                """
                {"project": "debts", "title": "t", "labels": ["a"], "extra": {"x": 1}}\
                """))
        .isEqualTo(
            new NewIssue(
                Ref.of("debts"), "t", null, List.of("a"), Json.EMPTY.with("x", Json.of(1))));
  }

  @Test
  void bindsListsByName() {
    Record definition =
        bind(
            "ci.definition.render",
            """
            {"format": "woodpecker", "name": "n", "jobs": [{"id": "test", "matrix": {"GO": ["1", "2"]},
             "steps": [{"name": "s", "commands": ["true"]}]}]}\
            """);

    assertThat(((NewDefinition) definition).jobs().getFirst().matrix())
        .isEqualTo(Map.of("GO", List.of("1", "2")));
  }

  @Test
  void aResultTellsWhatAnotherKindHoldsByItsId() {
    Capability get = catalogue.get("ci.pipeline.get");
    Pipeline pipeline = new Pipeline(new Ref("b", "1"), "n", Ref.of("octo/hello"), true, null);

    assertThat(binder.render(get, pipeline).toString())
        .contains("\"ref\":{\"provider\":\"b\",\"id\":\"1\"}")
        .contains("\"repository\":{\"id\":\"octo/hello\"}");
    assertThat(get.outputSchema().toString())
        .containsOnlyOnce("\"required\":[\"provider\",\"id\"]")
        .containsOnlyOnce("\"required\":[\"id\"]");
  }

  @Test
  void anInputNamesASecretAndNeverHoldsOne() {
    Json.Obj named =
        Json.EMPTY
            .with("secret", Json.of("octo/hello#KEY"))
            .with("value", Json.EMPTY.with("secret", Json.of("deploy-key")));
    Capability update = catalogue.get("ci.secret.update");

    CiSecretUpdate bound = (CiSecretUpdate) binder.bind(update, Payload.of(named));

    assertThat(bound.value()).isEqualTo(VaultSecret.named("deploy-key"));
    CiSecretUpdate filled = new CiSecretUpdate(bound.secret(), bound.value().filled("hunter2"));
    assertThat(binder.renderInput(update, Payload.of(filled))).isEqualTo(named);
    assertThat(update.inputSchema().toString()).contains("\"writeOnly\":true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"hunter2\"",
        "{\"secret\": \"\"}",
        "{\"secret\": \"a\", \"value\": \"hunter2\"}",
        "{\"hunter2\": 1}"
      })
  void aSecretInAnInputIsRefusedAndNotRepeated(String value) {
    String input = "{\"secret\": \"octo/hello#KEY\", \"value\": %s}".formatted(value);

    assertThatThrownBy(() -> bind("ci.secret.update", input))
        .hasMessageContaining("value: must name a secret; name one of the vault as")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anInputNamesAResourceByItsIdOrWithItsProvider() {
    assertThat(bind("tracker.issue.list", "{\"project\": {\"id\": \"debts\"}}"))
        .isEqualTo(bind("tracker.issue.list", "{\"project\": \"debts\"}"))
        .isEqualTo(new IssueQuery(Ref.of("debts"), null, null, null, null));
    assertThat(bind("tracker.issue.get", "{\"issue\": {\"provider\": \"p\", \"id\": \"1\"}}"))
        .isEqualTo(new WhichIssue(new Ref("p", "1")));
    assertThatThrownBy(() -> bind("tracker.issue.get", "{\"issue\": 7}"))
        .hasMessageContaining("issue: must name a resource; give its id as a text");
    assertThatThrownBy(() -> bind("tracker.issue.get", "{\"issue\": \" \"}"))
        .hasMessageContaining("issue: must name a resource");
    assertThatThrownBy(() -> bind("tracker.issue.get", "{\"issue\": {\"provider\": \"p\"}}"))
        .hasMessageContaining("issue.id: is required");
  }

  @Test
  void aReferenceIsWrittenAsItWasGivenAndWholeInResults() {
    Capability list = catalogue.get("tracker.issue.list");
    IssueQuery query = new IssueQuery(Ref.of("debts"), null, null, null, null);

    assertThat(binder.renderInput(list, Payload.of(query))).hasToString("{\"project\":\"debts\"}");
    assertThat(list.inputSchema().toString())
        .contains("\"anyOf\":[{\"type\":\"string\",", "\"required\":[\"id\"]");
    assertThat(list.outputSchema().toString())
        .contains("\"required\":[\"provider\",\"id\"]")
        .doesNotContain("anyOf");
  }

  @Test
  void bindsListsOfLists() {
    assertThat(
            bind(
                "ai.embedding.create",
                "{\"model\": \"m\", \"input\": [], \"tokens\": [[1, 2], [3]]}"))
        .isEqualTo(new EmbeddingRequest("m", List.of(), null, List.of(List.of(1, 2), List.of(3))));
    assertThatThrownBy(
            () -> bind("ai.embedding.create", "{\"input\": [], \"tokens\": [[1, \"a\"], 3]}"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().fields()).containsOnlyKeys("tokens[0][1]", "tokens[1]"));
  }

  @Test
  void namesEverythingThatIsWrong() {
    assertThatThrownBy(
            () -> bind("tracker.issue.create", "{\"titel\": \"t\", \"labels\": [\"a\", 7]}"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e ->
                assertThat(e.failure().fields())
                    .containsOnlyKeys("titel", "project", "title", "labels[1]"))
        .hasMessageContaining("did you mean 'title'?");
  }

  @Test
  void tellsAbsentFromNullInChanges() {
    Record update =
        bind(
            "tracker.issue.update",
            """
            {"issue": {"provider": "p", "id": "1"}, "title": "new", "body": null}\
            """);

    assertThat(update)
        .isEqualTo(
            new IssueUpdate(
                new Ref("p", "1"), Change.to("new"), Change.clear(), Change.keep(), Change.keep()));
  }

  @Test
  void readsEnumsInLowerCaseAndNamesTheNearest() {
    assertThat(bind("tracker.issue.list", "{\"state\": \"open\", \"cursor\": \"c\"}"))
        .isEqualTo(new IssueQuery(null, IssueState.OPEN, null, new Cursor("c"), null));
    assertThatThrownBy(() -> bind("tracker.issue.list", "{\"state\": \"opne\"}"))
        .hasMessageContaining("did you mean 'open'?");
  }

  @Test
  void readsPartsByTheirType() {
    Record request =
        bind(
            "ai.chat.create",
            """
            {"model": "m", "messages": [{"role": "user", "parts": [
              {"type": "text", "text": "hi"}, {"type": "tool_result", "id": "1", "parts": [
                {"type": "text", "text": "r"}, {"type": "cache_point"}]}]}]}\
            """);

    assertThat(((ChatRequest) request).messages())
        .containsExactly(
            new Message(
                Role.USER,
                List.of(
                    new Part.Text("hi"),
                    new Part.ToolResult(
                        "1", List.of(new Part.Text("r"), new Part.CachePoint(null)), null))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'hi'",
        "[{'role': 'user', 'content': 'hi'}]",
        "[{'role': 'user', 'content': 'hi', 'parts': null}]",
        "[{'role': 'user', 'content': null, 'parts': [{'type': 'text', 'text': 'hi'}]}]",
        "[{'role': 'user', 'parts': [{'type': 'text', 'text': 'hi'}]}]"
      })
  void aTextIsAMessageOfTheUserAndAllThatAMessageSays(String messages) {
    Record request =
        bind(
            "ai.chat.create",
            "{'model': 'm', 'messages': %s}".formatted(messages).replace('\'', '"'));

    assertThat(((ChatRequest) request).messages()).containsExactly(Message.text(Role.USER, "hi"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'role': 'user'}                             | parts: is required; add the field
          {'role': 'user', 'content': 7}               | content: must be a text
          {'role': 'user', 'content': 'a', 'parts':[]} | content: stands beside parts
          {'role': 'user', 'contents': 'a'}            | contents: no such field
          """)
  void aMessageSaysOneThing(String message, String wrong) {
    assertThatThrownBy(
            () ->
                bind(
                    "ai.chat.create",
                    "{'model': 'm', 'messages': [%s]}".formatted(message).replace('\'', '"')))
        .hasMessageContaining("messages[0]." + wrong);
  }

  @Test
  void aToolCannotAnswerWithACallOfATool() {
    assertThatThrownBy(
            () ->
                bind(
                    "ai.chat.create",
                    """
                    {"model": "m", "messages": [{"role": "tool", "parts": [
                      {"type": "tool_result", "id": "1", "parts": [{"type": "tool_call"}]}]}]}\
                    """))
        .hasMessageContaining("messages[0].parts[0].parts[0]: needs a valid 'type'");
  }

  @Test
  void furtherFieldsNameTheirDialect() {
    assertThatThrownBy(
            () ->
                bind(
                    "ai.chat.create",
                    "{'model':'m','messages':[],'extra':{'seed':7}}".replace('\'', '"')))
        .hasMessageContaining("extra.seed: must be an object");
  }

  @Test
  void rendersAPageOfRecords() {
    Instant at = Instant.parse("2026-11-20T07:00:00Z");
    Issue issue =
        new Issue(
            new Ref("p", "1"),
            new Ref("p", "k"),
            "k-1",
            "t",
            "b",
            IssueState.OPEN,
            List.of(),
            at,
            at,
            Json.EMPTY);

    Json.Obj json =
        binder.render(
            catalogue.get("tracker.issue.list"), new Page<>(List.of(issue), new Cursor("n")));

    assertThat(json.toString())
        .startsWith("{\"items\":[{\"ref\":{\"provider\":\"p\",\"id\":\"1\"},")
        .contains("\"state\":\"open\"", "\"createdAt\":\"2026-11-20T07:00:00Z\"")
        .endsWith("\"next\":\"n\",\"truncated\":false}");
    assertThat(
            binder.render(
                catalogue.get("tracker.issue.list"), new Page<>(List.of(), null, true, 1234L)))
        .hasToString("{\"items\":[],\"truncated\":true,\"total\":1234}");
  }

  @Test
  void refusesWrongKindsOfValue() {
    assertThatThrownBy(() -> bind("tracker.issue.list", "{\"limit\": 1.5}"))
        .hasMessageContaining("limit: must be an integer of 32 bits; found the number 1.5");
    assertThatThrownBy(() -> bind("tracker.issue.list", "{\"limit\": 3000000000}"))
        .hasMessageContaining("limit");
  }
}
