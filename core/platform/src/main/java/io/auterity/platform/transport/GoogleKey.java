package io.auterity.platform.transport;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of a Google service account, as its JSON file has it. It signs assertions by which the
 * account is known (Google Identity, "Using OAuth 2.0 for Server to Server Applications").
 *
 * @param account its e-mail address; no secret
 * @param id of the key; no secret
 */
public record GoogleKey(String account, String id, RsaKey key) {

  private static final JsonReader JSON = new JsonReader(100_000);
  private static final Duration VALID = Duration.ofHours(1);

  /**
   * Reads a stored key file. What is wrong with it is told without it.
   *
   * @throws CallFailedException {@code invalid}
   */
  public static GoogleKey read(String stored) {
    Json.Obj file = file(stored);
    if (!"service_account".equals(file.text("type"))) {
      throw flaw("its type is not service_account");
    }
    return new GoogleKey(
        text(file, "client_email"), text(file, "private_key_id"), key(pem(stored)));
  }

  /**
   * The private key of a stored file, as text.
   *
   * @throws CallFailedException {@code invalid}
   */
  public static String pem(String stored) {
    return text(file(stored), "private_key");
  }

  /** A signed JSON Web Token that says who asks for what, where and when. */
  String assertion(URI audience, String scope, Instant now) {
    Json.Obj claims =
        Json.EMPTY
            .with("iss", Json.of(account))
            .with("scope", Json.of(scope))
            .with("aud", Json.of(audience.toString()))
            .with("iat", Json.of(now.getEpochSecond()))
            .with("exp", Json.of(now.plus(VALID).getEpochSecond()));
    return key.jwt(Json.EMPTY.with("kid", Json.of(id)), claims);
  }

  @Override
  public String toString() {
    return "key '%s' of %s".formatted(id, account);
  }

  private static Json.Obj file(String stored) {
    try {
      if (JSON.read(stored.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj file) {
        return file;
      }
    } catch (CallFailedException e) {
      throw flaw("it is no JSON");
    }
    throw flaw("it is no JSON object");
  }

  private static String text(Json.Obj file, String name) {
    return Optional.ofNullable(file.text(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> flaw(name + " is missing"));
  }

  private static RsaKey key(String pem) {
    try {
      return RsaKey.read(pem);
    } catch (CallFailedException e) {
      throw flaw("its private_key is none: " + e.failure().message());
    }
  }

  private static CallFailedException flaw(String what) {
    return new CallFailedException(
        FailureCode.INVALID,
        "it is no JSON key of a Google service account: %s; store the file as it was downloaded"
            .formatted(what));
  }
}
