package io.auterity.spi;

/**
 * How one provider's vendor tells what happened: reads what it sends to an address of ours. It does
 * no I/O and knows no clock: the same delivery reads the same.
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

  /**
   * Verifies a delivery, then says what it tells. Nothing of a body is parsed before it is
   * verified, but by a handshake of the vendor.
   */
  WebhookReading read(WebhookDelivery delivery);
}
