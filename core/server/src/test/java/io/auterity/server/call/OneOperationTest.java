package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.mcp.Agent;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One operation of the embedded tracker is the same at each door; {@code testing/e2e/commands}
 * compares that of commands.
 */
@Tag("postgresql")
class OneOperationTest {

  private static final String CREATE = "tracker.issue.create";
  private static final String NEW = "{\"project\": \"debts\", \"title\": \"Mend it\"}";

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("tracker", plugins, "jackson-core-"));

  private final Client client = server.newTenant();

  /** Where calls come in. */
  enum Door {
    REST {
      @Override
      Json.Obj answer(Client client, String capability, String input, String key) {
        return client.with("Idempotency-Key", key).post("/api/v1/call/" + capability, input).json();
      }

      @Override
      String code(Json.Obj answer) {
        return String.valueOf(answer.text("code"));
      }
    },
    /** A run that is started again with the same key is the one that there is. */
    STEP {
      @Override
      Json.Obj answer(Client client, String capability, String input, String key) {
        client.apply(
            """
            kind: workflow
            id: through
            spec:
              input: {}
              steps: [{id: called, call: %s, with: %s}]
              output: ${called}
            """
                .formatted(capability, input));
        Reply run =
            client
                .with("Idempotency-Key", key)
                .post("/api/v1/workflows/through/runs", "{\"input\": {}}");
        Reply ended = client.awaiting("/api/v1/runs/" + run.text("id"), "finishedAt", "20");
        return ended.at("output") instanceof Json.Obj output ? output : ended.json();
      }

      @Override
      String code(Json.Obj answer) {
        return String.valueOf(
            ((Json.Obj) Objects.requireNonNull(answer.get("reason"))).text("code"));
      }
    },
    MCP {
      @Override
      Json.Obj answer(Client client, String capability, String input, String key) {
        Json.Obj told =
            (Json.Obj)
                Objects.requireNonNull(
                    Agent.tool(
                            Agent.of(client),
                            "capability_call",
                            "{\"id\": \"%s\", \"input\": %s, \"idempotency_key\": \"%s\"}"
                                .formatted(capability, input, key))
                        .get("structuredContent"));
        return told.get("output") instanceof Json.Obj output ? output : told;
      }

      @Override
      String code(Json.Obj answer) {
        return String.valueOf(answer.text("code"));
      }
    };

    abstract Json.Obj answer(Client client, String capability, String input, String key);

    /** Of a refusal. */
    abstract String code(Json.Obj answer);
  }

  @BeforeEach
  void aProject() {
    client.apply("{kind: provider, id: desk, spec: {connector: embedded-tracker, config: {}}}");
    Reply made =
        client.post("/api/v1/call/tracker.project.create", "{\"key\": \"debts\", \"name\": \"D\"}");
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
  }

  private Json.Obj rest(String capability, String input) {
    return Door.REST.answer(client, capability, input, "rest-" + input.hashCode());
  }

  @ParameterizedTest
  @EnumSource
  void oneKeyGivesOneIssue(Door door) {
    Json.Obj first = door.answer(client, CREATE, NEW, "once");
    Json.Obj again = door.answer(client, CREATE, NEW, "once");

    assertThat(first.text("title")).as(first.toString()).isEqualTo("Mend it");
    assertThat(again).isEqualTo(first);
    assertThat(
            client.post("/api/v1/call/tracker.issue.list", "{\"project\": \"debts\"}").at("items"))
        .isEqualTo(Json.array(List.of(first)));
  }

  @Test
  void aKeyIsTheSameAtTheDoorsThatTakeOne() {
    Json.Obj first = Door.REST.answer(client, CREATE, NEW, "both");

    assertThat(Door.MCP.answer(client, CREATE, NEW, "both")).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void theSameIsReadOfAnIssue(Door door) {
    Json.Obj made = rest(CREATE, NEW);
    String which =
        "{\"issue\": \"%s\"}"
            .formatted(((Json.Obj) Objects.requireNonNull(made.get("ref"))).text("id"));

    assertThat(door.answer(client, "tracker.issue.get", which, "read"))
        .isEqualTo(rest("tracker.issue.get", which));
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalHasTheSameCode(Door door) {
    Json.Obj refused =
        door.answer(client, "tracker.issue.get", "{\"issue\": \"debts-4711\"}", "gone");

    assertThat(door.code(refused)).as(refused.toString()).isEqualTo("not_found");
  }
}
