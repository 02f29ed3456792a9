package io.auterity.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdsTest {

  private static final Caller OWNER = caller(9, 1);

  @TempDir private Path folder;
  private ContentSeal seal;
  private SessionIds ids;

  @BeforeEach
  void open() {
    seal = seal("key");
    ids = new SessionIds(() -> seal, new Random(1));
  }

  private ContentSeal seal(String file) {
    return new ContentSeal(MasterKey.open(folder.resolve(file)));
  }

  private static Caller caller(int tenant, int principal) {
    Principal who = new Principal(new UUID(0, principal), "agent", Principal.Type.USER);
    TenantScope scope = TenantScope.recovered(new UUID(0, tenant));
    return new Caller(new Authenticated(scope, who), null, "127.0.0.1", "POST /mcp");
  }

  /** What a message is answered by: the status, and the id of a session that it opens. */
  private record Sent(int status, @Nullable String opened) {}

  private static Sent send(
      SessionIds filter, Caller caller, String method, @Nullable String session) {
    Map<String, String> headers = new HashMap<>();
    int[] status = {200};
    try {
      filter.doFilter(
          request(caller, method, session),
          response(headers, status),
          (request, response) -> headers.put("reached", ""));
    } catch (IOException | ServletException e) {
      throw new AssertionError(e);
    }
    assertThat(headers.containsKey("reached")).isEqualTo(status[0] == 200);
    return new Sent(status[0], headers.get(SessionIds.HEADER));
  }

  private static HttpServletRequest request(
      Caller caller, String method, @Nullable String session) {
    return proxy(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getAttribute" ->
                  arguments[0].equals(Caller.class.getName())
                      ? caller
                      : Json.EMPTY.with("method", Json.of(method));
              case "getHeader" -> session;
              default -> throw new AssertionError(name);
            });
  }

  private static HttpServletResponse response(Map<String, String> headers, int[] status) {
    return proxy(
        HttpServletResponse.class,
        (name, arguments) -> {
          switch (name) {
            case "setStatus" -> status[0] = (int) arguments[0];
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            default -> {}
          }
          return name.equals("getOutputStream") ? new Nowhere() : null;
        });
  }

  private interface Answers {
    @Nullable Object of(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            SessionIdsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.of(
                    method.getName(), Objects.requireNonNullElse(arguments, new Object[0]))));
  }

  private String opened() {
    return Objects.requireNonNull(send(ids, OWNER, "initialize", null).opened());
  }

  @Test
  void initializingOpensASessionAndNothingElseDoes() {
    assertThat(opened()).matches("[A-Za-z0-9_-]{54}").isNotEqualTo(opened());
    assertThat(send(ids, OWNER, "ping", opened())).isEqualTo(new Sent(200, null));
  }

  @Test
  void aSessionServesItsOwnerOnly() {
    String session = opened();

    assertThat(send(ids, OWNER, "ping", session).status()).isEqualTo(200);
    assertThat(send(ids, caller(9, 2), "ping", session).status()).isEqualTo(404);
    assertThat(send(ids, caller(8, 1), "ping", session).status()).isEqualTo(404);
  }

  @Test
  void eachServerWithTheKeyFileKnowsIt() {
    String session = opened();
    ContentSeal again = seal("key");
    ContentSeal other = seal("other");

    SessionIds second = new SessionIds(() -> again, new Random(2));
    SessionIds elsewhere = new SessionIds(() -> other, new Random(1));

    assertThat(send(second, OWNER, "ping", session).status()).isEqualTo(200);
    assertThat(send(elsewhere, OWNER, "ping", session).status()).isEqualTo(404);
  }

  @Test
  void aSessionWithAnotherLetterIsNone() {
    String session = opened();
    for (int at = 0; at < session.length(); at++) {
      char other = session.charAt(at) == 'A' ? 'B' : 'A';
      String changed = session.substring(0, at) + other + session.substring(at + 1);

      assertThat(send(ids, OWNER, "ping", changed).status()).as(changed).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "no-such-session",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "%%%%%%%%"
      })
  void whatNobodyMadeIsNone(String session) {
    assertThat(send(ids, OWNER, "ping", session).status()).isEqualTo(404);
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
