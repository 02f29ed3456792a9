package io.auterity.server.runs.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person answers for a call of which nobody knows whether it happened. */
@Tag("postgresql")
class StepAnswerTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          new SamplePlugin("doubt")
              .mask("throw new CallFailedException(FailureCode.IN_DOUBT, \"the line was cut\");"));

  private static final String ASKING =
      """
      kind: workflow
      id: asking
      spec:
        steps:
          - {id: mask, call: text.pii.mask, with: {text: x}}
          - {id: said, transform: "${mask.text}"}
      """;

  private final Client client = server.newTenant();

  @BeforeEach
  void apply() {
    client.apply("{kind: provider, id: cut, spec: {connector: doubt-text, config: {}}}");
    client.apply(ASKING);
  }

  @Test
  void aStepInDoubtSaysThatItWaitsForAnAnswer() {
    Reply step = client.get(inDoubt() + "/steps/mask");

    assertThat(step.text("state")).as(step.toString()).isEqualTo("waiting");
    assertThat(step.text("waitingFor")).isEqualTo("answer");
    assertThat(step.text("failure.code")).isEqualTo("in_doubt");
    assertThat(step.text("failure.message")).contains("the line was cut");
  }

  @Test
  void theRunGoesOnWithTheOutputThatAPersonKnows() {
    String run = inDoubt();

    Reply answered =
        answer(run, "{\"answer\": \"succeeded\", \"output\": {\"text\": \"y\", \"findings\": []}}");

    assertThat(answered.status()).as(answered.toString()).isEqualTo(200);
    assertThat(answered.text("state")).isEqualTo("succeeded");
    Watcher.follow(client, id(run));
    assertThat(client.get(run).text("output")).isEqualTo("y");
  }

  @Test
  void theRunFailsWhenTheCallShallNotHappen() {
    String run = inDoubt();

    assertThat(answer(run, "{\"answer\": \"fail\"}").text("state")).isEqualTo("failed");

    Watcher.follow(client, id(run));
    assertThat(client.get(run).text("reason.code")).isEqualTo("in_doubt");
  }

  @Test
  void theCallIsMadeAgain() {
    String run = inDoubt();

    assertThat(answer(run, "{\"answer\": \"repeat\"}").status()).isEqualTo(200);

    awaitDoubt(run);
    assertThat(client.get(run + "/steps/mask").text("attempts")).isEqualTo("2");
  }

  @Test
  void whatIsNotInDoubtTakesNoAnswer() {
    String run = inDoubt();

    Reply other = client.post(run + "/steps/said/answer", "{\"answer\": \"fail\"}");
    answer(run, "{\"answer\": \"fail\"}");
    Watcher.follow(client, id(run));
    Reply late = answer(run, "{\"answer\": \"fail\"}");

    assertThat(other.status()).as(other.toString()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("conflict");
    assertThat(late.status()).isEqualTo(409);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String run = inDoubt();

    assertThat(client.post(run + "/steps/none/answer", "{\"answer\": \"fail\"}").status())
        .isEqualTo(404);
    assertThat(
            server.newTenant().post(run + "/steps/mask/answer", "{\"answer\": \"fail\"}").status())
        .isEqualTo(404);
  }

  @Test
  void anAnswerThatIsNoneIsRefusedWithTheNearest() {
    String run = inDoubt();

    Reply unknown = answer(run, "{\"answer\": \"repeet\"}");
    Reply number = answer(run, "{\"answer\": 0}");
    Reply output = answer(run, "{\"answer\": \"fail\", \"output\": 1}");
    Reply shape = answer(run, "{\"answer\": \"succeeded\", \"output\": {\"txt\": \"y\"}}");

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("problems.0.path")).isEqualTo("answer");
    assertThat(unknown.text("problems.0.fix")).isEqualTo("did you mean 'repeat'?");
    assertThat(number.status()).as(number.toString()).isEqualTo(400);
    assertThat(output.text("detail")).startsWith("output:");
    assertThat(shape.status()).isEqualTo(400);
    assertThat(shape.text("detail")).contains("txt", "did you mean 'text'?");
    assertThat(client.get(run + "/steps/mask").text("waitingFor")).isEqualTo("answer");
  }

  @Test
  void whoOnlyLooksMayNotAnswer() {
    String run = inDoubt();
    Client viewer = client.bearer(client.post("/api/v1/keys", VIEWER).text("secret"));

    assertThat(viewer.post(run + "/steps/mask/answer", "{\"answer\": \"fail\"}").status())
        .isEqualTo(403);
  }

  private static final String VIEWER = "{\"name\": \"v\", \"roles\": [\"viewer\"]}";

  private String inDoubt() {
    Reply started = client.post("/api/v1/workflows/asking/runs", "{\"input\": {}}");
    String run = "/api/v1/runs/" + started.text("id");
    awaitDoubt(run);
    return run;
  }

  private void awaitDoubt(String run) {
    long end = System.nanoTime() + 20_000_000_000L;
    Reply step = client.get(run + "/steps/mask");
    while (!step.body().contains("\"waitingFor\":\"answer\"")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(step.toString());
      }
      LockSupport.parkNanos(2_000_000);
      step = client.get(run + "/steps/mask");
    }
  }

  private Reply answer(String run, String body) {
    return client.post(run + "/steps/mask/answer", body);
  }

  private static String id(String run) {
    return run.substring(run.lastIndexOf('/') + 1);
  }
}
