package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ada signs in with her account at a real Keycloak, by the form that it shows her. */
@Tag("postgresql")
class KeycloakSignInOnServer {

  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  @RegisterExtension
  static final RunningServer server = RunningServer.approving(plugins -> {}, "127.0.0.1:* for *");

  private final Json.Obj keycloak = told();
  private final Client admin = server.newTenant();
  private final String tenant = admin.get("/api/v1/session").text("tenant.name");
  private final HttpClient browser = HttpClient.newHttpClient();

  private static Json.Obj told() {
    try {
      Path file = Path.of(System.getProperty("auterity.witness.keycloak", ""));
      return (Json.Obj) new JsonReader(10_000).read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException("no Keycloak was started", e);
    }
  }

  private String text(String field) {
    return Objects.requireNonNull(keycloak.text(field), field);
  }

  @BeforeEach
  void apply() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(text("token")));
    admin.apply(
        """
        kind: issuer
        id: staff
        spec:
          issuer: %s
          client: auterity
          secret: client
          scopes: [roles]
          rules:
            - {role: operator, claim: email, equals: ada@example.test}
            - {role: auditor, domain: example.test}
            - {role: admin, claim: sub, equals: nobody}
        """
            .formatted(text("issuer")));
  }

  @Test
  void adaSignsIn() throws IOException, InterruptedException {
    Reply begun =
        server
            .anonymous()
            .post(
                "/api/v1/sign-in",
                "{\"tenant\": \"%s\", \"issuer\": \"staff\", \"next\": \"/runs\"}"
                    .formatted(tenant));
    assertThat(begun.status()).as(begun.toString()).isEqualTo(200);

    URI callback = URI.create(agreed(begun.text("authorize")));
    assertThat(callback.getRawQuery()).as("it names itself").contains("iss=");
    Reply back =
        server
            .anonymous()
            .with("Cookie", begun.header("set-cookie").split(";", 2)[0])
            .get(callback.getRawPath() + "?" + callback.getRawQuery());

    assertThat(back.header("location")).isEqualTo("/runs");
    String session =
        back.headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("auterity_session="))
            .findFirst()
            .orElseThrow();
    Reply current =
        server.anonymous().with("Cookie", session.split(";", 2)[0]).get("/api/v1/session");
    assertThat(current.text("principal.name")).isEqualTo("Ada Lovelace");
    assertThat(current.at("roles").toString()).isEqualTo("[\"auditor\",\"operator\"]");
    assertThat(admin.get("/api/v1/people").body()).contains(text("issuer"));
  }

  /** What a browser does: the page, the form with name and password, and where that leads. */
  private String agreed(String authorize) throws IOException, InterruptedException {
    HttpResponse<String> page =
        browser.send(
            HttpRequest.newBuilder(URI.create(authorize)).build(), BodyHandlers.ofString());
    Matcher form = FORM.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    String filled =
        "username=ada&password="
            + URLEncoder.encode(text("password"), StandardCharsets.UTF_8)
            + "&credentialId=";
    HttpResponse<String> sent =
        browser.send(
            HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                // Its cookies are for encrypted connections, or this machine as browsers see it.
                .header(
                    "cookie",
                    page.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; ")))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(filled))
                .build(),
            BodyHandlers.ofString());
    return sent.headers().firstValue("location").orElseThrow(() -> new AssertionError(sent.body()));
  }
}
