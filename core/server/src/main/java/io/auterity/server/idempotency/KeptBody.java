package io.auterity.server.idempotency;

import io.auterity.platform.digest.Sha256;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** A request whose body has been read, so that it can be digested before it is used. */
final class KeptBody extends HttpServletRequestWrapper {

  private final byte[] body;

  private KeptBody(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  static KeptBody of(HttpServletRequest request) throws IOException {
    return new KeptBody(request, request.getInputStream().readAllBytes());
  }

  /** Tells two requests apart: who asks for what, with which body. */
  byte[] digest(UUID principal) {
    String head =
        String.join(
            "\n",
            principal.toString(),
            getMethod(),
            getRequestURI(),
            Objects.requireNonNullElse(getQueryString(), ""));
    return Sha256.of(head, body);
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Again(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Again extends ServletInputStream {
    private final ByteArrayInputStream in;

    Again(ByteArrayInputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return in.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return in.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is here already");
    }
  }
}
