package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.control.access.AccessRole;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A token that Firebase's own emulator gave (firebase-tools 15.34.2), which signs none. */
class FirebaseTokenTest {

  private static final String HEADER = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
  private static final String CLAIMS =
      "eyJlbWFpbCI6ImFkYUBleGFtcGxlLnRlc3QiLCJlbWFpbF92ZXJpZmllZCI6ZmFsc2UsImF1dGhfdGlt"
          + "ZSI6MTc5NTQ1ODA0NCwidXNlcl9pZCI6IkZJRFMzMDFEWHY4MHo3WjlXdDVSa0xneTRkOGEiLCJmaXJl"
          + "YmFzZSI6eyJpZGVudGl0aWVzIjp7ImVtYWlsIjpbImFkYUBleGFtcGxlLnRlc3QiXX0sInNpZ25faW5f"
          + "cHJvdmlkZXIiOiJwYXNzd29yZCJ9LCJpYXQiOjE3OTU0NTgwNDQsImV4cCI6MTc5NTQ2MTY0NCwiYXVk"
          + "IjoiZGVtby1hdXRlcml0eSIsImlzcyI6Imh0dHBzOi8vc2VjdXJldG9rZW4uZ29vZ2xlLmNvbS9kZW1v"
          + "LWF1dGVyaXR5Iiwic3ViIjoiRklEUzMwMURYdjgwejdaOVd0NVJrTGd5NGQ4YSJ9";
  private static final Instant GIVEN = Instant.ofEpochSecond(1_795_458_044);

  private static final TokenForge FORGE = new TokenForge();
  private static final Issuer ISSUER =
      Issuer.of(
          "firebase",
          json(
              """
              {"preset": "firebase", "project": "demo-auterity", "rules": [
                {"role": "viewer", "claim": "firebase.sign_in_provider", "equals": "password"},
                {"role": "admin", "domain": "example.test"}]}
              """));

  private static Json.Obj json(String text) {
    return new JsonReader(10_000).readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TokenVerdict verify(String token, Instant now) {
    TokenTerms terms =
        new TokenTerms(
            ISSUER.issuer(),
            ISSUER.client(),
            ISSUER.algorithms(),
            Duration.ofMinutes(5),
            null,
            null);
    return IdTokens.verify(token, terms, SigningKeys.read(FORGE.set()), now);
  }

  private static Json.Obj claims() {
    return json(new String(Base64.getUrlDecoder().decode(CLAIMS), StandardCharsets.UTF_8));
  }

  @Test
  void asItIsNotSignedItIsRefused() {
    assertThat(verify(HEADER + "." + CLAIMS + ".", GIVEN))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.MALFORMED));
    assertThat(verify(HEADER + "." + CLAIMS + ".AAAA", GIVEN))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.ALGORITHM));
  }

  @Test
  void whatItSaysIsTakenWhereAKeyOfTheIssuerHasSignedIt() {
    String signed = FORGE.rs256(TokenForge.header("RS256", "r1"), claims());

    assertThat(verify(signed, GIVEN.plusSeconds(60))).isEqualTo(new TokenVerdict.Taken(claims()));
    assertThat(verify(signed, GIVEN.plus(Duration.ofMinutes(30))))
        .as("a token that was given long ago is good for Firebase still, and not for a sign-in")
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.TOO_OLD));
    assertThat(ISSUER.rules().roles(claims()))
        .as("how somebody signed in counts, and an address that is not verified does not")
        .containsExactly(AccessRole.VIEWER);
  }
}
