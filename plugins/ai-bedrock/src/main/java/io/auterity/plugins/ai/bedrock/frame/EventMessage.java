package io.auterity.plugins.ai.bedrock.frame;

import java.util.Map;

/**
 * One message of an event stream.
 *
 * @param headers those that are text, by name
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EventMessage(Map<String, String> headers, byte[] payload) {

  public EventMessage {
    headers = Map.copyOf(headers);
  }

  /** A header's text; empty when it has none. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
