package io.auterity.spi;

import java.net.InetSocketAddress;

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

  /**
   * The address to connect to for a protocol that is not HTTP, by a driver of the plugin's own. It
   * was checked as that of a request is; connect to it and not to the host, whose address may have
   * changed since.
   *
   * @param host one that the connector's manifest names, by {@code tcp}
   * @param encrypted whether nothing is sent there unencrypted
   * @throws CallFailedException {@code forbidden} when the host is not allowed, {@code unavailable}
   *     when it has no address, {@code unsupported} where only HTTP goes out
   */
  default InetSocketAddress address(String host, int port, boolean encrypted, Call call) {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "nothing but HTTP goes out here: %s:%d".formatted(host, port));
  }
}
