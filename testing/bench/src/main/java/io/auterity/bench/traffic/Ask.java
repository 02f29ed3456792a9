package io.auterity.bench.traffic;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it goes over the wire, again and again.
 *
 * @param headers without those of the connection and of the body's form
 */
public record Ask(String path, Map<String, String> headers, String body) {

  private static final String CHAT = "/v1/chat/completions";

  public Ask {
    headers = Map.copyOf(headers);
  }

  /** A chat call in OpenAI's dialect. */
  public static Ask chat(String key, String body) {
    return new Ask(CHAT, Map.of("Authorization", "Bearer " + key), body);
  }

  /** A chat call in Anthropic's dialect. */
  public static Ask messages(String key, String body) {
    return new Ask(
        "/v1/messages", Map.of("x-api-key", key, "anthropic-version", "2023-06-01"), body);
  }

  /** The same with more headers. */
  public Ask with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Ask(path, all, body);
  }

  ByteBuffer to(URI target) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST %s HTTP/1.1\r\n".formatted(path));
    head.append("Host: %s\r\n".formatted(target.getAuthority()));
    head.append("Content-Type: application/json\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: %d\r\n\r\n".formatted(bytes.length));
    ByteBuffer request = ByteBuffer.allocateDirect(head.length() + bytes.length);
    return request.put(head.toString().getBytes(StandardCharsets.US_ASCII)).put(bytes).flip();
  }
}
