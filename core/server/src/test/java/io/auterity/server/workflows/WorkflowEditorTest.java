package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WorkflowEditorTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String TEXT =
      """
      # Greets
      kind: workflow
      id: greet
      spec:
        input: {name: {type: string}}
        steps:
          - id: hello # first
            transform: Hello ${input.name}
      """;

  private final Client admin = server.newTenant();

  @Test
  void aTextIsCheckedWhileItIsTyped() {
    Reply right = check(TEXT, "spec.steps[0]");

    assertThat(right.status()).as(right.toString()).isEqualTo(200);
    assertThat(right.at("problems")).isEqualTo(Json.array(List.of()));
    assertThat(right.text("steps.0.id")).isEqualTo("hello");
    assertThat(right.text("places.0.path")).isEqualTo("spec.steps[0]");
    assertThat(right.text("places.0.type")).isEqualTo("text");
    assertThat(right.text("names.input")).isEqualTo("object with name");
    assertThat(right.text("value.spec.steps.0.transform")).isEqualTo("Hello ${input.name}");

    Reply wrong = check(TEXT.replace("input.name", "input.nam"), "spec.steps[0]");

    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.text("problems.0.path")).isEqualTo("spec.steps[0].transform");
    assertThat(wrong.at("problems.0.line")).isEqualTo(Json.of(8));
    assertThat(wrong.text("steps.0.id")).isEqualTo("hello");
    assertThat(check("a: [", "").text("problems.0.rule")).isEqualTo("must be YAML");
  }

  @Test
  void anEditKeepsWhatItDoesNotChange() {
    Reply edited =
        admin.post(
            "/api/v1/workflows/edit",
            Json.EMPTY.with("text", Json.of(TEXT)).toString().replaceFirst("}$", "")
                + """
                , "edits": [
                  {"edit": "add", "after": "hello", "value": {"id": "pause", "wait": "5s"}},
                  {"edit": "rename", "step": "hello", "to": "greeting"}]}
                """);

    assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    assertThat(edited.text("text"))
        .isEqualTo(TEXT.replace("id: hello", "id: greeting") + "    - id: pause\n      wait: 5s\n");
    assertThat(edited.text("check.steps.1.id")).isEqualTo("pause");
    Reply refused =
        admin.post(
            "/api/v1/workflows/edit",
            "{\"text\": \"kind: workflow\", \"edits\": [{\"edit\": \"remove\", \"step\": \"x\"}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("there is no step 'x'");
  }

  @Test
  void aStepIsTestedOnGivenValuesAndNothingIsCalled() {
    Reply tried = test("hello", "{\"input\": {\"name\": \"Ann\"}}");

    assertThat(tried.status()).as(tried.toString()).isEqualTo(200);
    assertThat(tried.text("outcome")).isEqualTo("output");
    assertThat(tried.text("value")).isEqualTo("Hello Ann");
    assertThat(test("hello", "{}").text("problem")).contains("'input' has no value");
    assertThat(test("hallo", "{}").status()).isEqualTo(404);
  }

  private Reply test(String step, String values) {
    Json.Obj body = Json.EMPTY.with("text", Json.of(TEXT)).with("step", Json.of(step));
    return admin.post(
        "/api/v1/workflows/test",
        body.toString().replaceFirst("}$", ", \"values\": " + values + "}"));
  }

  @Test
  void aDraftIsSavedByWhomReadItLastAndPublishedInPlaceOfWhatItFollows() {
    assertThat(save(TEXT, 0, 0).text("revision")).isEqualTo("1");
    assertThat(save(TEXT + "# mine\n", 0, 1).text("revision")).isEqualTo("2");
    Reply late = save(TEXT + "# theirs\n", 0, 1);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("revision 2", "and you read 1");
    assertThat(save(TEXT, 0, 0).status()).isEqualTo(409);
    assertThat(admin.get("/api/v1/workflow-drafts").text("items.0.id")).isEqualTo("greet");
    assertThat(admin.get("/api/v1/workflows/greet").status()).isEqualTo(404);

    assertThat(publish(1).status()).isEqualTo(409);
    Reply published = publish(2);

    assertThat(published.status()).as(published.toString()).isEqualTo(200);
    assertThat(published.text("version")).isEqualTo("1");
    assertThat(admin.get("/api/v1/workflows/greet").text("yaml")).isEqualTo(TEXT + "# mine\n");
    assertThat(admin.get("/api/v1/workflows/greet/draft").status()).isEqualTo(404);
  }

  @Test
  void aDraftOfAVersionThatIsNoLongerInForceIsNotPublished() {
    admin.apply(TEXT);
    save(TEXT.replace("Hello", "Welcome"), 1, 0);
    admin.apply(TEXT.replace("Hello", "Good day"));

    assertThat(publish(1).status()).isEqualTo(409);

    assertThat(admin.get("/api/v1/workflows/greet/draft").text("follows")).isEqualTo("1");
    assertThat(admin.delete("/api/v1/workflows/greet/draft?revision=1").status()).isEqualTo(204);
    assertThat(admin.get("/api/v1/workflows/greet/draft").status()).isEqualTo(404);
  }

  @Test
  void aDraftMayHoldMistakesButIsNotPublishedWithThem() {
    save(TEXT.replace("input.name", "input.nam"), 0, 0);

    Reply refused = publish(1);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("spec.steps[0].transform");
    save(TEXT.replace("id: greet", "id: other"), 0, 1);
    assertThat(publish(2).text("problems.0.path")).isEqualTo("id");
    assertThat(save("x".repeat(1_000_001), 0, 2).status()).isEqualTo(413);
  }

  @Test
  void theCheckFindsWhatKeepsADraftFromBeingPublishedAndATextFromBeingApplied() {
    String webhook = "  triggers: [{id: t, webhook: {verify: none}}]\n";
    int revision = 0;
    for (String text :
        List.of(
            TEXT + webhook,
            TEXT + "  triggers: [{id: t, after: {workflow: nowhere}, input: {name: Ann}}]\n",
            TEXT + "    - {id: next, run: nowhere}\n",
            TEXT + "    - {id: paid, await: {event: io.auterity.custom.unheard.v1}}\n",
            TEXT.replace("input.name", "input.nam") + webhook)) {
      Json problems = check(text, "").at("problems");
      save(text, 0, revision++);

      assertThat(problems).as(text).isNotEqualTo(Json.array(List.of()));
      assertThat(publish(revision).at("problems")).as(text).isEqualTo(problems);
      assertThat(admin.post("/api/v1/apply", "application/yaml", text).at("problems"))
          .as(text)
          .isEqualTo(problems);
    }
    save(TEXT + webhook.replace("}}", "}, input: {name: Ann}}"), 0, revision++);
    assertThat(publish(revision).status()).isEqualTo(200);
  }

  @Test
  void theCheckFindsATextOfAnotherWorkflow() {
    Reply other =
        admin.post(
            "/api/v1/workflows/check",
            Json.EMPTY.with("text", Json.of(TEXT)).with("id", Json.of("welcome")).toString());

    assertThat(other.text("problems.0.path")).isEqualTo("id");
    assertThat(other.text("problems.0.rule")).contains("welcome");
    assertThat(other.at("problems.0.line")).isEqualTo(Json.of(3));
  }

  @Test
  void aStepOfATextThatCannotBePublishedIsNotTested() {
    Json.Obj body =
        Json.EMPTY
            .with("text", Json.of(TEXT + "  triggers: [{id: t, webhook: {verify: none}}]\n"))
            .with("step", Json.of("hello"));

    Reply refused = admin.post("/api/v1/workflows/test", body.toString());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("spec.triggers[0]");
  }

  @Test
  void whoMayDraftNeedNotBeAbleToPublish() {
    String key =
        admin
            .post(
                "/api/v1/keys",
                "{\"name\": \"author\", \"roles\": [\"viewer\"], \"allow\":"
                    + " [\"control:workflow.draft\"]}")
            .text("secret");
    Client author = server.anonymous().bearer(key);
    save(TEXT, 0, 0);

    assertThat(
            author
                .with("Content-Type", "application/json")
                .send(
                    "PUT",
                    "/api/v1/workflows/greet/draft",
                    BodyPublishers.ofString(body(TEXT, 0, 1)))
                .text("by"))
        .isEqualTo("author");
    assertThat(author.post("/api/v1/workflows/greet/publish", "{\"revision\": 2}").status())
        .isEqualTo(403);
  }

  private Reply check(String text, String at) {
    return admin.post(
        "/api/v1/workflows/check",
        Json.EMPTY.with("text", Json.of(text)).with("at", Json.of(at)).toString());
  }

  private Reply save(String text, int follows, int revision) {
    return admin
        .with("Content-Type", "application/json")
        .send(
            "PUT",
            "/api/v1/workflows/greet/draft",
            BodyPublishers.ofString(body(text, follows, revision)));
  }

  private static String body(String text, int follows, int revision) {
    return Json.EMPTY
        .with("text", Json.of(text))
        .with("follows", Json.of(follows))
        .with("revision", Json.of(revision))
        .toString();
  }

  private Reply publish(int revision) {
    return admin.post("/api/v1/workflows/greet/publish", "{\"revision\": %d}".formatted(revision));
  }
}
