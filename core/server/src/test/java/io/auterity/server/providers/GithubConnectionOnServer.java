package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.KeycloakWitness;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.StartedWitness;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A provider is connected as {@code github.yaml} says, to an emulator of GitHub that others wrote.
 * It sends people back to addresses that it was started with alone, so the test brings the code
 * from there; it takes no tokens back.
 */
@Tag("postgresql")
class GithubConnectionOnServer {

  /** One of those that it knows. */
  private static final String BACK = "http%3A%2F%2F127.0.0.1%2Fcallback";

  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  /** With how GitHub is asked for tokens; its only operation tells whose token it has. */
  private static final String CONNECTOR =
      """
      plugin: hub
      format: 1
      version: 1.0.0
      summary: Whose token an emulator of GitHub was shown
      vendor: {name: Emulated GitHub, docs: "https://github.com/vercel-labs/emulate"}
      config:
        api: {type: string, format: uri, description: Address of the API}
        web: {type: string, format: uri, description: Address of the pages}
      servers: {api: {url: "${config.api}"}}
      auth:
      OAUTH
      headers: {accept: application/vnd.github+json, user-agent: auterity}
      check: {request: GET /user}
      paging: {all: {style: whole}}
      connectors:
        hub:
          kind: tracker
          operations:
            project.list:
              request: GET /user
              page: all
              items: "${[body]}"
              result: {ref: "${string(it.id)}", key: "${it.login}", name: "${it.login}"}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(GithubConnectionOnServer::connector, "127.0.0.1:* for *");

  private final StartedWitness emulator = StartedWitness.of("emulate");
  private final Client admin = server.newTenant();
  private final HttpClient browser = HttpClient.newHttpClient();

  private static void connector(Path plugins) {
    try {
      String github = Files.readString(Repository.root().resolve("plugins/vendors/github.yaml"));
      Matcher oauth = Pattern.compile("(?s)  - \\{kind: oauth2.*?\\n(?=\\S)").matcher(github);
      assertThat(oauth.find()).isTrue();
      Files.writeString(plugins.resolve("hub.yaml"), CONNECTOR.replace("OAUTH\n", oauth.group()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void apply() {
    secret(emulator.text("token"));
    admin.apply(
        """
        kind: provider
        id: hub
        spec: {connector: hub, unverified: true, config: {api: "%s", web: "%s"},
          auth: {oauth2: {clientId: auterity, secret: client}}}
        """
            .formatted(emulator.text("github"), emulator.text("github")));
  }

  private void secret(String value) {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(value));
  }

  @Test
  void aPersonConnectsAProvider() throws Exception {
    Reply connected = admin.post("/api/v1/connections", agreed());

    assertThat(connected.status()).as(connected.toString()).isEqualTo(200);
    Reply listed = admin.post("/api/v1/call/tracker.project.list", "{}");
    assertThat(listed.text("items.0.key")).as(listed.toString()).isEqualTo("auterity");
  }

  /** It answers 200 to what it refuses. */
  @Test
  void whatIsRefusedIsTold() throws Exception {
    Reply wrong = admin.post("/api/v1/connections", agreed().replaceFirst("\"code\": \"", "$0no"));
    secret("another-secret");
    Reply unknown = admin.post("/api/v1/connections", agreed());

    assertThat(wrong.status()).as(wrong.toString()).isEqualTo(403);
    assertThat(wrong.body()).contains("bad_verification_code");
    assertThat(unknown.status()).as(unknown.toString()).isBetween(400, 499);
    assertThat(unknown.body())
        .contains("incorrect_client_credentials")
        .doesNotContain("another-secret");
  }

  /** What a person brings back who chooses who they are at the page. */
  private String agreed() throws IOException, InterruptedException {
    Reply begun = admin.post("/api/v1/providers/hub/connect", "{}");
    assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
    String authorize = begun.text("authorize");
    String page =
        browser
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            authorize.replaceFirst("redirect_uri=[^&]+", "redirect_uri=" + BACK)))
                    .build(),
                BodyHandlers.ofString())
            .body();
    int chosen = page.indexOf("name=\"login\" value=\"auterity\"");
    assertThat(chosen).as(page).isPositive();
    String form = page.substring(page.lastIndexOf("<form", chosen), page.indexOf("</form", chosen));
    StringBuilder fields = new StringBuilder();
    Matcher field = FIELD.matcher(form);
    while (field.find()) {
      String value = KeycloakWitness.encoded(field.group(2).replace("&amp;", "&"));
      fields.append('&').append(field.group(1)).append('=').append(value);
    }
    HttpResponse<String> sent =
        browser.send(
            HttpRequest.newBuilder(URI.create(emulator.text("github") + "/login/oauth/callback"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.substring(1)))
                .build(),
            BodyHandlers.ofString());
    String back = sent.headers().firstValue("location").orElseThrow();
    return "{\"state\": \"%s\", \"code\": \"%s\"}"
        .formatted(parameter(back, "state"), parameter(back, "code"));
  }

  private static String parameter(String address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
    assertThat(found.find()).as(address).isTrue();
    return found.group(1);
  }
}
