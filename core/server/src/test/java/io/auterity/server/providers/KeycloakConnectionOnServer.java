package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.KeycloakWitness;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Providers are connected to a real Keycloak, whose tokens are so short that each use exchanges
 * them.
 */
@Tag("postgresql")
class KeycloakConnectionOnServer {

  private static final String REALM = "${config.url}/realms/witness/protocol/openid-connect";

  /** Its only operation tells whose token it has. */
  private static final String CONNECTOR =
      """
      plugin: realm
      format: 1
      version: 1.0.0
      summary: Whose token a realm of Keycloak was shown
      vendor: {name: Keycloak, docs: "https://www.keycloak.org"}
      config: {url: {type: string, format: uri, description: Address of the server}}
      servers: {api: {url: "REALM"}}
      auth:
        - {kind: oauth2, authorize: "REALM/auth", token: "REALM/token", revoke: "REALM/revoke", scopes: [openid]}
        - {kind: oauth2, grant: client_credentials, token: "REALM/token", scopes: [openid]}
      check: {request: GET /userinfo}
      paging: {all: {style: whole}}
      connectors:
        realm:
          kind: tracker
          operations:
            project.list:
              request: GET /userinfo
              page: all
              items: "${[body]}"
              result: {ref: "${it.sub}", key: "${it.preferred_username}", name: "${it.preferred_username}"}
      """
          .replace("REALM", REALM);

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(KeycloakConnectionOnServer::connector, "127.0.0.1:* for *");

  private final KeycloakWitness keycloak = new KeycloakWitness();
  private final Client admin = server.newTenant();
  private final HttpClient browser = HttpClient.newHttpClient();

  private static void connector(Path plugins) {
    try {
      Files.writeString(plugins.resolve("realm.yaml"), CONNECTOR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void shorten() throws IOException, InterruptedException {
    manage("PUT", "", BodyPublishers.ofString("{\"accessTokenLifespan\": 10}"));
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(keycloak.text("token")));
  }

  @Test
  void aPersonConnectsAProviderAndItsTokensAreRenewedAndGivenBack() throws Exception {
    provider("oauth2");
    Reply begun = admin.post("/api/v1/providers/realm/connect", "{}");
    assertThat(begun.status()).as(begun.toString()).isEqualTo(200);

    Reply connected = admin.post("/api/v1/connections", agreed(begun.text("authorize")));
    assertThat(connected.status()).as(connected.toString()).isEqualTo(200);
    awaitConnected();

    assertThat(whose()).isEqualTo("ada");
    int used = sessions();
    assertThat(used).isPositive();
    assertThat(whose()).as("by a token that was exchanged").isEqualTo("ada");
    Reply ended = admin.delete("/api/v1/providers/realm/connection");
    assertThat(ended.text("revoked")).as(ended.toString()).isEqualTo("true");
    assertThat(sessions()).as("its session went with the token").isEqualTo(used - 1);
  }

  @Test
  void whoseSessionEndedAtTheVendorIsToldToConnectAgain() throws Exception {
    provider("oauth2");
    Reply begun = admin.post("/api/v1/providers/realm/connect", "{}");
    assertThat(admin.post("/api/v1/connections", agreed(begun.text("authorize"))).status())
        .isEqualTo(200);
    awaitConnected();
    assertThat(whose()).isEqualTo("ada");

    manage("POST", "/users/" + ada() + "/logout", BodyPublishers.noBody());

    assertThat(listed().body()).contains("connect", "again").doesNotContain(keycloak.text("token"));
  }

  @Test
  void aClientUsesItsOwnTokens() {
    provider("oauth-client");
    awaitConnected();

    assertThat(whose()).isEqualTo("service-account-auterity");
    assertThat(whose()).isEqualTo("service-account-auterity");
  }

  private void provider(String kind) {
    admin.apply(
        """
        kind: provider
        id: realm
        spec: {connector: realm, unverified: true, config: {url: "%s"},
          auth: {%s: {clientId: auterity, secret: client}}}
        """
            .formatted(keycloak.text("url"), kind));
  }

  // A machine that is slow may look at it behind the one who applies it.
  private void awaitConnected() {
    for (int i = 0; i < 500 && !isConnected(); i++) {
      Thread.onSpinWait();
    }
    assertThat(isConnected()).isTrue();
  }

  private boolean isConnected() {
    return "connected".equals(admin.get("/api/v1/providers/realm").text("state"));
  }

  private Reply listed() {
    return admin.post("/api/v1/call/tracker.project.list", "{}");
  }

  private String whose() {
    Reply listed = listed();
    assertThat(listed.status()).as(listed.toString()).isEqualTo(200);
    return listed.text("items.0.key");
  }

  /** What a person brings back: they sign in by the form of the page, and are sent on. */
  private String agreed(String authorize) throws IOException, InterruptedException {
    String back = keycloak.agreed(authorize);
    return "{\"state\": \"%s\", \"code\": \"%s\"}"
        .formatted(parameter(back, "state"), parameter(back, "code"));
  }

  private static String parameter(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
    assertThat(found.find()).as(address).isTrue();
    return found.group(1);
  }

  private String ada() throws IOException, InterruptedException {
    return Objects.requireNonNull(
        first(manage("GET", "/users?username=ada", BodyPublishers.noBody())).text("id"));
  }

  private int sessions() throws IOException, InterruptedException {
    Json read =
        new JsonReader(100_000)
            .read(
                manage("GET", "/users/" + ada() + "/sessions", BodyPublishers.noBody())
                    .getBytes(StandardCharsets.UTF_8));
    return ((Json.Arr) read).items().size();
  }

  private static Json.Obj first(String body) {
    Json read = new JsonReader(100_000).read(body.getBytes(StandardCharsets.UTF_8));
    return (Json.Obj) ((Json.Arr) read).items().getFirst();
  }

  /** Asks for something of the realm as its administrator. */
  private String manage(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> given =
        browser.send(
            HttpRequest.newBuilder(
                    URI.create(
                        keycloak.text("url") + "/realms/master/protocol/openid-connect/token"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                            .formatted(
                                keycloak.text("admin"),
                                KeycloakWitness.encoded(keycloak.text("password")))))
                .build(),
            BodyHandlers.ofString());
    String token =
        Objects.requireNonNull(
            new JsonReader(100_000)
                .readObject(given.body().getBytes(StandardCharsets.UTF_8))
                .text("access_token"));
    HttpResponse<String> done =
        browser.send(
            HttpRequest.newBuilder(
                    URI.create(keycloak.text("url") + "/admin/realms/witness" + path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .method(method, body)
                .build(),
            BodyHandlers.ofString());
    assertThat(done.statusCode()).as(done.body()).isBetween(200, 299);
    return done.body();
  }
}
