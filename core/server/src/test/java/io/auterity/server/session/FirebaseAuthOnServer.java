package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.StartedWitness;
import io.auterity.spi.Json;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * People whom a real emulator of Firebase knows. It signs no token: that one is refused for that
 * alone, and what it says of people is shown signed by an issuer that is not Firebase.
 */
@Tag("postgresql")
class FirebaseAuthOnServer {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final StartedWitness firebase = StartedWitness.of("firebase-auth");
  private final OutsideTenant people = new OutsideTenant(server, outside);

  private String given(String act, String body) {
    String path = "/identitytoolkit.googleapis.com/v1/accounts:" + act + "?key=any";
    Reply reply = new Client(firebase.text("url")).post(path, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.text("idToken");
  }

  private String withPassword() {
    String address = System.nanoTime() + "@example.test";
    return given(
        "signUp",
        "{\"email\": \"%s\", \"password\": \"secret-1\", \"returnSecureToken\": true}"
            .formatted(address));
  }

  private String withGoogle() {
    String known =
        "{\"sub\":\"g-1\",\"email\":\"bea@example.test\",\"email_verified\":true,\"name\":\"Bea\"}";
    Json.Obj body =
        Json.EMPTY
            .with(
                "postBody",
                Json.of("providerId=google.com&id_token=" + OutsideTenant.encoded(known)))
            .with("requestUri", Json.of("http://localhost"))
            .with("returnSecureToken", Json.of(true));
    return given("signInWithIdp", body.toString());
  }

  private static Json.Obj claims(String token) {
    return new JsonReader(10_000)
        .readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  @Test
  void aTokenThatNobodyHasSignedIsRefusedBeforeItIsRead() {
    people.admin.apply(
        """
        kind: issuer
        id: staff
        spec: {preset: firebase, project: %s, rules: [{role: viewer, claim: firebase.sign_in_provider, equals: password}]}
        """
            .formatted(firebase.text("project")));
    String token = withPassword();

    Reply unsigned = people.show(token);
    Reply pretended = people.show(token + "AAAA");

    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(unsigned.body()).contains("\"signIn\":\"token_malformed\"").doesNotContain(token);
    assertThat(pretended.body()).contains("\"signIn\":\"token_algorithm\"");
    assertThat(unsigned.headers().allValues("set-cookie")).isEmpty();
    assertThat(people.admin.get("/api/v1/people").at("items").toString()).isEqualTo("[]");
    assertThat(claims(token).text("iss"))
        .as("whom and what the preset pins")
        .isEqualTo("https://securetoken.google.com/" + firebase.text("project"));
    assertThat(claims(token).text("aud")).isEqualTo(firebase.text("project"));
  }

  @Test
  void whatItSaysOfPeopleGivesThemRolesWhereSomebodyTrustedHasSignedIt() {
    people.admin.apply(
        """
        kind: issuer
        id: staff
        spec:
          issuer: %s
          client: %s
          shown: true
          rules:
            - {role: viewer, claim: firebase.sign_in_provider, equals: google.com}
            - {role: operator, claim: firebase.sign_in_provider, equals: password}
            - {role: auditor, domain: example.test}
        """
            .formatted(outside.url(), people.client));

    Reply google = people.show(outside.given(people.client, claims(withGoogle())));
    Reply password = people.show(outside.given(people.client, claims(withPassword())));

    Reply bea = people.entered(google).get("/api/v1/session");
    assertThat(bea.text("principal.name")).isEqualTo("Bea");
    assertThat(bea.at("roles").toString()).isEqualTo("[\"auditor\",\"viewer\"]");
    assertThat(people.entered(password).get("/api/v1/session").at("roles").toString())
        .as("its address is not verified")
        .isEqualTo("[\"operator\"]");
  }
}
