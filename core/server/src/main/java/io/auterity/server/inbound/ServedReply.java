package io.auterity.server.inbound;

import io.auterity.spi.inbound.InboundReply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** An answer that leaves while it is written. */
final class ServedReply implements InboundReply {

  private final HttpServletResponse response;
  private final TimeLeft left;
  private volatile boolean begun;

  ServedReply(HttpServletResponse response, TimeLeft left) {
    this.response = response;
    this.left = left;
  }

  HttpServletResponse response() {
    return response;
  }

  boolean begun() {
    return begun;
  }

  @Override
  public OutputStream begin(int status, Map<String, String> headers) {
    if (begun) {
      throw new IllegalStateException("an answer begins once");
    }
    begun = true;
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setHeader("X-Accel-Buffering", "no");
    try {
      return new Bounded(response.getOutputStream(), left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends with the time of the call; who writes does not close it. */
  private static final class Bounded extends FilterOutputStream {
    private final TimeLeft left;

    Bounded(OutputStream out, TimeLeft left) {
      super(out);
      this.left = left;
    }

    @Override
    public void write(int one) throws IOException {
      left.require();
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      left.require();
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
