package io.auterity.server.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where issuers send people back to this server, as browsers know it. */
public final class CallbackAddress {

  private CallbackAddress() {}

  /**
   * The whole address.
   *
   * @param outside address by which this server is known; null when it is the one that is called
   */
  static String of(HttpServletRequest request, @Nullable String outside) {
    String url = request.getRequestURL().toString();
    String base =
        outside == null
            ? url.substring(0, url.length() - request.getRequestURI().length())
            : outside.replaceFirst("/+$", "");
    return base + SignInController.CALLBACK;
  }

  /**
   * Whether browsers reach it encrypted, be it by a proxy that is asked in place of this server.
   */
  public static boolean secure(HttpServletRequest request, @Nullable String outside) {
    return request.isSecure()
        || (outside != null && outside.regionMatches(true, 0, "https:", 0, "https:".length()));
  }
}
