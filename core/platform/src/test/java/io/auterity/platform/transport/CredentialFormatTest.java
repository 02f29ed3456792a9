package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.AuthForm;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored as a secret of several parts, and what is said of one that is none. */
class CredentialFormatTest {

  /** To make one takes a second. */
  static final KeyPair PAIR = pair();

  private static final String CANARY = "canary4711";

  @Test
  void readsAnAccessKeyInEachForm() {
    assertThat(AwsKey.read("AKIDEXAMPLE0000EXAMPLE:se/cr+et"))
        .isEqualTo(new AwsKey("AKIDEXAMPLE0000EXAMPLE", "se/cr+et", null));
    assertThat(AwsKey.read("ASIDEXAMPLE0000EXAMPLE:se/cr+et:to/ken==\n"))
        .isEqualTo(new AwsKey("ASIDEXAMPLE0000EXAMPLE", "se/cr+et", "to/ken=="));
    assertThat(
            AwsKey.read(
                """
                {"Version": 1, "AccessKeyId": "ASIDEXAMPLE0000EXAMPLE",
                 "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2026-11-21T22:00:00Z"}
                """))
        .isEqualTo(new AwsKey("ASIDEXAMPLE0000EXAMPLE", "s", "t"));
  }

  @Test
  void tellsNoSecretOfAKey() {
    assertThat(new AwsKey("AKID", CANARY, CANARY).toString()).doesNotContain(CANARY);
    assertThat(
            new ClientGrant(
                URI.create("https://x"),
                new OauthClient("me", CANARY, AuthForm.Dialect.USUAL),
                null))
        .asString()
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANARY,
        "AKIDEXAMPLE0000EXAMPLE:",
        "AKIDEXAMPLE0000EXAMPLE:" + CANARY + " " + CANARY,
        "AKIDEXAMPLE0000EXAMPLE:" + CANARY + "\nx",
        "AKIDEXAMPLE0000EXAMPLE:x:" + CANARY + "\r\nx-more: 1",
        CANARY + ":" + CANARY,
        "{\"AccessKeyId\": \"" + CANARY,
        "{\"AccessKeyId\": \"AKIDEXAMPLE0000EXAMPLE\", \"Secret\": \"" + CANARY + "\"}"
      })
  void refusesWhatIsNoAccessKeyWithoutTellingIt(String stored) {
    assertRefused(AwsKey::read, stored, "it is no access key of AWS; store it as ID:SECRET");
  }

  static Stream<String> noServiceAccounts() {
    return Stream.of(
        CANARY,
        "{\"" + CANARY,
        "[\"" + CANARY + "\"]",
        "{\"type\": \"authorized_user\", \"refresh_token\": \"" + CANARY + "\"}",
        account("a@b", CANARY),
        account("a@b", "-----BEGIN PRIVATE KEY-----" + CANARY + "-----END PRIVATE KEY-----"),
        account("", CANARY));
  }

  @ParameterizedTest
  @MethodSource("noServiceAccounts")
  void refusesWhatIsNoServiceAccountWithoutTellingIt(String stored) {
    assertRefused(GoogleKey::read, stored, "it is no JSON key of a Google service account: ");
  }

  @Test
  void saysWhoAsksForWhatInAnAssertionThatTheAccountSigned() throws GeneralSecurityException {
    GoogleKey key = GoogleKey.read(account("bot@p.iam.gserviceaccount.com", pem(PAIR)));

    String[] token =
        key.assertion(
                URI.create("https://oauth2.googleapis.com/token"),
                "https://www.googleapis.com/auth/cloud-platform",
                Instant.parse("2026-11-21T22:00:00Z"))
            .split("\\.", -1);

    assertThat(json(token[0]).toString())
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}");
    assertThat(json(token[1]).toString())
        .isEqualTo(
            "{\"iss\":\"bot@p.iam.gserviceaccount.com\","
                + "\"scope\":\"https://www.googleapis.com/auth/cloud-platform\","
                + "\"aud\":\"https://oauth2.googleapis.com/token\","
                + "\"iat\":1795298400,\"exp\":1795302000}");
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(PAIR.getPublic());
    check.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(check.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    assertThat(key.toString()).isEqualTo("key 'key-1' of bot@p.iam.gserviceaccount.com");
  }

  private static void assertRefused(Function<String, ?> reader, String stored, String message) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> reader.apply(stored))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID);
              assertThat(e.failure().message()).startsWith(message);
              assertThat(e.failure().toString()).doesNotContain(CANARY);
            });
  }

  private static Json json(String part) {
    return new JsonReader(10_000).read(Base64.getUrlDecoder().decode(part));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A private key as Google's files have it. */
  static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** A key file. */
  static String account(String email, String pem) {
    Json.Obj file =
        Json.EMPTY
            .with("type", Json.of("service_account"))
            .with("project_id", Json.of("p"))
            .with("private_key_id", Json.of("key-1"))
            .with("private_key", Json.of(pem))
            .with("client_email", Json.of(email));
    return new String(JsonWriter.bytes(file), StandardCharsets.UTF_8);
  }
}
