package io.auterity.server.inbound;

import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundBodyException;
import io.auterity.spi.inbound.InboundRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A request as it came in by HTTP. */
final class ServedRequest implements InboundRequest {

  private static final Set<String> HIDDEN = Set.of("authorization", "cookie");
  private static final Set<String> ZIPPED = Set.of("gzip", "x-gzip");

  private final HttpServletRequest request;
  private final String path;
  private final Body body;

  /**
   * @param path below the provider
   * @param most bytes of the body
   */
  ServedRequest(HttpServletRequest request, String path, long most, TimeLeft left) {
    this.request = request;
    this.path = path;
    this.body = new Body(request, most, left);
  }

  /** Whether its body has a coding that is known here. */
  static boolean isReadable(HttpServletRequest request) {
    String coding = coding(request);
    return coding.equals("identity") || ZIPPED.contains(coding);
  }

  private static String coding(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "identity")
        .toLowerCase(Locale.ROOT);
  }

  /** Reads what is left of the body; ends where that cannot be read, or takes too long. */
  void drain() {
    try {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Its sender has gone, or has had all the time and room that there is.
    }
  }

  Caller caller() {
    return Caller.of(request)
        .orElseThrow(
            () -> new CallFailedException(FailureCode.UNAUTHENTICATED, "a credential is needed"));
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Map<String, String> query() {
    String text = request.getQueryString();
    Map<String, String> all = new HashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      all.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return all;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "a parameter of the query is no percent-encoded UTF-8");
    }
  }

  @Override
  public Optional<String> header(String name) {
    return HIDDEN.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public InputStream body() {
    return body;
  }

  /** The body, decompressed, opened when it is first read. */
  private static final class Body extends InputStream {

    private final HttpServletRequest request;
    private final long most;
    private final TimeLeft left;
    private @Nullable InputStream open;
    private long read;

    Body(HttpServletRequest request, long most, TimeLeft left) {
      this.request = request;
      this.most = most;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      left.require();
      int some = some(buffer, offset, length);
      read += Math.max(some, 0);
      if (read > most) {
        throw tooLarge();
      }
      return some;
    }

    private int some(byte[] buffer, int offset, int length) throws IOException {
      try {
        return opened().read(buffer, offset, length);
      } catch (SlowBodyException e) {
        throw new InboundBodyException(FailureCode.TIMEOUT, e.failure().message());
      } catch (CallFailedException e) {
        throw e.failure().code() == FailureCode.TOO_LARGE
            ? tooLarge()
            : new InboundBodyException(e.failure().code(), e.failure().message());
      } catch (ZipException e) {
        throw new InboundBodyException(
            FailureCode.INVALID,
            "the body is not compressed as its content-encoding says: send it as gzip or plain");
      }
    }

    private InboundBodyException tooLarge() {
      return new InboundBodyException(
          FailureCode.TOO_LARGE,
          "the body has more than %,d bytes: send less at one time, or set inbound.bodyBytes in"
                  .formatted(most)
              + " auterity.yaml");
    }

    private InputStream opened() throws IOException {
      InputStream known = open;
      if (known == null) {
        InputStream in = request.getInputStream();
        known = ZIPPED.contains(coding(request)) ? new GZIPInputStream(in, 8192) : in;
        open = known;
      }
      return known;
    }
  }
}
