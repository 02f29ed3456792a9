package io.auterity.spi;

/**
 * The one way out of the platform. It applies deadline, egress rules, rate-limit buckets, signing
 * with the provider's credential, redaction and tracing; it never retries.
 */
public interface Transport {

  /**
   * Sends and waits for the whole reply; any HTTP status is a reply.
   *
   * @throws CallFailedException {@code unavailable} when no reply came, {@code saturated} when
   *     there was no room to send it, {@code timeout}, {@code cancelled}, {@code forbidden} when
   *     the host is not allowed, {@code too_large}
   */
  WireResponse send(WireRequest request, Call call);

  /** Sends and returns as soon as the head of the reply is there. */
  WireStream open(WireRequest request, Call call);
}
