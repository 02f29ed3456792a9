package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.KeycloakWitness;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ada signs in with her account at a real Keycloak, by the form that it shows her. */
@Tag("postgresql")
class KeycloakSignInOnServer {

  @RegisterExtension
  static final RunningServer server = RunningServer.approving(plugins -> {}, "127.0.0.1:* for *");

  private final KeycloakWitness keycloak = new KeycloakWitness();
  private final Client admin = server.newTenant();
  private final String tenant = admin.get("/api/v1/session").text("tenant.name");

  @BeforeEach
  void apply() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(keycloak.text("token")));
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
            .formatted(keycloak.text("issuer")));
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

    URI callback = URI.create(keycloak.agreed(begun.text("authorize")));
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
    assertThat(admin.get("/api/v1/people").body()).contains(keycloak.text("issuer"));
  }
}
