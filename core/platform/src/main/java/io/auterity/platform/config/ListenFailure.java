package io.auterity.platform.config;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Explains to operators, in one sentence, a failure to listen where the settings say. */
public final class ListenFailure {

  /**
   * The sentence; empty when the failure is not about an address.
   *
   * @param door the name of the settings, such as {@code gateway}
   */
  public static Optional<String> sentence(String door, Settings.Listen listen, Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException) {
        return Optional.of(host(door, listen, "no such host"));
      }
      if (at instanceof SocketException) {
        return Optional.of(socket(door, listen, String.valueOf(at.getMessage())));
      }
    }
    return Optional.empty();
  }

  private static String socket(String door, Settings.Listen listen, String reason) {
    if (reason.contains("in use")) {
      return "Port %d on %s is taken by another program: stop it, or set %s.port."
          .formatted(listen.port(), listen.host(), door);
    }
    if (reason.contains("ermission")) {
      return "Cannot listen on %s.port %d (%s): set it to a port above 1023, or run as a user that may."
          .formatted(door, listen.port(), reason);
    }
    return host(door, listen, reason);
  }

  private static String host(String door, Settings.Listen listen, String reason) {
    return "Cannot listen on %s.host '%s' (%s): set it to an address of this machine, or to 0.0.0.0 for all of them."
        .formatted(door, listen.host(), reason);
  }
}
