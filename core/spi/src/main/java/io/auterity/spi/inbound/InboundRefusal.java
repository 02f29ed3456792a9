package io.auterity.spi.inbound;

import java.util.Objects;

/**
 * An answer that tells why a request was not served.
 *
 * @param body sent as UTF-8
 */
public record InboundRefusal(int status, String mediaType, String body) {
  public InboundRefusal {
    Objects.requireNonNull(mediaType);
    Objects.requireNonNull(body);
  }

  /** One in plain words. */
  public static InboundRefusal inWords(int status, String words) {
    return new InboundRefusal(status, "text/plain; charset=utf-8", words + "\n");
  }
}
