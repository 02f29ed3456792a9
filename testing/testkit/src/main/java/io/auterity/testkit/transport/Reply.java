package io.auterity.testkit.transport;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedTransport} answers to one request: nothing but a failure, or a head and the
 * pieces of a body, of which a failure may cut the rest.
 */
public record Reply(
    int status, Map<String, List<String>> headers, List<byte[]> pieces, @Nullable Failure failure) {

  public Reply {
    headers = Map.copyOf(headers);
    pieces = List.copyOf(pieces);
  }

  /** A whole reply. */
  public static Reply of(int status, String body) {
    return new Reply(status, Map.of(), List.of(body.getBytes(StandardCharsets.UTF_8)), null);
  }

  /** No reply at all. */
  public static Reply failing(Failure failure) {
    return new Reply(0, Map.of(), List.of(), failure);
  }

  /** This reply, cut by a failure after its last piece. */
  public Reply cutBy(Failure value) {
    return new Reply(status, headers, pieces, value);
  }

  /** The name in lower case. */
  public Reply withHeader(String name, String value) {
    return new Reply(status, Map.of(name, List.of(value)), pieces, failure);
  }

  static Reply of(WireResponse response) {
    return new Reply(response.status(), response.headers(), List.of(response.body()), null);
  }
}
