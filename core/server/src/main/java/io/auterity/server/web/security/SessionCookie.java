package io.auterity.server.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that carries the token of a console session. Over an encrypted connection no other
 * host can set it, by its name.
 */
public final class SessionCookie {

  private static final String NAME = "auterity_session";
  private static final String OF_HOST = "__Host-" + NAME;

  static Optional<String> read(HttpServletRequest request, boolean secure) {
    String name = name(secure);
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }

  /** Sets the cookie; it ends with the browser, the session itself ends on the server. */
  public static String set(String token, boolean secure) {
    return cookie(token, secure).build().toString();
  }

  /** Takes the cookie away. */
  public static String clear(boolean secure) {
    return cookie("", secure).maxAge(Duration.ZERO).build().toString();
  }

  private static String name(boolean secure) {
    return secure ? OF_HOST : NAME;
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value, boolean secure) {
    return ResponseCookie.from(name(secure), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/");
  }
}
