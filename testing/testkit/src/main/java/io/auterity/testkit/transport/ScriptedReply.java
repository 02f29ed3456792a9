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
public record ScriptedReply(
    int status, Map<String, List<String>> headers, List<byte[]> pieces, @Nullable Failure failure) {

  public ScriptedReply {
    headers = Map.copyOf(headers);
    pieces = List.copyOf(pieces);
  }

  /** A whole reply. */
  public static ScriptedReply of(int status, String body) {
    return new ScriptedReply(
        status, Map.of(), List.of(body.getBytes(StandardCharsets.UTF_8)), null);
  }

  /** No reply at all. */
  public static ScriptedReply failing(Failure failure) {
    return new ScriptedReply(0, Map.of(), List.of(), failure);
  }

  /** This reply, cut by a failure after its last piece. */
  public ScriptedReply cutBy(Failure value) {
    return new ScriptedReply(status, headers, pieces, value);
  }

  /** The name in lower case. */
  public ScriptedReply withHeader(String name, String value) {
    return new ScriptedReply(status, Map.of(name, List.of(value)), pieces, failure);
  }

  static ScriptedReply of(WireResponse response) {
    return new ScriptedReply(response.status(), response.headers(), List.of(response.body()), null);
  }
}
