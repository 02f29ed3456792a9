package io.auterity.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.webhook.WebhookSignatureRule.Pieces;
import io.auterity.webhook.WebhookSignatureRule.Scheme;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureRuleTest {

  /** As GitHub's documentation publishes them. */
  private static final String SECRET = "It's a Secret to Everybody";

  private static final byte[] BODY = "Hello, World!".getBytes(UTF_8);
  private static final String SIGNATURE =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private static final WebhookSignatureRule GITHUB =
      new WebhookSignatureRule(
          Scheme.HMAC_SHA256, "X-Hub-Signature-256", "sha256=", false, Pieces.NONE, false);

  private static boolean github(String header, String body, String... secrets) {
    return GITHUB.verifies(
        Map.of("x-hub-signature-256", header), body.getBytes(UTF_8), List.of(secrets));
  }

  @Test
  void thePublishedSignatureOfGithubIsRight() {
    assertThat(
            GITHUB.verifies(
                Map.of("x-hub-signature-256", "sha256=" + SIGNATURE), BODY, List.of(SECRET)))
        .isTrue();
  }

  @Test
  void anyValidSecretWill() {
    assertThat(github("sha256=" + SIGNATURE, "Hello, World!", "newer", SECRET)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17|Hello, World?",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18|Hello, World!",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17|Hello, World!",
        "sha256=|Hello, World!",
        "sha256=75|Hello, World!",
        "sha256=no hex at all|Hello, World!"
      })
  void aForgeryIsNone(String header, String body) {
    assertThat(github(header, body, SECRET)).isFalse();
  }

  @Test
  void nothingVerifiesWithoutASecretOrHeader() {
    assertThat(github("sha256=" + SIGNATURE, "Hello, World!")).isFalse();
    assertThat(GITHUB.verifies(Map.of(), BODY, List.of(SECRET))).isFalse();
    assertThat(GITHUB.signed(Map.of())).isFalse();
    assertThat(github("sha256=" + SIGNATURE, "Hello, World!", "")).isFalse();
  }

  @Test
  void ofAHeaderOfPartsAnySignatureWill() {
    WebhookSignatureRule rule =
        WebhookSignatureRule.of(
            Json.EMPTY
                .with("scheme", Json.of("hmac-sha256"))
                .with("header", Json.of("stripe-signature"))
                .with("part", Json.of("v1")));
    Map<String, String> headers =
        Map.of("stripe-signature", "t=1492774577, v1=00ff, v1=" + SIGNATURE + ",v0=6ffb");

    assertThat(rule.parts(headers))
        .containsEntry("t", "1492774577")
        .containsEntry("v1", "00ff")
        .containsEntry("v0", "6ffb");
    assertThat(rule.verifies(headers, BODY, List.of(SECRET))).isTrue();
    assertThat(rule.verifies(headers, new byte[1], List.of(SECRET))).isFalse();
    assertThat(rule.signed(Map.of("stripe-signature", "t=1,v0=" + SIGNATURE))).isFalse();
  }

  @Test
  void aTokenIsTheSecretItself() {
    WebhookSignatureRule rule =
        new WebhookSignatureRule(Scheme.TOKEN, "x-gitlab-token", "", false, Pieces.NONE, false);

    assertThat(rule.verifies(Map.of("x-gitlab-token", "s3"), BODY, List.of("s3"))).isTrue();
    assertThat(rule.verifies(Map.of("x-gitlab-token", "s4"), BODY, List.of("s3"))).isFalse();
  }

  /** RFC 8032, 7.1, TEST 3. */
  @Test
  void theSignatureOfAPrivateKeyIsVerifiedByThePublicOne() {
    WebhookSignatureRule rule =
        new WebhookSignatureRule(
            Scheme.ED25519, "x-signature-ed25519", "", false, Pieces.NONE, false);
    String key = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    Map<String, String> headers =
        Map.of(
            "x-signature-ed25519",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    assertThat(rule.verifies(headers, HexFormat.of().parseHex("af82"), List.of(key))).isTrue();
    assertThat(rule.verifies(headers, HexFormat.of().parseHex("af83"), List.of(key))).isFalse();
    assertThat(rule.verifies(headers, HexFormat.of().parseHex("af82"), List.of("no key")))
        .isFalse();
  }

  @Test
  void sha1AndSha512AndBase64() {
    byte[] body = "what do ya want for nothing?".getBytes(UTF_8);

    // RFC 2202 and RFC 4231, test case 2.
    assertThat(
            new WebhookSignatureRule(Scheme.HMAC_SHA1, "s", "", false, Pieces.NONE, false)
                .verifies(
                    Map.of("s", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"), body, List.of("Jefe")))
        .isTrue();
    assertThat(
            new WebhookSignatureRule(Scheme.HMAC_SHA512, "s", "", true, Pieces.NONE, false)
                .verifies(
                    Map.of(
                        "s",
                        "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9"
                            + "yuqxo01Ka0tjbgcKOLznNw=="),
                    body,
                    List.of("Jefe")))
        .isTrue();
  }

  private static WebhookSignatureRule standard() {
    return WebhookSignatureRule.of(
        Json.EMPTY
            .with("scheme", Json.of("hmac-sha256"))
            .with("header", Json.of("webhook-signature"))
            .with("encoding", Json.of("base64"))
            .with("part", Json.of("v1"))
            .with("between", Json.of(" "))
            .with("after", Json.of(","))
            .with("key", Json.of("base64")));
  }

  /** As the libraries of Standard Webhooks test themselves. */
  @ParameterizedTest
  @CsvSource({
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,true",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,true",
    "whsec_NfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,false",
    "whsec_,false",
    "whsec_no base64,false"
  })
  void aStandardWebhookIsSignedByBytes(String secret, boolean right) {
    byte[] signed =
        "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}".getBytes(UTF_8);
    Map<String, String> headers =
        Map.of(
            "webhook-signature",
            "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= "
                + "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v2,AAAA");

    assertThat(standard().verifies(headers, signed, List.of(secret))).isEqualTo(right);
  }

  @Test
  void ofManySignaturesTheFirstEightCount() {
    WebhookSignatureRule rule =
        new WebhookSignatureRule(
            Scheme.HMAC_SHA256, "s", "", false, new Pieces("v1", null, "="), false);
    String right = "v1=" + SIGNATURE;

    assertThat(rule.verifies(Map.of("s", "v1=00,".repeat(7) + right), BODY, List.of(SECRET)))
        .isTrue();
    assertThat(rule.verifies(Map.of("s", "v1=00,".repeat(8) + right), BODY, List.of(SECRET)))
        .isFalse();
  }

  @Test
  void aTokenThatAVendorSignsIsVerifiedByNoSecret() {
    WebhookSignatureRule rule = WebhookSignatureRule.of(Json.EMPTY.with("scheme", Json.of("jwt")));
    Map<String, String> headers = Map.of("authorization", "Bearer " + SECRET);

    assertThat(rule.header()).isEqualTo("authorization");
    assertThat(rule.signed(headers)).isTrue();
    assertThat(rule.verifies(headers, BODY, List.of(SECRET))).isFalse();
  }
}
