package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.server.web.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionOwnersTest {

  private static final String SESSION = "Mcp-Session-Id";

  private final SessionOwners owners = new SessionOwners();
  private final List<Integer> statuses = new ArrayList<>();

  private static HttpServletRequest request(int caller, @Nullable String session) {
    Principal who = new Principal(new UUID(0, caller), "agent", Principal.Type.USER);
    TenantScope scope = TenantScope.recovered(new UUID(0, 9));
    Caller known = new Caller(new Authenticated(scope, who), null, "127.0.0.1", "POST /mcp");
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SessionOwnersTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> known;
                  case "getHeader" -> session;
                  case "getMethod" -> "POST";
                  default -> throw new AssertionError(method);
                });
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            SessionOwnersTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("setStatus")) {
                statuses.add((Integer) arguments[0]);
              }
              return method.getName().equals("getOutputStream") ? new Nowhere() : null;
            });
  }

  private void send(int caller, @Nullable String session, FilterChain chain)
      throws IOException, ServletException {
    owners.doFilter(request(caller, session), response(), chain);
  }

  /** A client sends its next request while the answer that opens its session is being written. */
  @Test
  void aSessionIsKnownBeforeItsIdGoesOut() throws IOException, ServletException {
    List<String> reached = new ArrayList<>();

    send(
        1,
        null,
        (request, response) -> {
          ((HttpServletResponse) response).setHeader(SESSION, "s1");
          send(1, "s1", (next, answer) -> reached.add("its own"));
          send(2, "s1", (next, answer) -> reached.add("another's"));
        });

    assertThat(reached).containsExactly("its own");
    assertThat(statuses).containsExactly(404);
  }

  private static final class Nowhere extends ServletOutputStream {

    @Override
    public void write(int one) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
