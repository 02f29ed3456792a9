package io.auterity.control.identity;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

  private static final JsonReader JSON = new JsonReader(100_000);
  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

  private static Json.Obj spec(String fields) {
    return json("{%s, 'rules': [{'role': 'viewer', 'domain': 'a.test'}]}".formatted(fields));
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(IssuerKind.class.getResourceAsStream("issuer.schema.json"))) {
      return JsonSchema.of(JSON.readObject(in.readAllBytes()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'issuer': 'https://i.test/realm', 'client': 'c' | https://i.test/realm | c",
        "'preset': 'google', 'client': 'c', 'secret': 's' | https://accounts.google.com | c",
        "'preset': 'microsoft', 'directory': '11111111-2222-3333-4444-555555555555', 'client': 'c',"
            + " 'secret': 's' |"
            + " https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0 | c",
        "'preset': 'apple', 'team': 'ABCDE12345', 'key': 'FGHIJ67890', 'client': 'c', 'secret': 's'"
            + " | https://appleid.apple.com | c",
        "'preset': 'github', 'client': 'c', 'secret': 's' | https://github.com | c",
        "'preset': 'github', 'url': 'https://ghe.test', 'client': 'c', 'secret': 's' |"
            + " https://ghe.test | c",
        "'preset': 'firebase', 'project': 'demo-1' | https://securetoken.google.com/demo-1 |"
            + " demo-1",
      })
  void presetsPinTheIssuerAndWhomItsTokensAreFor(String fields, String issuer, String client)
      throws IOException {
    assertThat(schema().check(spec(fields))).isEmpty();

    Issuer read = Issuer.of("one", spec(fields));

    assertThat(read.issuer()).isEqualTo(issuer);
    assertThat(read.client()).isEqualTo(client);
    assertThat(read.algorithms()).containsExactly(TokenAlgorithm.RS256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'client': 'c'",
        "'issuer': 'https://i.test'",
        "'issuer': 'ftp://i.test', 'client': 'c'",
        "'issuer': 'https://i.test', 'client': 'c', 'algorithms': ['HS256']",
        "'issuer': 'https://i.test', 'client': 'c', 'algorithms': ['none']",
        "'preset': 'google', 'client': 'c'",
        "'preset': 'google', 'client': 'c', 'secret': 's', 'issuer': 'https://evil.test'",
        "'preset': 'microsoft', 'directory': 'common', 'client': 'c', 'secret': 's'",
        "'preset': 'firebase', 'client': 'c'",
        "'preset': 'apple', 'client': 'c', 'secret': 's'",
      })
  void whatCannotBePinnedIsRefused(String fields) throws IOException {
    assertThat(schema().check(spec(fields))).isNotEmpty();
  }

  private static final String PLACES =
      """
      'authorization_endpoint': 'https://i.test/a', 'token_endpoint': 'https://t.test/t',
      'jwks_uri': 'https://i.test/k'
      """;

  @Test
  void anIssuerSaysWhereItIsAsked() {
    IssuerDocument document =
        IssuerDocument.read(json("{'issuer': 'https://i.test', " + PLACES + "}"), "https://i.test");

    assertThat(document.token()).isEqualTo(URI.create("https://t.test/t"));
    assertThat(document.namesItself()).isFalse();
  }

  @Test
  void whatAnotherIssuerSaysIsNotTaken() {
    Json.Obj other = json("{'issuer': 'https://i.test/', " + PLACES + "}");

    assertThatThrownBy(() -> IssuerDocument.read(other, "https://i.test"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("calls itself otherwise");
  }

  @Test
  void itLeadsNowhereWithoutEncryptionButToItself() {
    String text = "{'issuer': '%s', 'jwks_uri': 'http://127.0.0.1:8000/k', 'token_endpoint': '%s'}";

    assertThat(
            IssuerDocument.read(
                    json(text.formatted("http://127.0.0.1:8000", "http://127.0.0.1:8000/t")),
                    "http://127.0.0.1:8000")
                .token())
        .isNotNull();
    assertThatThrownBy(
            () ->
                IssuerDocument.read(
                    json(text.formatted("https://i.test", "https://i.test/t")), "https://i.test"))
        .hasMessageContaining("jwks_uri is not reached by https");
    assertThatThrownBy(
            () ->
                IssuerDocument.read(
                    json(text.formatted("http://127.0.0.1:8000", "http://169.254.169.254/t")),
                    "http://127.0.0.1:8000"))
        .hasMessageContaining("token_endpoint is not reached by https");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/runs?since=24h, /runs?since=24h",
        "-, /",
        "runs, /",
        "//evil.test, /",
        "/\\evil.test, /",
        "https://evil.test, /",
        "javascript:alert(1), /",
        "'/a\tb', /",
        "/a b, /",
        "/ä, /"
      })
  void theConsoleGoesOnAtAPathOfItsOwn(String wanted, String next) {
    assertThat(
            PendingSignIn.fresh(
                    "one", "https://here.test/signin/callback", wanted, NOW, new SecureRandom())
                .next())
        .isEqualTo(next);
  }

  @Test
  void aSignInThatWasBegunIsReadBack() {
    PendingSignIn begun =
        PendingSignIn.fresh("one", "https://here.test/cb", "/runs", NOW, new SecureRandom());
    PendingSignIn linking = begun.linking(new UUID(1, 2), new byte[] {1, 2});

    assertThat(PendingSignIn.read(begun.bytes())).usingRecursiveComparison().isEqualTo(begun);
    assertThat(PendingSignIn.read(linking.bytes())).usingRecursiveComparison().isEqualTo(linking);
    assertThat(Set.of(begun.state(), begun.nonce(), begun.verifier())).hasSize(3);
    assertThat(begun.isGood(NOW.plusSeconds(599))).isTrue();
    assertThat(begun.isGood(NOW.plusSeconds(600))).isFalse();
    assertThat(begun.toString()).doesNotContain(begun.state());
  }

  @Test
  void aClientOfAppleSignsItsSecret() {
    TokenForge forge = new TokenForge();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(forge.ec.getPrivate().getEncoded()));

    String secret = new AppleKey("ABCDE12345", "e1").secret(pem, "test.client", NOW);

    TokenTerms terms =
        new TokenTerms(
            "ABCDE12345",
            "https://appleid.apple.com",
            Set.of(TokenAlgorithm.ES256),
            Duration.ofMinutes(1),
            null,
            null);
    assertThat(IdTokens.verify(secret, terms, SigningKeys.read(forge.set()), NOW))
        .isInstanceOfSatisfying(
            TokenVerdict.Taken.class,
            taken -> assertThat(taken.claims().text("sub")).isEqualTo("test.client"));
    assertThatThrownBy(() -> new AppleKey("T", "k").secret("canary", "c", NOW))
        .isInstanceOf(CallFailedException.class)
        .hasMessageNotContaining("canary");
  }
}
