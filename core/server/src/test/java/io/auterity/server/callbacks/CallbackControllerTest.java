package io.auterity.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class CallbackControllerTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String WORKFLOW =
      """
      kind: workflow
      id: payment
      spec:
        input: {}
        steps:
          - {id: told, transform: {at: "${run.callbacks.paid}"}}
          - id: paid
            await:
              callback:
                schema: {type: object, required: [sum], properties: {sum: {type: integer}}}
        output: ${paid.sum}
      """;

  private final Client admin = server.newTenant();
  private final Client outside = server.anonymous();

  private String started() {
    admin.apply(WORKFLOW);
    return admin.post("/api/v1/workflows/payment/runs", "{\"input\": {}}").text("id");
  }

  private String address(String run) {
    Reply told = admin.awaiting("/api/v1/runs/" + run + "/steps/told/output", "at", "/callbacks/");
    return String.valueOf(told.text("at")).replaceFirst("^https?://[^/]+", "");
  }

  @Test
  void anAddressTakesACallWithoutACredentialAndTheSecondChangesNothing() {
    String run = started();
    String address = address(run);

    assertThat(outside.post(address, "{\"sum\": 5}").status()).isEqualTo(202);
    assertThat(outside.post(address, "{\"sum\": 6}").status()).isEqualTo(202);

    Reply over = admin.awaiting("/api/v1/runs/" + run, "state", "succeeded");
    assertThat(over.at("output")).isEqualTo(Json.of(5));
    assertThat(outside.post(address, "{\"sum\": 7}").status()).isEqualTo(202);
  }

  @Test
  void aRunThatEndedWithoutItTakesNoneAnyMore() {
    String run = started();
    String address = address(run);
    admin.post("/api/v1/runs/" + run + "/cancel", "{}");
    assertThat(admin.awaiting("/api/v1/runs/" + run, "state", "cancelled").status()).isEqualTo(200);

    Reply late = outside.post(address, "{\"sum\": 7}");

    assertThat(late.status()).as(late.toString()).isEqualTo(410);
    assertThat(late.body()).contains("the run is over");
  }

  @Test
  void whatDoesNotFitOrIsNotReadIsRefusedAndTheRunWaitsOn() {
    String run = started();
    String address = address(run);

    Reply wrong = outside.post(address, "{\"sum\": \"five\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("problems.0.path")).isEqualTo("sum");
    assertThat(wrong.text("detail")).startsWith("the callback was not taken: sum");
    assertThat(outside.post(address, "application/xml", "<sum/>").status()).isEqualTo(415);
    assertThat(outside.post(address, "{\"sum\": 5").status()).isEqualTo(400);
    assertThat(outside.post(address, "{\"x\": \"%s\"}".formatted("x".repeat(1 << 20))).status())
        .isEqualTo(413);
    assertThat(outside.post(address, "{\"sum\": 8}").status()).isEqualTo(202);
    assertThat(admin.awaiting("/api/v1/runs/" + run, "state", "succeeded").at("output"))
        .isEqualTo(Json.of(8));
  }

  @Test
  void anAddressThatWasNotMadeHereIsNone() {
    String address = address(started());
    String other = address.replaceFirst("/paid$", "/told");

    assertThat(outside.post(other, "{}").status()).isEqualTo(404);
    assertThat(outside.post(address.replaceFirst("s/.", "s/-"), "{}").status()).isEqualTo(404);
    assertThat(outside.post("/callbacks/x/paid", "{}").status()).isEqualTo(404);
  }
}
