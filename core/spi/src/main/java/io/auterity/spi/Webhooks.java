package io.auterity.spi;

import java.util.Optional;
import java.util.Set;

/**
 * The webhook reader of one provider: verifies and reads what its vendor sends to an address of
 * ours. It does no I/O and knows no clock: the same delivery reads the same.
 */
public interface Webhooks {

  /** The scheme of vendors that sign nothing: only the address shows who sent it. */
  String NOT_SIGNED = "none";

  /** How what is sent is signed, in words for people, or {@link #NOT_SIGNED}. */
  String scheme();

  /**
   * Whether the vendor makes the secret itself, or a key whose half it tells, and ours is of no
   * use.
   */
  default boolean secretOfVendor() {
    return false;
  }

  /** Whether the vendor gives its secret with a handshake, so that no person ever sees it. */
  default boolean secretByHandshake() {
    return false;
  }

  /**
   * The token by which the vendor shows that it sent a delivery; empty where it signs otherwise or
   * not at all. What a delivery has is verified before {@link #read}, which is told the result
   * ({@link WebhookDelivery#tokenVerified}); such a vendor takes and gives no secret.
   */
  default Optional<WebhookToken> token() {
    return Optional.empty();
  }

  /** Why a secret is none by which this vendor can sign; empty when it may be one. */
  default Optional<String> flaw(String secret) {
    return Optional.empty();
  }

  /**
   * The lower-case names of the headers that what is verified is read by, also when it is read
   * again; no others are kept. Empty where that may be any of them.
   */
  default Optional<Set<String>> headers() {
    return Optional.empty();
  }

  /**
   * Whether a delivery bears the signature of one of its secrets, whenever that was made. Nothing
   * of its body is parsed. A reader that cannot tell apart from {@link #read} says no.
   */
  default boolean bearsSignature(WebhookDelivery delivery) {
    return false;
  }

  /**
   * Verifies a delivery, then says what it tells. Nothing of a body is parsed before it is
   * verified, but by a handshake of the vendor.
   */
  WebhookReading read(WebhookDelivery delivery);
}
