package io.auterity.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of a tenant's own start runs. */
@Tag("postgresql")
class CustomEventTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String PATH = "/api/v1/events/io.auterity.custom.paid.v1";
  private static final String BODY = "{\"subject\": \"8841\", \"data\": {\"sum\": 12.5}}";

  private static final String WORKFLOW =
      """
      kind: workflow
      id: booked
      spec:
        input: {order: {type: string}, sum: {type: number}}
        triggers:
          - id: paid
            event: io.auterity.custom.paid.v1
            input: {order: "${event.subject}", sum: "${event.data.sum}"}
        steps: [{id: book, transform: "${input.order}: ${string(input.sum)}"}]
      """;

  private static final String BOTH =
      WORKFLOW
          + """
          ---
          kind: event
          id: paid
          spec: {schema: {type: object, required: [sum], properties: {sum: {type: number}}}}
          """;

  private final Client admin = server.newTenant();

  /** What is raised again, as its sender heard nothing, starts no second run. */
  @Test
  void whatIsDeclaredBesideItsTriggerStartsOneRunHoweverOftenItIsSent() {
    admin.apply(BOTH);
    Client once = admin.with("Idempotency-Key", "paid-1");

    Reply first = once.post(PATH, BODY);
    Reply again = once.post(PATH, BODY);

    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    Reply one = admin.awaiting("/api/v1/runs", "items", "succeeded");
    assertThat(one.body()).containsOnlyOnce("\"booked\"");
    assertThat(admin.get("/api/v1/runs/" + one.text("items.0.id")).text("output"))
        .isEqualTo("8841: 12.5");
  }

  @Test
  void whatDoesNotFitIsRefusedAndTellsWhere() {
    admin.apply(BOTH);

    Reply wrong = admin.post(PATH, "{\"data\": {\"sum\": \"twelve\"}}");
    Reply unknown = admin.post(PATH.replace("paid", "payed"), "{}");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("data.sum");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("did you mean 'io.auterity.custom.paid.v1'?");
    assertThat(server.newTenant().post(PATH, BODY).status()).isEqualTo(404);
    assertThat(admin.keyWith("viewer").post(PATH, BODY).status()).isEqualTo(403);
    assertThat(admin.keyWith("operator").post(PATH, BODY).status()).isEqualTo(202);
  }

  @Test
  void aTriggerOnWhatIsNotDeclaredIsRefused() {
    Reply refused = admin.post("/api/v1/apply", "application/yaml", WORKFLOW);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("declare it with a resource of kind event");
  }

  private static final String AWAITING =
      """
      kind: workflow
      id: waits
      spec:
        input: {order: {type: string}}
        steps:
          - {id: paid, await: {event: io.auterity.custom.paid.v1, key: "${input.order}"}}
        output: ${paid.data.sum}
      """;

  @Test
  void aRunWaitsForTheEventOfItsKey() {
    admin.apply(BOTH + "---\n" + AWAITING);
    Reply run = admin.post("/api/v1/workflows/waits/runs", "{\"input\": {\"order\": \"8842\"}}");
    assertThat(run.status()).as(run.toString()).isEqualTo(202);

    admin.post(PATH, BODY);
    admin.post(PATH, BODY.replace("8841", "8842").replace("12.5", "7"));

    String path = "/api/v1/runs/" + run.text("id");
    assertThat(admin.awaiting(path, "state", "succeeded").text("output")).isEqualTo("7");
  }

  @Test
  void waitingForWhatIsNotDeclaredIsRefusedAndTellsWhere() {
    Reply refused = admin.post("/api/v1/apply", "application/yaml", AWAITING);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("steps[0].await.event", "declare it with a resource of kind event");
  }
}
