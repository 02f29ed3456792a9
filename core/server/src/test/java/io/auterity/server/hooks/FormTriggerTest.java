package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Forms that people fill in start runs. */
@Tag("postgresql")
class FormTriggerTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String PATH = "/api/v1/triggers";
  private static final String INPUT = "{\"input\": {\"order\": \"8841\"}}";

  private final Client admin = server.newTenant();

  private String applied() {
    admin.apply(
        """
        kind: workflow
        id: refund
        spec:
          input: {order: {type: string, minLength: 2}}
          triggers: [{id: ask, form: {}}]
          steps: [{id: said, transform: "${input.order + ' ' + run.starter}"}]
          output: ${said}
        """);
    Json.Obj trigger = (Json.Obj) ((Json.Arr) admin.get(PATH).at("items")).items().getFirst();
    assertThat(trigger.text("on")).isEqualTo("form");
    return PATH + "/" + trigger.text("id");
  }

  @Test
  void whatIsFilledInStartsARunAndTheListOfStartsLeadsToIt() {
    String trigger = applied();
    Client operator = admin.keyWith("operator");

    Reply sent = operator.with("Idempotency-Key", "one").post(trigger + "/form", INPUT);
    Reply again = operator.with("Idempotency-Key", "one").post(trigger + "/form", INPUT);

    assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    assertThat(again.text("id")).isEqualTo(sent.text("id"));
    Reply starts = admin.awaiting(trigger + "/starts", "items.0.state", "started");
    assertThat(((Json.Arr) starts.at("items")).items()).hasSize(1);
    assertThat(starts.text("items.0.id")).isEqualTo(sent.text("id"));
    String run = "/api/v1/runs/" + starts.text("items.0.run");
    Reply over = admin.awaiting(run, "state", "succeeded");
    assertThat(over.text("output")).isEqualTo("8841 operator");
  }

  @Test
  void whatDoesNotFitIsRefusedByFieldAndNothingIsNoted() {
    String trigger = applied();

    Reply wrong = admin.post(trigger + "/form", "{\"input\": {\"order\": \"8\"}}");
    Reply none = admin.post(trigger + "/form", "{}");
    Reply viewer = admin.keyWith("viewer").post(trigger + "/form", INPUT);

    assertThat(wrong.status()).as(wrong.toString()).isEqualTo(400);
    assertThat(wrong.toString()).contains("order");
    assertThat(none.status()).as(none.toString()).isEqualTo(400);
    assertThat(viewer.status()).isEqualTo(403);
    assertThat(((Json.Arr) admin.get(trigger + "/starts").at("items")).items()).isEmpty();
  }

  @Test
  void oneMayBeMadeByItselfAndTakesNothingWhilePaused() {
    applied();
    Reply made =
        admin.post(PATH, "{\"name\": \"asked\", \"workflow\": \"refund\", \"on\": \"form\"}");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    String trigger = PATH + "/" + made.text("id");
    admin.post(trigger + "/pause", "");

    Reply paused = admin.post(trigger + "/form", INPUT);

    assertThat(paused.status()).isEqualTo(409);
    assertThat(paused.toString()).contains("trigger 'asked' is paused");
    assertThat(
            admin
                .post(
                    PATH,
                    "{\"name\": \"b\", \"workflow\": \"refund\", \"on\": \"form\", \"cron\":"
                        + " \"@daily\"}")
                .toString())
        .contains("none of them with form");
  }
}
