package io.auterity.control.identity;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of a client of Apple, which signs a new client secret (a JWT) for each request (Apple,
 * "Creating a client secret").
 *
 * @param team whose it is
 * @param key its id
 */
record AppleKey(String team, String key) {

  private static final Duration VALID = Duration.ofMinutes(5);
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern PEM =
      Pattern.compile("(?s)\\s*-----BEGIN PRIVATE KEY-----(.+)-----END PRIVATE KEY-----\\s*");

  static @Nullable AppleKey of(Json.Obj spec) {
    String team = spec.text("team");
    String key = spec.text("key");
    return team == null || key == null ? null : new AppleKey(team, key);
  }

  /**
   * A secret for the next minutes.
   *
   * @param pem the key, as Apple gave it
   * @throws CallFailedException {@code invalid} when it is none, without telling of it
   */
  String secret(String pem, String client, Instant now) {
    Json.Obj header =
        Json.EMPTY
            .with("alg", Json.of("ES256"))
            .with("kid", Json.of(key))
            .with("typ", Json.of("JWT"));
    Json.Obj claims =
        Json.EMPTY
            .with("iss", Json.of(team))
            .with("iat", Json.of(now.getEpochSecond()))
            .with("exp", Json.of(now.plus(VALID).getEpochSecond()))
            .with("aud", Json.of("https://appleid.apple.com"))
            .with("sub", Json.of(client));
    String text =
        URL.encodeToString(JsonWriter.bytes(header))
            + "."
            + URL.encodeToString(JsonWriter.bytes(claims));
    return text + "." + URL.encodeToString(signed(pem, text));
  }

  private static byte[] signed(String pem, String text) {
    Matcher found = PEM.matcher(pem);
    if (!found.matches()) {
      throw flaw("it is no PEM text of a private key");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Its message might tell of the key.
      throw flaw("it is no key of a curve");
    }
  }

  private static CallFailedException flaw(String what) {
    return new CallFailedException(
        FailureCode.INVALID, "the secret of the client is not Apple's key: " + what);
  }
}
