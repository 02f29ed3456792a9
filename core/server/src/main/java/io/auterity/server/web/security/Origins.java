package io.auterity.server.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The same-origin check: whether a browser's request comes from a page of this server. */
public final class Origins {

  /** Whether the request names this server as its origin. */
  public static boolean own(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin != null && ownAuthority(origin, request.getHeader("Host"));
  }

  /** Whether the request names this server as its origin, or none, as programs do. */
  public static boolean ownOrNone(HttpServletRequest request) {
    return request.getHeader("Origin") == null || own(request);
  }

  private static boolean ownAuthority(String origin, @Nullable String host) {
    try {
      String authority = new URI(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
