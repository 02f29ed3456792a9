package io.auterity.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A delivery to the address of a webhook, whose sender is not yet verified.
 *
 * @param secrets that are valid now, the newest first; none where none was given yet
 * @param at when it came
 * @param known whether it was verified when it came and is read again: its signature, its time and
 *     handshakes do not count any more
 * @param tokenVerified whether it bears a valid {@link Webhooks#token}
 */
public record WebhookDelivery(
    Sent sent, List<String> secrets, Instant at, boolean known, boolean tokenVerified) {

  /**
   * The request.
   *
   * @param method {@code POST}, or {@code GET}, by which some vendors only ask for a handshake
   * @param address that was called, as the vendor knows it, with its query; it holds the webhook's
   *     token. Empty when the delivery is read again
   * @param query the first value by name, decoded
   * @param headers the first value by lower-case name
   * @param body as it came
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Sent(
      String method,
      String address,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    public Sent {
      Objects.requireNonNull(method);
      Objects.requireNonNull(address);
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
      Objects.requireNonNull(body);
    }

    /** Without address and headers, as it may be told. */
    @Override
    public String toString() {
      return "%s of %d bytes".formatted(method, body.length);
    }
  }

  public WebhookDelivery {
    Objects.requireNonNull(sent);
    secrets = List.copyOf(secrets);
    Objects.requireNonNull(at);
  }

  /** A delivery that has not been read. */
  public WebhookDelivery(Sent sent, List<String> secrets, Instant at) {
    this(sent, secrets, at, false);
  }

  /** A delivery that bears no token. */
  public WebhookDelivery(Sent sent, List<String> secrets, Instant at, boolean known) {
    this(sent, secrets, at, known, false);
  }

  /** Without the secrets, as it may be told. */
  @Override
  public String toString() {
    return "delivery, " + sent;
  }
}
