package io.auterity.server.web.json;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events; each leaves at once. */
public final class EventStream {

  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;

  /** Begins the answer. */
  public EventStream(HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("X-Accel-Buffering", "no");
    this.out = response.getOutputStream();
  }

  /**
   * Sends a comment, which is no event, to see whether the client is still connected.
   *
   * @throws IOException when it is not
   */
  public void beat() throws IOException {
    out.write(BEAT);
    out.flush();
  }

  /**
   * Sends an event.
   *
   * @param name null for one without
   * @param json one value, on one line
   * @throws IOException when the client has disconnected
   */
  public void send(@Nullable String name, byte[] json) throws IOException {
    if (name != null) {
      out.write(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.write(DATA);
    out.write(json);
    out.write(END);
    out.flush();
  }
}
