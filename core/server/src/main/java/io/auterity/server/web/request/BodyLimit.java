package io.auterity.server.web.request;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.config.Settings;
import io.auterity.platform.json.ValueCount;
import io.auterity.platform.time.Time;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.security.Caller;
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
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large, also when their length was not announced, that hold too many
 * values, and such as come too slowly, and reserves the memory that they take until their request
 * ends. Where a body is read before it is known whose it is, it may hold a credential and no more.
 */
public final class BodyLimit extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String SIGN_IN = "/api/v1/session";
  private static final long CREDENTIAL = 16_384;

  private static final String OWNER = BodyLimit.class.getName();

  private final Settings.Limits limits;
  private final long inbound;
  private final transient MemoryPool memory;
  private final transient Time time;
  private final transient ErrorWriter errors;

  /**
   * @param limits of the API
   * @param inbound most bytes of clients of protocols of their own
   * @param memory what bodies take, here and at other doors
   */
  public BodyLimit(
      Settings.Limits limits, long inbound, MemoryPool memory, Time time, ErrorWriter errors) {
    this.limits = limits;
    this.inbound = inbound;
    this.memory = memory;
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
    Limited limited = new Limited(request, most);
    try {
      chain.doFilter(limited, response);
    } finally {
      RequestCompletion.run(request, limited::release);
    }
  }

  /** Tells whose the body is of a request that shows no credential, before it is read. */
  public static void ownedBy(HttpServletRequest request, UUID tenant) {
    request.setAttribute(OWNER, tenant);
  }

  private static UUID owner(HttpServletRequest request) {
    return request.getAttribute(OWNER) instanceof UUID tenant
        ? tenant
        : Caller.of(request).map(caller -> caller.scope().tenant()).orElse(MemoryPool.UNKNOWN);
  }

  private BodyWeight weight(HttpServletRequest request, MemoryPool.Claim claim) {
    return RequestPaths.inbound(request)
        ? BodyWeight.streamed(claim)
        : BodyWeight.whole(
            claim,
            request.getContentLengthLong(),
            limits.bodyValues(),
            values(Objects.requireNonNullElse(request.getContentType(), "")));
  }

  private static ValueCount values(String type) {
    String plain = type.toLowerCase(Locale.ROOT);
    if (plain.contains("json")) {
      return ValueCount.ofJson();
    }
    return plain.contains("yaml") || plain.startsWith("text/")
        ? ValueCount.ofText()
        : ValueCount.ofBody();
  }

  private long most(HttpServletRequest request) {
    if (RequestPaths.inbound(request)) {
      return inbound;
    }
    return request.getServletPath().equals(SIGN_IN)
        ? Math.min(CREDENTIAL, limits.bodyBytes())
        : limits.bodyBytes();
  }

  private static CallFailedException tooLarge(long most) {
    return new CallFailedException(
        FailureCode.TOO_LARGE, "a request's body has at most %d bytes here".formatted(most));
  }

  private final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private @Nullable Counted body;
    private MemoryPool.@Nullable Claim claim;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      Counted open = body;
      if (open == null) {
        MemoryPool.Claim held = memory.claim(owner(this));
        claim = held;
        open = new Counted(super.getInputStream(), most, weight(this, held), time);
        body = open;
      }
      return open;
    }

    void release() {
      if (claim != null) {
        claim.close();
      }
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
    private final BodyWeight weight;
    private final Time time;
    private long read;
    private long left = BodyPace.USUAL.start();

    Counted(ServletInputStream in, long most, BodyWeight weight, Time time) {
      this.in = in;
      this.most = most;
      this.weight = weight;
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
        weight.add(buffer, offset, some);
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
