package io.auterity.server.session;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that carries a sign-in which a browser has begun. An issuer sends the browser back
 * from a place of its own, so the cookie comes along with that, and to that path alone.
 */
final class PendingCookie {

  static final String NAME = "auterity_signin";

  private static final Duration LIFE = Duration.ofMinutes(10);

  private PendingCookie() {}

  static String set(String sealed, boolean secure) {
    return cookie(sealed, secure).maxAge(LIFE).build().toString();
  }

  static String clear(boolean secure) {
    return cookie("", secure).maxAge(Duration.ZERO).build().toString();
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value, boolean secure) {
    return ResponseCookie.from(NAME, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path(SignInController.CALLBACK);
  }
}
