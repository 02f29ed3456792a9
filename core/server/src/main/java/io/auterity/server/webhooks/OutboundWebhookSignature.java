package io.auterity.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The HMAC-SHA256 signature of a message to a webhook, by which its receiver knows that it is ours
 * and new. Its headers are those of the Standard Webhooks specification, version 1, over id, time
 * and body.
 *
 * @param id of the message, the same each time it is sent
 * @param second when it is sent
 */
record OutboundWebhookSignature(String id, long second) {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";

  OutboundWebhookSignature {
    Objects.requireNonNull(id);
  }

  /**
   * The headers of a message.
   *
   * @param secret {@code whsec_} and Base64, or any text; null signs nothing
   */
  Map<String, String> headers(byte[] body, @Nullable String secret) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(second));
    if (secret != null) {
      headers.put("webhook-signature", "v1," + signed(body, key(secret)));
    }
    return headers;
  }

  private String signed(byte[] body, byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update("%s.%d.".formatted(id, second).getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED)
        ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
        : secret.getBytes(UTF_8);
  }
}
