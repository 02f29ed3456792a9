package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.auterity.spi.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokensTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  private static final TokenForge FORGE = new TokenForge();
  private static final TokenForge OTHER = new TokenForge();
  private static final SigningKeys KEYS = SigningKeys.read(FORGE.set());
  private static final Json.Obj CLAIMS = TokenForge.claims(NOW);
  private static final Json.Obj RS = TokenForge.header("RS256", "r1");

  private static TokenVerdict verify(String token) {
    return IdTokens.verify(token, terms("n-1", null), KEYS, NOW);
  }

  private static TokenTerms terms(String nonce, @Nullable String accessToken) {
    return new TokenTerms(
        TokenForge.ISSUER,
        TokenForge.CLIENT,
        Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256),
        Duration.ofMinutes(15),
        nonce,
        accessToken);
  }

  @Test
  void aTokenOfTheIssuerIsTakenWithItsClaims() {
    assertThat(verify(FORGE.rs256(RS, CLAIMS))).isEqualTo(new TokenVerdict.Taken(CLAIMS));
    assertThat(verify(FORGE.es256(TokenForge.header("ES256", "e1"), CLAIMS)))
        .isEqualTo(new TokenVerdict.Taken(CLAIMS));
  }

  @Test
  void aTokenWithoutAKeyIdIsReadWithTheOnlyKeyThatFits() {
    Json.Obj header = Json.EMPTY.with("alg", Json.of("RS256"));
    Json.Obj two =
        Json.EMPTY.with("keys", Json.array(List.of(FORGE.rsaKey("a"), OTHER.rsaKey("b"))));

    assertThat(verify(FORGE.rs256(header, CLAIMS))).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(
            IdTokens.verify(
                FORGE.rs256(header, CLAIMS), terms("n-1", null), SigningKeys.read(two), NOW))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whatIsNotTheIssuersIsRefused(String what, String token, TokenFlaw flaw) {
    assertThat(verify(token)).as(what).isEqualTo(new TokenVerdict.Refused(flaw));
  }

  static Stream<Arguments> whatIsNotTheIssuersIsRefused() {
    return Stream.of(forged(), pointing(), otherwise(), outOfTime()).flatMap(each -> each);
  }

  private static Stream<Arguments> forged() {
    String good = FORGE.rs256(RS, CLAIMS);
    String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
    Json.Obj none = Json.EMPTY.with("alg", Json.of("none"));
    String bare = TokenForge.part(none) + "." + TokenForge.part(CLAIMS) + ".";
    byte[] known = FORGE.rsa.getPublic().getEncoded();
    String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
    String psychic =
        TokenForge.part(TokenForge.header("ES256", "e1")) + "." + TokenForge.part(CLAIMS) + ".";
    return Stream.of(
        arguments("no algorithm, no signature", bare, TokenFlaw.MALFORMED),
        arguments("no algorithm", bare + "AA", TokenFlaw.ALGORITHM),
        arguments(
            "no algorithm, spelled otherwise",
            TokenForge.part(none.with("alg", Json.of("nOnE")))
                + "."
                + TokenForge.part(CLAIMS)
                + ".AA",
            TokenFlaw.ALGORITHM),
        arguments(
            "a public key taken for a secret",
            FORGE.hs256(TokenForge.header("HS256", "r1"), CLAIMS, known),
            TokenFlaw.ALGORITHM),
        arguments(
            "an algorithm that is not this issuer's",
            FORGE.rs256(TokenForge.header("RS512", "r1"), CLAIMS),
            TokenFlaw.ALGORITHM),
        arguments("another's key of the same id", OTHER.rs256(RS, CLAIMS), TokenFlaw.SIGNATURE),
        arguments("no signature", unsigned, TokenFlaw.MALFORMED),
        arguments("another signature", unsigned + zero, TokenFlaw.SIGNATURE),
        arguments("zeros for a curve", psychic + zero, TokenFlaw.SIGNATURE),
        arguments(
            "changed claims",
            TokenForge.part(RS)
                + "."
                + TokenForge.part(CLAIMS.with("sub", Json.of("root")))
                + good.substring(good.lastIndexOf('.')),
            TokenFlaw.SIGNATURE),
        arguments(
            "a curve's key for RSA",
            FORGE.rs256(TokenForge.header("RS256", "e1"), CLAIMS),
            TokenFlaw.UNKNOWN_KEY),
        arguments("padding", good + "=", TokenFlaw.MALFORMED),
        arguments("five parts", good + ".a.b", TokenFlaw.MALFORMED),
        arguments("nothing", "", TokenFlaw.MALFORMED),
        arguments("endless", "a".repeat(20_000), TokenFlaw.MALFORMED),
        arguments(
            "an algorithm twice",
            TokenForge.encoded("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"r1\"}")
                + good.substring(good.indexOf('.')),
            TokenFlaw.MALFORMED));
  }

  private static Stream<Arguments> pointing() {
    Json.Obj mine = RS.with("kid", Json.of("mine"));
    return Stream.of(
        arguments(
            "a key that it brings",
            OTHER.rs256(mine.with("jwk", OTHER.rsaKey("mine")), CLAIMS),
            TokenFlaw.UNKNOWN_KEY),
        arguments(
            "a key that it brings under a known id",
            OTHER.rs256(RS.with("jwk", OTHER.rsaKey("r1")), CLAIMS),
            TokenFlaw.SIGNATURE),
        arguments(
            "an address of keys",
            OTHER.rs256(RS.with("jku", Json.of("https://evil.test/keys")), CLAIMS),
            TokenFlaw.SIGNATURE),
        arguments(
            "an address of a certificate",
            OTHER.rs256(RS.with("x5u", Json.of("https://evil.test/pem")), CLAIMS),
            TokenFlaw.SIGNATURE),
        arguments(
            "a path for an id",
            FORGE.rs256(RS.with("kid", Json.of("../../dev/null")), CLAIMS),
            TokenFlaw.UNKNOWN_KEY),
        arguments(
            "a statement for an id",
            FORGE.rs256(RS.with("kid", Json.of("r1' or '1'='1")), CLAIMS),
            TokenFlaw.UNKNOWN_KEY),
        arguments(
            "a number for an id",
            FORGE.rs256(RS.with("kid", Json.of(1)), CLAIMS),
            TokenFlaw.HEADER),
        arguments(
            "what must be understood",
            FORGE.rs256(RS.with("crit", Json.array(List.of(Json.of("exp")))), CLAIMS),
            TokenFlaw.HEADER),
        arguments(
            "a body as it is",
            FORGE.rs256(RS.with("b64", Json.of(false)), CLAIMS),
            TokenFlaw.HEADER),
        arguments(
            "an access token",
            FORGE.rs256(RS.with("typ", Json.of("at+jwt")), CLAIMS),
            TokenFlaw.HEADER));
  }

  private static Stream<Arguments> otherwise() {
    Json.Arr two = Json.array(List.of(Json.of("other"), Json.of(TokenForge.CLIENT)));
    return Stream.of(
        claimed("another issuer", "iss", Json.of("https://evil.test"), TokenFlaw.ISSUER),
        claimed("a slash more", "iss", Json.of(TokenForge.ISSUER + "/"), TokenFlaw.ISSUER),
        claimed("no issuer", "iss", Json.NULL, TokenFlaw.ISSUER),
        claimed("another client", "aud", Json.of("other"), TokenFlaw.AUDIENCE),
        claimed("no client", "aud", Json.array(List.of()), TokenFlaw.AUDIENCE),
        claimed("two clients, and none that asked", "aud", two, TokenFlaw.AUDIENCE),
        claimed("another that asked", "azp", Json.of("other"), TokenFlaw.AUDIENCE),
        claimed("nobody", "sub", Json.of(" "), TokenFlaw.SUBJECT),
        claimed("a number for a person", "sub", Json.of(7), TokenFlaw.SUBJECT),
        claimed("another sign-in", "nonce", Json.of("n-2"), TokenFlaw.NONCE),
        claimed("no sign-in", "nonce", Json.NULL, TokenFlaw.NONCE));
  }

  private static Stream<Arguments> outOfTime() {
    long now = NOW.getEpochSecond();
    return Stream.of(
        claimed("over", "exp", Json.of(now - 61), TokenFlaw.EXPIRED),
        claimed("no end", "exp", Json.NULL, TokenFlaw.EXPIRED),
        claimed("an end in words", "exp", Json.of("tomorrow"), TokenFlaw.EXPIRED),
        claimed("an end beyond all years", "exp", Json.of(1e300), TokenFlaw.EXPIRED),
        claimed("given long ago", "iat", Json.of(now - 961), TokenFlaw.TOO_OLD),
        claimed("given never", "iat", Json.NULL, TokenFlaw.TOO_OLD),
        claimed("given tomorrow", "iat", Json.of(now + 61), TokenFlaw.NOT_YET),
        claimed("not begun", "nbf", Json.of(now + 61), TokenFlaw.NOT_YET));
  }

  private static Arguments claimed(String what, String claim, Json value, TokenFlaw flaw) {
    return arguments(what, FORGE.rs256(RS, CLAIMS.with(claim, value)), flaw);
  }

  @Test
  void clocksMayBeAMinuteApart() {
    long now = NOW.getEpochSecond();

    assertThat(verify(FORGE.rs256(RS, CLAIMS.with("exp", Json.of(now - 59)))))
        .isInstanceOf(TokenVerdict.Taken.class);
    assertThat(verify(FORGE.rs256(RS, CLAIMS.with("nbf", Json.of(now + 59)))))
        .isInstanceOf(TokenVerdict.Taken.class);
  }

  private static TokenVerdict ofVendor(Json.Obj header, Json.Obj claims) {
    TokenTerms terms = TokenTerms.ofVendor(TokenForge.ISSUER, TokenForge.CLIENT);
    String token =
        "ES256".equals(header.text("alg"))
            ? FORGE.es256(header, claims)
            : FORGE.rs256(header, claims);
    return IdTokens.verify(token, terms, KEYS, NOW);
  }

  @Test
  void aTokenOfAVendorNamesNoPersonAndNoClientThatAsked() {
    long now = NOW.getEpochSecond();
    Json.Obj bare =
        Json.EMPTY
            .with("iss", Json.of(TokenForge.ISSUER))
            .with("aud", Json.of(TokenForge.CLIENT))
            .with("exp", Json.of(now + 3_600));
    Json.Obj old = bare.with("iat", Json.of(now - 40_000)).with("azp", Json.of("104029"));

    assertThat(ofVendor(RS, bare)).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(ofVendor(TokenForge.header("ES256", "e1"), old))
        .isInstanceOf(TokenVerdict.Taken.class);
    assertThat(ofVendor(TokenForge.header("RS512", "r1"), bare))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.ALGORITHM));
    assertThat(ofVendor(RS, bare.with("exp", Json.of(now - 61))))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.EXPIRED));
    assertThat(ofVendor(RS, bare.with("exp", Json.NULL)))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.EXPIRED));
    assertThat(ofVendor(RS, bare.with("iat", Json.of(now + 61))))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.NOT_YET));
    assertThat(ofVendor(RS, bare.with("iat", Json.of("today"))))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.NOT_YET));
    assertThat(ofVendor(RS, bare.with("nbf", Json.of(now + 61))))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.NOT_YET));
    assertThat(ofVendor(RS, bare.with("aud", Json.of("another"))))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.AUDIENCE));
  }

  @Test
  void aSignatureIsWrittenInOneWay() {
    String good = FORGE.rs256(RS, CLAIMS);
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = digits.indexOf(good.charAt(good.length() - 1));

    for (int more = 1; more < 16; more++) {
      String other = good.substring(0, good.length() - 1) + digits.charAt(last + more);
      assertThat(verify(other)).isEqualTo(new TokenVerdict.Refused(TokenFlaw.MALFORMED));
    }
  }

  @Test
  void ofACurveTwoSignaturesFitButWhatIsSignedIsTheSame() {
    String good = FORGE.es256(TokenForge.header("ES256", "e1"), CLAIMS);
    int end = good.lastIndexOf('.') + 1;
    byte[] pair = Base64.getUrlDecoder().decode(good.substring(end));
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    byte[] turned =
        order.subtract(new BigInteger(1, Arrays.copyOfRange(pair, 32, 64))).toByteArray();
    Arrays.fill(pair, 32, 64, (byte) 0);
    int length = Math.min(32, turned.length);
    System.arraycopy(turned, turned.length - length, pair, 64 - length, length);
    String other =
        good.substring(0, end) + Base64.getUrlEncoder().withoutPadding().encodeToString(pair);

    assertThat(other).isNotEqualTo(good);
    assertThat(verify(other)).isInstanceOf(TokenVerdict.Taken.class);
    assertThat(IdTokens.signed(other)).isEqualTo(IdTokens.signed(good)).isNotEmpty();
  }

  @Test
  void ofSeveralClientsTheOneThatAskedIsNamed() {
    Json.Obj claims =
        CLAIMS
            .with("aud", Json.array(List.of(Json.of("other"), Json.of(TokenForge.CLIENT))))
            .with("azp", Json.of(TokenForge.CLIENT));

    assertThat(verify(FORGE.rs256(RS, claims))).isInstanceOf(TokenVerdict.Taken.class);
  }

  @Test
  void aTokenIsBoundToTheAccessTokenThatCameWithIt() throws Exception {
    byte[] whole =
        MessageDigest.getInstance("SHA-256").digest("access".getBytes(StandardCharsets.US_ASCII));
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
    String token = FORGE.rs256(RS, CLAIMS.with("at_hash", Json.of(hash)));

    assertThat(IdTokens.verify(token, terms("n-1", "access"), KEYS, NOW))
        .isInstanceOf(TokenVerdict.Taken.class);
    assertThat(IdTokens.verify(token, terms("n-1", "another"), KEYS, NOW))
        .isEqualTo(new TokenVerdict.Refused(TokenFlaw.ACCESS_TOKEN));
  }

  @Test
  void keysForSomethingElseSignNothing() {
    Json.Obj forBodies =
        Json.EMPTY.with(
            "keys", Json.array(List.of(FORGE.rsaKey("r1").with("use", Json.of("enc")))));
    Json.Obj forOther =
        Json.EMPTY.with(
            "keys", Json.array(List.of(FORGE.rsaKey("r1").with("alg", Json.of("PS256")))));

    for (Json.Obj set : List.of(forBodies, forOther)) {
      assertThat(
              IdTokens.verify(
                  FORGE.rs256(RS, CLAIMS), terms("n-1", null), SigningKeys.read(set), NOW))
          .isEqualTo(new TokenVerdict.Refused(TokenFlaw.UNKNOWN_KEY));
    }
  }
}
