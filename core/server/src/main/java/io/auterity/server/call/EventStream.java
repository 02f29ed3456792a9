package io.auterity.server.call;

import io.auterity.platform.json.JsonBytes;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events; each leaves at once. */
final class EventStream {

  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;

  EventStream(HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("X-Accel-Buffering", "no");
    this.out = response.getOutputStream();
  }

  void send(@Nullable String name, Json data) throws IOException {
    if (name != null) {
      out.write(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.write(DATA);
    out.write(JsonBytes.of(data));
    out.write(END);
    out.flush();
  }
}
