package io.auterity.server.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

/** Lets a session be used only by the caller who opened it. */
public final class SessionOwners extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Mcp-Session-Id";
  private static final int MOST = 100_000;
  private static final Duration IDLE = Duration.ofHours(24);

  private final transient Cache<String, UUID> owners =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<UUID> caller = Caller.of(request).map(known -> known.principal().id());
    String session = request.getHeader(HEADER);
    if (session != null && !caller.equals(Optional.ofNullable(owners.getIfPresent(session)))) {
      RpcError.of(
              HttpServletResponse.SC_NOT_FOUND,
              RpcError.NO_SESSION,
              "no such session: initialize a new one")
          .write(response);
      return;
    }
    chain.doFilter(request, caller.isEmpty() ? response : new Opened(response, caller.get()));
    if (session != null && request.getMethod().equals("DELETE")) {
      owners.invalidate(session);
    }
  }

  /** Notes who opens a session before its id goes out: the next request may come at once. */
  private final class Opened extends HttpServletResponseWrapper {

    private final UUID owner;

    Opened(HttpServletResponse response, UUID owner) {
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
        owners.put(value, owner);
      }
    }
  }
}
