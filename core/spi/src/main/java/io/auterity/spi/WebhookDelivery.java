package io.auterity.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody sent to the address of a webhook; nobody has shown yet who it was.
 *
 * @param headers the first value by lower-case name
 * @param body as it came
 * @param secrets that are valid now, the newest first; none where none was given yet
 * @param at when it came
 * @param known whether it was verified when it came and is read again: its signature, its time and
 *     handshakes do not count any more
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WebhookDelivery(
    Map<String, String> headers, byte[] body, List<String> secrets, Instant at, boolean known) {
  public WebhookDelivery {
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
    secrets = List.copyOf(secrets);
    Objects.requireNonNull(at);
  }

  /** One that nobody has read. */
  public WebhookDelivery(
      Map<String, String> headers, byte[] body, List<String> secrets, Instant at) {
    this(headers, body, secrets, at, false);
  }

  /** Without the secrets, as it may be told. */
  @Override
  public String toString() {
    return "delivery of %d bytes".formatted(body.length);
  }
}
