package io.auterity.server.secrets;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Key files of service accounts. */
final class GoogleAccount {

  private GoogleAccount() {}

  /** A file with a new private key, and a canary in it that no field of it needs. */
  static String file(String canary) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(key()));
    Json.Obj file =
        Json.EMPTY
            .with("type", Json.of("service_account"))
            .with("private_key_id", Json.of("key-1"))
            .with("private_key", Json.of(pem))
            .with("client_email", Json.of("bot@p.iam.gserviceaccount.com"))
            .with("canary", Json.of(canary));
    return new String(JsonWriter.bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
