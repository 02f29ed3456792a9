package io.auterity.server.web.security;

import io.auterity.control.access.Sessions;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Bearer;
import io.auterity.platform.call.Credential;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first two stages of the road at the HTTP door: nothing below {@code /api}, {@code /mcp} and
 * the paths of {@link RequestPaths#inbound such clients} is reached without a verified credential,
 * but the routes that give one out and those that check the operator's key. Clients of protocols of
 * their own, which know no tokens, show a key as a password. A cookie, which browsers send by
 * themselves, may change something only for a page of this server.
 */
public final class AuthenticationFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String CONSOLE_HEADER = "X-Auterity-Console";
  private static final Set<String> OPEN =
      Set.of(
          "DELETE /api/v1/issuers/clients",
          "GET /api/v1/audit/installation",
          "GET /api/v1/issuers/clients",
          "GET /api/v1/metrics",
          "GET /api/v1/sign-in",
          "GET /api/v1/tenants",
          "POST /api/v1/issuers/clients",
          "POST /api/v1/session",
          "POST /api/v1/sign-in",
          "POST /api/v1/sign-in/token",
          "POST /api/v1/tenants",
          "POST /api/v1/tenants/keys",
          "POST /api/v1/plugins/reload",
          "POST /api/v1/secrets/rotate");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final transient Supplier<Authenticator> authenticator;
  private final transient Supplier<Sessions> sessions;
  private final transient Predicate<HttpServletRequest> secure;
  private final transient ErrorWriter errors;

  /**
   * @param secure whether browsers reach this server encrypted
   */
  public AuthenticationFilter(
      Supplier<Authenticator> authenticator,
      Supplier<Sessions> sessions,
      Predicate<HttpServletRequest> secure,
      ErrorWriter errors) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.secure = secure;
    this.errors = errors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      if (guarded(request)) {
        admit(request);
      }
    } catch (CallFailedException e) {
      if (!toldBySocket(request, e)) {
        errors.write(request, response, e.failure());
        return;
      }
    }
    chain.doFilter(request, response);
  }

  // A browser cannot read a refused handshake: the socket itself says so and closes.
  private static boolean toldBySocket(HttpServletRequest request, CallFailedException e) {
    return e.failure().code() == FailureCode.UNAUTHENTICATED && RequestPaths.liveSocket(request);
  }

  private static boolean guarded(HttpServletRequest request) {
    String path = request.getServletPath();
    boolean closed =
        path.startsWith("/api") || path.startsWith("/mcp") || RequestPaths.inbound(request);
    return closed && !OPEN.contains(RequestPaths.line(request));
  }

  private void admit(HttpServletRequest request) {
    if (request.getServletPath().startsWith("/mcp") && !Origins.ownOrNone(request)) {
      throw new CallFailedException(FailureCode.FORBIDDEN, "foreign pages may not use the tools");
    }
    Credential credential = shown(request).orElseThrow(() -> missing(request));
    if (credential instanceof SessionToken) {
      requireOwnPage(request);
    }
    Caller caller =
        new Caller(
            authenticator.get().authenticate(credential),
            session(credential),
            request.getRemoteAddr(),
            RequestPaths.line(request));
    caller.attach(request);
    if (caller.session() != null) {
      sessions.get().renew(caller.session());
    }
  }

  private Optional<Credential> shown(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (RequestPaths.inbound(request)) {
      return Bearer.token(header).or(() -> BasicKey.of(header)).map(ApiKey::new);
    }
    if (header != null) {
      return Bearer.token(header).map(ApiKey::new);
    }
    return SessionCookie.read(request, secure.test(request)).map(SessionToken::new);
  }

  private static @Nullable SessionToken session(Credential credential) {
    return credential instanceof SessionToken token ? token : null;
  }

  private static void requireOwnPage(HttpServletRequest request) {
    if (RequestPaths.liveSocket(request) || !READING.contains(request.getMethod())) {
      boolean marked =
          RequestPaths.liveSocket(request) || "1".equals(request.getHeader(CONSOLE_HEADER));
      if (!marked || !Origins.own(request)) {
        throw new CallFailedException(
            FailureCode.FORBIDDEN,
            "a session may change something only from the console's own pages; use an API key");
      }
    }
  }

  private static CallFailedException missing(HttpServletRequest request) {
    return new CallFailedException(
        FailureCode.UNAUTHENTICATED,
        RequestPaths.inbound(request)
            ? "no credential: give an API key as the password, with any name"
            : "no credential: send 'Authorization: Bearer <api key>', or sign in to the console");
  }

  /**
   * An API key that stands as the password of an {@code Authorization: Basic} header (RFC 7617).
   */
  private static final class BasicKey {

    private static final String SCHEME = "Basic ";

    /** The password, or the name where there is none; empty when the header has another form. */
    static Optional<String> of(@Nullable String authorization) {
      if (authorization == null
          || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        return Optional.empty();
      }
      String pair = decoded(authorization.substring(SCHEME.length()).strip());
      int colon = pair.indexOf(':');
      String password = colon < 0 ? "" : pair.substring(colon + 1);
      String key = password.isEmpty() && colon > 0 ? pair.substring(0, colon) : password;
      return Optional.of(key).filter(text -> !text.isEmpty());
    }

    private static String decoded(String text) {
      try {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
  }
}
