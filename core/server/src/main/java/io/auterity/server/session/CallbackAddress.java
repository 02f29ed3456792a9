package io.auterity.server.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The OIDC callback address (redirect URI) to which issuers send people back, and this server's
 * origin as browsers know it.
 */
public final class CallbackAddress {

  /**
   * The whole address.
   *
   * @param outside address by which this server is known; null when it is the one that is called
   */
  static String of(HttpServletRequest request, @Nullable String outside) {
    String base = outside == null ? base(request) : outside.replaceFirst("/+$", "");
    return base + SignInController.CALLBACK;
  }

  /** Scheme, host and port under which a request reached this server, in lower case. */
  public static String origin(HttpServletRequest request) {
    return base(request).toLowerCase(Locale.ROOT);
  }

  private static String base(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return url.substring(0, url.length() - request.getRequestURI().length());
  }

  /**
   * Whether browsers reach it encrypted, be it by a proxy that is asked in place of this server.
   */
  public static boolean secure(HttpServletRequest request, @Nullable String outside) {
    return request.isSecure()
        || (outside != null && outside.regionMatches(true, 0, "https:", 0, "https:".length()));
  }
}
