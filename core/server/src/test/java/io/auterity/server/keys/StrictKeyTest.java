package io.auterity.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All or nothing of a request, as a key or a route asks for each call. */
@Tag("postgresql")
class StrictKeyTest {

  /** It says yes, and knows no temperature. */
  private static final String CHATS =
      """
      public ChatResponse createChat(ChatRequest request, Call call) {
        return new ChatResponse("1", request.model(), List.of(new Part.Text("yes")),
            FinishReason.STOP, new TokenUsage(1, 1, 0, 0), null);
      }
      public List<String> lossy(ChatRequest request) {
        return request.temperature() == null ? List.of() : List.of("temperature");
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> ChatPlugin.write("cold", CHATS, plugins.resolve("cold.jar")));

  private final Client admin = server.newTenant();

  @BeforeEach
  void aVendorThatKnowsNoTemperature() {
    admin.apply(
        "{kind: provider, id: cold, spec: {connector: cold-chat, config: {}, models: [m]}}");
    admin.apply("{kind: route, id: open, spec: {when: {model: open}, use: [cold]}}");
    admin.apply(
        "{kind: route, id: whole, spec: {when: {model: whole}, use: [cold], strict: true}}");
  }

  private Reply made(String name, String labels) {
    return admin.post(
        "/api/v1/keys",
        "{\"name\": \"%s\", \"roles\": [\"operator\"], \"labels\": {%s}}".formatted(name, labels));
  }

  private static Reply ask(Client gateway, String model) {
    return gateway.post(
        "/v1/chat/completions",
        "{\"model\": \"%s\", \"temperature\": 0.5, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"
            .formatted(model));
  }

  private static Client at(String key) {
    return new Client(server.gateway().toString()).bearer(key);
  }

  @Test
  void whoAsksForNothingIsToldWhatIsLost() {
    Reply reply = ask(at(admin.key()), "open");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.header("auterity-lossy")).isEqualTo("temperature");
  }

  @Test
  void aKeyIsStrictWhateverItsCallsSay() {
    Reply key = made("whole", "\"auterity-strict\": \"true\"");
    Client gateway = at(key.text("secret"));

    Reply refused = ask(gateway.with("auterity-strict", "false"), "open");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("error.message")).contains("temperature");
    assertThat(ask(at(made("any", "").text("secret")), "open").status()).isEqualTo(200);
  }

  @Test
  void aRouteIsStrictForAllOfItsCalls() {
    Reply refused = ask(at(admin.key()), "whole");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("error.message")).contains("temperature");
  }

  @Test
  void aKeyThatIsNeitherStrictNorNotIsNotMade() {
    Reply refused = made("odd", "\"auterity-strict\": \"yes\"");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("labels.auterity-strict").contains("true or false");
  }
}
