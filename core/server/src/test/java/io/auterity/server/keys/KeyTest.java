package io.auterity.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class KeyTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String OWNERS =
      """
      {kind: user, id: ada, spec: {email: ada@example.org}}
      ---
      {kind: team, id: eng, spec: {members: [ada]}}
      ---
      {kind: project, id: checkout, spec: {parent: eng}}
      ---
      {kind: quota, id: eng, spec: {calls: 1, period: day, scope: {team: eng}}}
      """;

  private static final String OWNED =
      """
      {"name": "shop", "roles": ["operator"], "owner": "project/checkout", "holder": "ada",
       "labels": {"app": "shop"}, "doors": ["rest"], "models": ["gpt-*"]}
      """;

  private final Client admin = server.newTenant();

  @Test
  void aKeyTellsAllButItsSecret() {
    admin.apply(OWNERS);

    Reply made = admin.post("/api/v1/keys", OWNED);

    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    String prefix = made.text("key.prefix");
    assertThat(made.text("secret")).startsWith(prefix);
    Reply found = admin.get("/api/v1/keys?prefix=" + prefix);
    assertThat(found.text("items.0.owner")).isEqualTo("project/checkout");
    assertThat(found.text("items.0.holder")).isEqualTo("ada");
    assertThat(found.text("items.0.labels.app")).isEqualTo("shop");
    assertThat(found.text("items.0.models.0")).isEqualTo("gpt-*");
    assertThat(found.text("items.0.doors.0")).isEqualTo("rest");
    assertThat(found.body()).doesNotContain(made.text("secret"));
    assertThat(((Json.Arr) admin.get("/api/v1/keys?owner=team/eng").at("items")).items()).isEmpty();
    String part = found.text("items.0.name").substring(1).toUpperCase(Locale.ROOT);
    assertThat(admin.get("/api/v1/keys?name=" + part).text("items.0.prefix")).isEqualTo(prefix);
    assertThat(((Json.Arr) admin.get("/api/v1/keys?name=nobodys").at("items")).items()).isEmpty();
  }

  @Test
  void theLimitOfATeamCountsCallsOfItsProjectsKeys() {
    admin.apply(OWNERS);
    admin.maskProvider("mask");
    Client shop = server.anonymous().bearer(admin.post("/api/v1/keys", OWNED).text("secret"));
    String mask = "/api/v1/call/text.pii.mask";

    assertThat(shop.post(mask, "{\"text\": \"a\"}").status()).isEqualTo(200);
    Reply second = shop.post(mask, "{\"text\": \"a\"}");

    assertThat(second.status()).isEqualTo(429);
    assertThat(second.text("fields.scope")).isEqualTo("team eng");
    assertThat(admin.post(mask, "{\"text\": \"a\"}").status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/limits?scope=team").text("items.0.scope")).isEqualTo("team eng");
  }

  @Test
  void aKeyForAnotherDoorIsToldNothingAtTheGateway() {
    admin.apply(OWNERS);
    String secret = admin.post("/api/v1/keys", OWNED).text("secret");
    Client shop = new Client(server.gateway().toString()).bearer(secret);

    for (String path : List.of("/v1/models", "/v1/files", "/v1/batches", "/v1/responses/resp_1")) {
      Reply reply = shop.get(path);

      assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
      assertThat(reply.body()).contains("may not be used by gateway, only by rest");
    }
  }

  @Test
  void aRevokedKeyIsAnsweredWithNothingAndGoodNoMore() {
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"k\", \"roles\": [\"viewer\"]}");

    Reply revoked = admin.delete("/api/v1/keys/" + made.text("key.id"));

    assertThat(revoked.status()).as(revoked.toString()).isEqualTo(204);
    assertThat(revoked.body()).isEmpty();
    assertThat(admin.bearer(made.text("secret")).get("/api/v1/keys").status()).isEqualTo(401);
  }

  @Test
  void anEmptyParameterIsAsOneThatIsNotThere() {
    String keys = "{\"keys\": [{\"name\": \"a\", \"allow\": [\"ai.*\"]}]}";

    assertThat(admin.post("/api/v1/keys/import?dryRun=", keys).status()).isEqualTo(201);
    assertThat(admin.get("/api/v1/keys?limit=").status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/keys?limit=x").body()).contains("'x' is no value for limit");
  }

  @Test
  void aRotatedKeyHasTwoSecretsForAWhile() {
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"k\", \"roles\": [\"viewer\"]}");
    String path = "/api/v1/keys/" + made.text("key.id");

    Reply rotated = admin.post(path + "/rotate", "{\"overlap\": \"1h\"}");

    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
    assertThat(rotated.text("key.former.prefix")).isEqualTo(made.text("key.prefix"));
    for (Reply secret : new Reply[] {made, rotated}) {
      assertThat(server.anonymous().bearer(secret.text("secret")).get("/api/v1/providers").status())
          .isEqualTo(200);
    }
    assertThat(admin.post(path + "/rotate", "{\"overlap\": \"soon\"}").status()).isEqualTo(400);
    assertThat(admin.post(path + "/rotate", "{\"overlap\": \"31d\"}").status()).isEqualTo(400);
  }

  @Test
  void aKeyIsChangedAndTheChangeStandsInTheLog() {
    admin.apply(OWNERS);
    admin.maskProvider("mask");
    Reply made = admin.post("/api/v1/keys", OWNED);
    Client shop = server.anonymous().bearer(made.text("secret"));
    String path = "/api/v1/keys/" + made.text("key.id");
    assertThat(shop.get("/api/v1/providers").status()).isEqualTo(200);

    Reply edited =
        patch(
            path,
            "{\"doors\": [\"mcp\"], \"labels\": {\"env\": \"prod\"}, \"lift\": [\"models\"], \"version\": \"%s\"}"
                .formatted(made.text("key.version")));

    assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    assertThat(edited.text("doors.0")).isEqualTo("mcp");
    assertThat(edited.text("labels.app")).isEqualTo("shop");
    assertThat(edited.text("labels.env")).isEqualTo("prod");
    assertThat(edited.at("models")).isEqualTo(Json.NULL);
    assertThat(shop.get("/api/v1/providers").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/audit").body()).contains("PATCH " + path);
    Reply overtaken =
        patch(
            path,
            "{\"doors\": [\"rest\"], \"version\": \"%s\"}".formatted(made.text("key.version")));
    assertThat(overtaken.status()).as(overtaken.toString()).isEqualTo(409);
    assertThat(overtaken.body()).contains("version " + edited.text("version") + " is in force");
    assertThat(patch(path, "{}").status()).isEqualTo(400);
    assertThat(patch(path, "{\"roles\": [\"admin\"]}").status()).isEqualTo(400);
  }

  private Reply patch(String path, String json) {
    return admin
        .with("Content-Type", "application/json")
        .send("PATCH", path, BodyPublishers.ofString(json));
  }

  @Test
  void keysAreImportedTogetherOrNotAtAll() {
    String keys =
        """
        {"keys": [{"name": "a", "allow": ["ai.*"]}, {"name": "b", "owner": "team/none"}]}
        """;

    Reply refused = admin.post("/api/v1/keys/import", keys);
    Reply looked = admin.post("/api/v1/keys/import?dryRun=true", keys);
    Reply odd =
        admin.post(
            "/api/v1/keys/import",
            keys.replace("\"owner\": \"team/none\"", "\"roles\": [\"none\"]"));
    Reply could =
        admin.post(
            "/api/v1/keys/import?dryRun=true", keys.replace(", \"owner\": \"team/none\"", ""));
    Reply made = admin.post("/api/v1/keys/import", keys.replace(", \"owner\": \"team/none\"", ""));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("keys[1]").contains("there is no 'team/none'");
    assertThat(looked.body()).contains("keys[1]").contains("there is no 'team/none'");
    assertThat(odd.body()).contains("keys[1]").contains("no role 'none'");
    assertThat(could.at("keys")).hasToString("[]");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.text("keys.1.key.name")).isEqualTo("b");
  }
}
