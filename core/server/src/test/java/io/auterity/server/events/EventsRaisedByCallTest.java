package io.auterity.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps and calls raise events of a tenant's own. */
@Tag("postgresql")
class EventsRaisedByCallTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("events", plugins, "jackson-core-"));

  private static final String DECLARED =
      """
      kind: event
      id: paid
      spec: {schema: {type: object, required: [sum], properties: {sum: {type: number}}}}
      ---
      kind: workflow
      id: waits
      spec:
        input: {order: {type: string}}
        steps:
          - {id: paid, await: {event: io.auterity.custom.paid.v1, key: "${input.order}"}}
        output: ${paid.data.sum}
      ---
      """;

  private static final String RAISING =
      """
      kind: provider
      id: own
      spec: {connector: embedded-events}
      ---
      kind: workflow
      id: raises
      spec:
        steps:
          - id: paid
            call: event.custom.raise
            with: {type: io.auterity.custom.paid.v1, subject: "8843", data: {sum: 8}}
      """;

  private final Client admin = server.newTenant();

  @Test
  void aStepRaisesAnEventThatAnotherRunAwaits() {
    admin.apply(DECLARED + RAISING);
    Reply waits = admin.post("/api/v1/workflows/waits/runs", "{\"input\": {\"order\": \"8843\"}}");

    Reply raises = admin.post("/api/v1/workflows/raises/runs", "{\"input\": {}}");

    admin.awaiting("/api/v1/runs/" + raises.text("id"), "state", "succeeded");
    String path = "/api/v1/runs/" + waits.text("id");
    assertThat(admin.awaiting(path, "state", "succeeded").text("output")).isEqualTo("8");
  }

  /** Under a key one event, and not without the right to raise one. */
  @Test
  void aCallRaisesOnceUnderItsKeyAndWithTheRightAlone() {
    admin.apply(DECLARED + RAISING);
    String call = "/api/v1/call/event.custom.raise";
    String body = "{\"type\": \"io.auterity.custom.paid.v1\", \"data\": {\"sum\": 1}}";
    Client once = admin.with("Idempotency-Key", "raised-1");

    Reply first = once.post(call, body);
    Reply again = once.post(call, body);
    Reply viewer = admin.keyWith("viewer").post(call, body);

    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(viewer.status()).isEqualTo(403);
  }
}
