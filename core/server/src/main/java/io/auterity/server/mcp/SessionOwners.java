package io.auterity.server.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.server.web.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a session be used only by the caller who opened it. Of a tenant so many are known, and those
 * used longest ago are forgotten first.
 */
public final class SessionOwners extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Mcp-Session-Id";
  private static final int MOST_OF_TENANT = 10_000;
  private static final int MOST_TENANTS = 10_000;
  private static final Duration IDLE = Duration.ofHours(24);

  private final transient Cache<UUID, Cache<String, UUID>> tenants =
      Caffeine.newBuilder().maximumSize(MOST_TENANTS).expireAfterAccess(IDLE).build();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Authenticated> caller = Caller.of(request).map(Caller::authenticated);
    String session = request.getHeader(HEADER);
    if (session != null && caller.filter(one -> isOf(one, session)).isEmpty()) {
      RpcError.of(
              HttpServletResponse.SC_NOT_FOUND,
              RpcError.NO_SESSION,
              "no such session: initialize a new one")
          .write(response);
      return;
    }
    chain.doFilter(request, caller.isEmpty() ? response : new Opened(response, caller.get()));
    if (session != null && request.getMethod().equals("DELETE")) {
      caller.ifPresent(one -> sessions(one).invalidate(session));
    }
  }

  private boolean isOf(Authenticated caller, String session) {
    return caller.principal().id().equals(sessions(caller).getIfPresent(session));
  }

  private Cache<String, UUID> sessions(Authenticated caller) {
    return tenants.get(
        caller.scope().tenant(),
        tenant ->
            Caffeine.newBuilder().maximumSize(MOST_OF_TENANT).expireAfterAccess(IDLE).build());
  }

  /** Notes who opens a session before its id goes out: the next request may come at once. */
  private final class Opened extends HttpServletResponseWrapper {

    private final Authenticated owner;

    Opened(HttpServletResponse response, Authenticated owner) {
      super(response);
      this.owner = owner;
    }

    @Override
    public void setHeader(String name, String value) {
      note(name, value);
      super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
      note(name, value);
      super.addHeader(name, value);
    }

    private void note(String name, String value) {
      if (name.equalsIgnoreCase(HEADER)) {
        sessions(owner).put(value, owner.principal().id());
      }
    }
  }
}
