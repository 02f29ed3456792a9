package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call that a guardrail blocks stands in the audit log, and may start a run. */
@Tag("postgresql")
class GuardrailBlockTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String WATCH =
      """
      {"name": "watch", "workflow": "note", "on": "event",
       "type": "io.auterity.guardrail.blocked.v1", "input": {"event": "${event}"}}
      """;

  private static final String AUDIT = "/api/v1/audit?target=guardrail/names&action=guardrail.block";

  private final Client admin = server.newTenant();

  @Test
  void aBlockIsAnEntryAndAnEventWithoutWordsAndAMaskIsNone() {
    String starts = watched(admin);
    Client other = server.newTenant();
    watched(other);
    guarded("mask");
    admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"Rapunzel\"}");
    guarded("block");

    Reply refused = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"Rapunzel\"}");
    String run = run(starts);
    Json.Obj event = (Json.Obj) admin.get("/api/v1/runs/" + run + "/input").at("event");

    assertThat(refused.text("code")).as(refused.toString()).isEqualTo("content_refused");
    EventSchema.assertSeenFits(event);
    Json.Obj data = (Json.Obj) Objects.requireNonNull(event.get("data"));
    assertThat(Stream.of("guardrail", "finding", "capability", "way", "decision").map(data::text))
        .containsExactly(
            "names", "name", "text.pii.mask", "request", refused.header("auterity-decision"));
    assertThat(data.text("principal")).isEqualTo(admin.get("/api/v1/session").text("principal.id"));
    Reply entries = admin.get(AUDIT);
    assertThat(((Json.Arr) entries.at("items")).items()).as(entries.toString()).hasSize(1);
    assertThat(entries.text("items.0.entry.outcome")).isEqualTo("denied");
    assertThat(entries.text("items.0.entry.details.decision")).isEqualTo(data.text("decision"));
    assertThat(entries.body() + event).doesNotContainIgnoringCase("rapunzel");
    assertThat(((Json.Arr) other.get(AUDIT).at("items")).items()).isEmpty();
  }

  private static String watched(Client client) {
    client.apply(
        """
        kind: workflow
        id: note
        spec: {input: {event: {type: object}}, steps: [{id: a, transform: 1}]}
        """);
    Reply made = client.post("/api/v1/triggers", WATCH);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return "/api/v1/triggers/" + made.text("id") + "/starts";
  }

  private void guarded(String act) {
    admin.apply(
        """
        kind: guardrail
        id: names
        spec:
          on: [request]
          find: {words: [Rapunzel], as: name}
          act: %s
        """
            .formatted(act));
    admin.maskProvider("mask");
  }

  private String run(String starts) {
    long end = System.nanoTime() + 30_000_000_000L;
    List<String> runs = runs(starts);
    while (runs.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      runs = runs(starts);
    }
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  private List<String> runs(String starts) {
    return ((Json.Arr) admin.get(starts).at("items"))
        .items().stream()
            .flatMap(start -> Stream.ofNullable(((Json.Obj) start).text("run")))
            .toList();
  }
}
