package io.auterity.server.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

  private static HttpServletRequest request(Cookie... cookies) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SessionCookieTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getCookies" -> cookies;
                  default -> throw new AssertionError(method);
                });
  }

  @Test
  void overAnEncryptedConnectionNoOtherHostCanPlantASession() {
    Cookie planted = new Cookie("auterity_session", "of-another");
    Cookie own = new Cookie("__Host-auterity_session", "own");

    assertThat(SessionCookie.read(request(planted), true)).isEmpty();
    assertThat(SessionCookie.read(request(planted, own), true)).contains("own");
    assertThat(SessionCookie.read(request(planted, own), false)).contains("of-another");
    assertThat(SessionCookie.set("own", true))
        .startsWith("__Host-auterity_session=own;")
        .contains("Secure", "HttpOnly", "Path=/")
        .doesNotContain("Domain");
    assertThat(SessionCookie.clear(true)).startsWith("__Host-auterity_session=;");
    assertThat(SessionCookie.set("own", false)).startsWith("auterity_session=own;");
  }
}
