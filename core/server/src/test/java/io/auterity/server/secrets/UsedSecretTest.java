package io.auterity.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have which secret sent, and where. */
@Tag("postgresql")
class UsedSecretTest {

  private static final String WRITER = "control:resource.write";

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(folder -> CarelessPlugin.write(folder.resolve("careless.jar")));

  private static TellingVendor vendor;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void listen() throws IOException {
    vendor = new TellingVendor();
  }

  @AfterAll
  static void end() {
    vendor.close();
  }

  @BeforeEach
  void storeASecret() {
    assertThat(stored("/api/v1/secrets/vendor-key", "sk-1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: provider, id: p, spec: {connector: careless-text, config: {url: 'VENDOR'}, auth:"
            + " {bearer: {secret: vendor-key}}}",
        "kind: provider, id: p, spec: {connector: careless-text, config: {url: 'VENDOR', mode:"
            + " header, key: {secret: vendor-key}}}",
        "kind: guardrail, id: g, spec: {on: [request], find: {http: {url: 'VENDOR', secret:"
            + " vendor-key}}, act: block}",
        "kind: budget, id: b, spec: {cap: '1', currency: USD, period: month, thresholds: [{at: 80%,"
            + " do: notify}], webhook: {url: 'VENDOR', secret: vendor-key}}"
      })
  void whoeverAppliesWhatNamesASecretNeedsTheRightToUseIt(String resource) {
    Reply refused = applied(key("writer", WRITER), resource);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("forbidden");
    assertThat(refused.text("detail"))
        .contains("names the secret 'vendor-key': nothing grants")
        .contains("'control:secret.use.vendor-key' to this caller");
    assertThat(admin.get("/api/v1/resources").body()).doesNotContain("vendor-key");

    Reply applied = applied(key("user", WRITER, "control:secret.use.vendor-*"), resource);
    assertThat(applied.status()).as(applied.toString()).isEqualTo(200);
  }

  @Test
  void aProviderIsNotTurnedElsewhereWithItsSecret() {
    String provider =
        "kind: provider, id: p, spec: {connector: careless-text, config: {url: '%s'}, auth:"
            + " {bearer: {secret: vendor-key}}}";
    assertThat(applied(admin, provider.formatted("VENDOR")).status()).isEqualTo(200);
    Client writer = key("writer", WRITER);

    assertThat(applied(writer, provider.formatted("http://127.0.0.1:1/")).status()).isEqualTo(403);
    assertThat(applied(writer, provider.formatted("VENDOR")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config: {url: 'VENDOR'}, auth: {bearer: {secret: vendor-key}}",
        "config: {url: 'VENDOR', mode: header, key: {secret: vendor-key}}",
        "config: {url: 'https://api.vendor.test'}, auth: {oauth-client: {clientId: me, secret:"
            + " vendor-key, tokenUrl: 'VENDOR'}}"
      })
  void aProviderElsewhereIsRefusedASecretThatIsBound(String spec) {
    assertThat(stored("/api/v1/secrets/vendor-key?host=api.vendor.test", "sk-2").status())
        .isEqualTo(200);

    Reply refused =
        applied(
            admin, "kind: provider, id: p, spec: {connector: careless-text, %s}".formatted(spec));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("detail"))
        .contains(
            "the secret 'vendor-key' is bound to api.vendor.test and does not go to 127.0.0.1");
    assertThat(admin.get("/api/v1/secrets/vendor-key").body())
        .contains("\"hosts\":[\"api.vendor.test\"]");
  }

  @Test
  void aSecretThatIsBoundLaterIsSentNowhereElseFromThenOn() {
    admin.apply(
        "{kind: provider, id: p, spec: {connector: careless-text, config: {url: '%s'}, auth: {bearer: {secret: vendor-key}}}}"
            .formatted(vendor.url()));
    assertThat(masked().status()).isEqualTo(200);
    int asked = vendor.credentials().size();
    assertThat(vendor.credentials().getLast()).isEqualTo("Bearer sk-1");

    bind("[\"*.vendor.test\"]");
    Reply refused = masked();
    assertThat(refused.status()).as(refused.toString()).isEqualTo(502);
    assertThat(refused.body())
        .contains("the secret 'vendor-key' is bound to *.vendor.test and does not go to 127.0.0.1");
    assertThat(vendor.credentials()).hasSize(asked);

    bind("[\"127.0.0.1\"]");
    assertThat(masked().status()).isEqualTo(200);
    assertThat(stored("/api/v1/secrets/vendor-key", "sk-3").status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/secrets/vendor-key").body()).contains("[\"127.0.0.1\"]");
  }

  @Test
  void whoeverMayUseASecretDoesNotSayWhereItGoes() {
    Client user = key("user", WRITER, "control:secret.use.*");

    assertThat(
            user.with("Content-Type", "application/json")
                .send(
                    "PUT",
                    "/api/v1/secrets/vendor-key/hosts",
                    BodyPublishers.ofString("{\"hosts\": []}"))
                .status())
        .isEqualTo(403);
  }

  private Reply masked() {
    return admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}");
  }

  private void bind(String hosts) {
    Reply bound =
        admin
            .with("Content-Type", "application/json")
            .send(
                "PUT",
                "/api/v1/secrets/vendor-key/hosts",
                BodyPublishers.ofString("{\"hosts\": %s}".formatted(hosts)));
    assertThat(bound.status()).as(bound.toString()).isEqualTo(200);
  }

  private static Reply applied(Client client, String resource) {
    return client.post(
        "/api/v1/apply",
        "application/yaml",
        "{%s}".formatted(resource.replace("VENDOR", vendor.url())));
  }

  private Reply stored(String path, String value) {
    return admin
        .with("Content-Type", "text/plain")
        .send("PUT", path, BodyPublishers.ofString(value));
  }

  private Client key(String name, String... allow) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"allow\": [\"%s\"]}"
                .formatted(name, String.join("\", \"", allow)));
    assertThat(made.status()).as(made.toString()).isLessThan(300);
    return server.anonymous().bearer(made.text("secret"));
  }
}
