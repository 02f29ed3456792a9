package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Triggers whose runs start as a key of a service account. */
@Tag("postgresql")
class TriggerKeyTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String PATH = "/api/v1/triggers";
  private static final String INPUT = "{\"input\": {\"order\": \"8841\"}}";

  private final Client admin = server.newTenant();

  private static String file(String as) {
    return """
    kind: workflow
    id: refund
    spec:
      input: {order: {type: string}}
      triggers: [{id: ask, form: {}%s}]
      steps: [{id: said, transform: "${run.by}"}]
      output: ${said}
    """
        .formatted(as);
  }

  /** A key with its secret. */
  private Reply key(String name, String rights) {
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"%s\", %s}".formatted(name, rights));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }

  private static Client with(Reply key) {
    return server.anonymous().bearer(key.text("secret"));
  }

  private void revoke(Reply key) {
    assertThat(admin.delete("/api/v1/keys/" + key.text("key.id")).status()).isLessThan(300);
  }

  private String trigger() {
    Json.Obj row = (Json.Obj) ((Json.Arr) admin.get(PATH).at("items")).items().getFirst();
    return PATH + "/" + row.text("id");
  }

  @Test
  void theLeavingOfWhoAppliedItEndsNothing() {
    key("ci", "\"roles\": [\"operator\"]");
    Reply deployer = key("deployer", "\"roles\": [\"admin\"]");
    with(deployer).apply(file(", as: ci"));
    revoke(deployer);

    Reply sent = admin.post(trigger() + "/form", INPUT);

    assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    Reply starts = admin.awaiting(trigger() + "/starts", "items.0.state", "started");
    Reply over = admin.awaiting("/api/v1/runs/" + starts.text("items.0.run"), "state", "succeeded");
    assertThat(over.text("output")).isEqualTo("ci");
    assertThat(admin.get(trigger()).text("by")).isEqualTo("ci");
  }

  @Test
  void aKeyThatCanDoMoreThanTheApplierIsRefused() {
    key("root", "\"roles\": [\"admin\"]");
    key("ci", "\"allow\": [\"control:run.start\"]");
    Client writer =
        with(
            key(
                "writer",
                "\"allow\": [\"control:resource.*\", \"control:trigger.*\","
                    + " \"control:run.start\"]"));

    Reply more = writer.post("/api/v1/apply", "application/yaml", file(", as: root"));
    Reply unknown = writer.post("/api/v1/apply", "application/yaml", file(", as: nix"));
    Reply byItself =
        writer.post(
            PATH,
            "{\"name\": \"a\", \"workflow\": \"refund\", \"on\": \"form\", \"as\": \"root\"}");
    writer.apply(file(", as: ci"));

    assertThat(more.status()).as(more.toString()).isEqualTo(403);
    assertThat(more.toString()).contains("as 'root', which can do more than you", "role admin");
    assertThat(unknown.status()).as(unknown.toString()).isEqualTo(400);
    assertThat(unknown.toString()).contains("there is no key 'nix'");
    assertThat(byItself.status()).as(byItself.toString()).isEqualTo(403);
    assertThat(admin.get(trigger()).text("by")).isEqualTo("ci");
  }

  @Test
  void aRevokedKeyStartsNothingAndSaysWhy() {
    Reply ci = key("ci", "\"roles\": [\"operator\"]");
    admin.apply(file(", as: ci"));
    revoke(ci);

    Reply sent = admin.post(trigger() + "/form", INPUT);
    Reply again =
        admin.post("/api/v1/apply", "application/yaml", file(", as: ci").replace("said", "told"));

    assertThat(sent.status()).as(sent.toString()).isEqualTo(403);
    assertThat(sent.toString()).contains("ci may not start runs: revoked at", "a good key in as");
    assertThat(again.toString()).contains("key 'ci' is revoked or has expired; make another");
  }
}
