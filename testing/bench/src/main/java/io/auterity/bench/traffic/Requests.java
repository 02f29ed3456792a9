package io.auterity.bench.traffic;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A chat call as it goes over the wire. */
final class Requests {

  static final String PATH = "/v1/chat/completions";

  private Requests() {}

  static ByteBuffer chat(URI target, String key, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Authorization: Bearer %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(PATH, target.getAuthority(), key, bytes.length);
    ByteBuffer request = ByteBuffer.allocateDirect(head.length() + bytes.length);
    return request.put(head.getBytes(StandardCharsets.US_ASCII)).put(bytes).flip();
  }
}
