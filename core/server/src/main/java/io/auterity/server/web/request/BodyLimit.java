package io.auterity.server.web.request;

import io.auterity.platform.call.BodyPace;
import io.auterity.platform.time.Time;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.security.RequestPaths;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large, also when their length was not announced, and such as come too
 * slowly. Where a body is read before it is known whose it is, it may hold a credential and no
 * more.
 */
public final class BodyLimit extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String SIGN_IN = "/api/v1/session";
  private static final long CREDENTIAL = 16_384;

  private final long limit;
  private final long inbound;
  private final transient Time time;
  private final transient ErrorWriter errors;

  /**
   * @param limit of the API
   * @param inbound of clients of protocols of their own
   */
  public BodyLimit(long limit, long inbound, Time time, ErrorWriter errors) {
    this.limit = limit;
    this.inbound = inbound;
    this.time = time;
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long most = most(request);
    if (request.getContentLengthLong() > most) {
      errors.write(request, response, tooLarge(most).failure());
      return;
    }
    chain.doFilter(new Limited(request, most), response);
  }

  private long most(HttpServletRequest request) {
    if (RequestPaths.inbound(request)) {
      return inbound;
    }
    return request.getServletPath().equals(SIGN_IN) ? Math.min(CREDENTIAL, limit) : limit;
  }

  private static CallFailedException tooLarge(long most) {
    return new CallFailedException(
        FailureCode.TOO_LARGE, "a request's body has at most %d bytes here".formatted(most));
  }

  private final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private @Nullable Counted body;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      Counted open = body;
      if (open == null) {
        open = new Counted(super.getInputStream(), most, time);
        body = open;
      }
      return open;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  /** What is done between two reads takes no time of the sender's. */
  static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final long most;
    private final Time time;
    private long read;
    private long left = BodyPace.USUAL.start();

    Counted(ServletInputStream in, long most, Time time) {
      this.in = in;
      this.most = most;
      this.time = time;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long begun = time.nanos();
      try {
        int some = in.read(buffer, offset, length);
        count(Math.max(some, 0), time.nanos() - begun);
        return some;
      } catch (IOException e) {
        if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
          throw new SlowBodyException();
        }
        throw e;
      }
    }

    private void count(int some, long waited) {
      read += some;
      left = BodyPace.USUAL.left(left, waited, some);
      if (read > most) {
        throw tooLarge(most);
      }
      if (left <= 0) {
        throw new SlowBodyException();
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
