package io.auterity.workflow.trigger.webhook;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MarkedToken;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The tokens of webhook addresses: made, sealed for the row of their trigger, and shown again. */
public record WebhookTokens(ContentSeal seal, RandomGenerator random) {

  /** Where calls come in; the token follows. */
  public static final String PATH = "/hooks/in/";

  public WebhookTokens {
    seal = seal.forPurpose("trigger-address");
  }

  /**
   * A token as it is stored.
   *
   * @param sealed openable for its trigger alone
   * @param sha256 by which it is found
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record SealedToken(byte[] sealed, byte[] sha256) {}

  /** One for a trigger. */
  public SealedToken fresh(TenantScope scope, UUID trigger) {
    String token = MarkedToken.fresh(seal, random);
    byte[] sealed = seal.seal(scope, trigger, token.getBytes(StandardCharsets.UTF_8));
    return new SealedToken(sealed, Sha256.of(token));
  }

  /**
   * The path of the address that has it.
   *
   * @throws io.auterity.platform.secret.SecretsRefusedException when the key file lacks its key
   */
  public String path(TenantScope scope, UUID trigger, SealedToken token) {
    return PATH + new String(seal.open(scope, trigger, token.sealed()), StandardCharsets.UTF_8);
  }
}
