package io.auterity.server.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that carries a sign-in which a browser has begun. An issuer sends the browser back
 * from a place of its own, so the cookie comes along with that. Over an encrypted connection no
 * other host can set it, by its name.
 */
final class PendingCookie {

  private static final String NAME = "auterity_signin";
  private static final String OF_HOST = "__Host-" + NAME;

  private static final Duration LIFE = Duration.ofMinutes(10);

  static @Nullable String read(HttpServletRequest request, boolean secure) {
    Cookie cookie = WebUtils.getCookie(request, name(secure));
    return cookie == null ? null : cookie.getValue();
  }

  static String set(String sealed, boolean secure) {
    return cookie(sealed, secure).maxAge(LIFE).build().toString();
  }

  static String clear(boolean secure) {
    return cookie("", secure).maxAge(Duration.ZERO).build().toString();
  }

  private static String name(boolean secure) {
    return secure ? OF_HOST : NAME;
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value, boolean secure) {
    return ResponseCookie.from(name(secure), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/");
  }
}
