package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.AuthForm.BodyForm;
import io.auterity.spi.AuthForm.ClientForm;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.AuthForm.GivenBack;
import io.auterity.spi.AuthForm.Revocation;
import io.auterity.spi.AuthForm.RevocationRequest;
import io.auterity.spi.AuthForm.ScopeForm;
import io.auterity.spi.AuthForm.TakenBack;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OauthClientTest {

  private static final URI PLACE = URI.create("https://vendor.test/o/token");
  private static final Dialect OWN =
      new Dialect(
          ClientForm.BASIC,
          BodyForm.JSON,
          ScopeForm.COMMAS,
          false,
          Revocation.ofAccess(),
          Map.of("vendor-version", "2025-09-03"));

  @Test
  void aVendorMayWantJsonTheSecretInAHeaderAndOneOfItsOwn() {
    WireRequest request = client(OWN).request(PLACE, Map.of("grant_type", "authorization_code"));

    assertThat(body(request)).isEqualTo("{\"grant_type\":\"authorization_code\"}");
    assertThat(request.headers())
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("vendor-version", List.of("2025-09-03"))
        .containsEntry(
            "authorization", List.of("Basic " + Signing.Basic.encoded("me", "s%26cret")));
  }

  @Test
  void aClientWithoutASecretTellsItsNameAloneWhateverTheForm() {
    WireRequest request = new OauthClient("me", null, OWN).request(PLACE, Map.of("a", "b"));

    assertThat(body(request)).isEqualTo("{\"a\":\"b\",\"client_id\":\"me\"}");
    assertThat(request.headers()).doesNotContainKey("authorization");
  }

  @Test
  void scopesAreOneTextAsTheVendorWrites() {
    WireRequest request =
        new ClientGrant(PLACE, client(OWN), "read write").request(Instant.EPOCH, null);

    assertThat(body(request)).contains("\"scope\":\"read,write\"");
  }

  @Test
  void tokensAreGivenBackAsTheVendorTakesThem() {
    TokenStore.Kept both = kept("r-1");

    assertThat(body(client(Dialect.USUAL).revocation(PLACE, both))).contains("token=r-1");
    assertThat(body(client(Dialect.USUAL).revocation(PLACE, kept(null)))).contains("token=a-1");
    assertThat(body(client(OWN).revocation(PLACE, both))).isEqualTo("{\"token\":\"a-1\"}");
  }

  @Test
  void aVendorMayTakeThemByAWayOfItsOwn() {
    Revocation own =
        new Revocation(
            GivenBack.ACCESS,
            "access_token",
            new RevocationRequest(
                "DELETE", "/applications/{client}/token", ClientForm.BASIC, BodyForm.JSON),
            TakenBack.USUAL);
    Dialect dialect =
        new Dialect(ClientForm.FIELDS, BodyForm.FORM, ScopeForm.SPACES, true, own, Map.of());

    WireRequest request =
        new OauthClient("me/1", "s&cret", dialect)
            .revocation(URI.create("https://api.github.test/api/v3"), kept("r-1"));

    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.uri())
        .hasToString("https://api.github.test/api/v3/applications/me%2F1/token");
    assertThat(body(request)).isEqualTo("{\"access_token\":\"a-1\"}");
    assertThat(request.headers()).containsKey("authorization");
  }

  @Test
  void aTokenMayBeTheCredentialByWhichItGoesBack() {
    WireRequest request = client(back(null, ClientForm.NONE)).revocation(PLACE, kept("r-1"));

    assertThat(request.uri()).hasToString(PLACE + "/auth.revoke");
    assertThat(request.headers())
        .containsEntry("authorization", List.of("Bearer a-1"))
        .doesNotContainKey("content-type");
    assertThat(body(request)).isEmpty();
  }

  @Test
  void aClientMayTellNothingOfItselfWithATokenThatGoesBack() {
    WireRequest request = client(back("token", ClientForm.NONE)).revocation(PLACE, kept("r-1"));

    assertThat(body(request)).isEqualTo("token=a-1");
    assertThat(request.headers()).doesNotContainKey("authorization");
  }

  private static Dialect back(@Nullable String field, ClientForm client) {
    RevocationRequest request = new RevocationRequest("POST", "/auth.revoke", client, null);
    return new Dialect(
        ClientForm.BASIC,
        BodyForm.FORM,
        ScopeForm.SPACES,
        true,
        new Revocation(GivenBack.ACCESS, field, request, TakenBack.USUAL),
        Map.of());
  }

  private static OauthClient client(Dialect dialect) {
    return new OauthClient("me", "s&cret", dialect);
  }

  private static TokenStore.Kept kept(@Nullable String refresh) {
    return new TokenStore.Kept(
        "i", "a-1", refresh, Instant.EPOCH, Instant.EPOCH, false, GrantDetails.of(Instant.EPOCH));
  }

  private static String body(WireRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }
}
