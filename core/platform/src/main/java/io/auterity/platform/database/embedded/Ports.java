package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/** Chooses the port on loopback and remembers it for the next start. */
record Ports(Path file) {

  /** So often a port that was free is found taken by the time it is bound. */
  private static final int ATTEMPTS = 5;

  /**
   * Opens something at the configured port, or else at the one of the last start or a free one: at
   * another one when another process took that before it could be bound.
   *
   * @param configured 0 for any
   * @throws EmbeddedPostgresException as it does not open
   */
  <T> T at(int configured, IntFunction<T> opening) {
    int port = choose(configured);
    for (int attempt = 1; ; attempt++) {
      try {
        return opening.apply(port);
      } catch (EmbeddedPostgresException e) {
        if (configured != 0 || attempt == ATTEMPTS || !StartFailure.isPortTaken(e, port)) {
          throw e;
        }
        port = remember(anyFree());
      }
    }
  }

  /** The configured port, or else the one of the last start if it is free, or else a free one. */
  private int choose(int configured) {
    if (configured != 0) {
      return requireFree(configured);
    }
    int kept = kept();
    return kept != 0 && isFree(kept) ? kept : remember(anyFree());
  }

  private static int requireFree(int port) {
    if (!isFree(port)) {
      throw new EmbeddedPostgresException(StartFailure.portTaken(port));
    }
    return port;
  }

  private int kept() {
    String text = Layout.text(file).strip();
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }

  private int remember(int port) {
    try {
      Files.writeString(file, Integer.toString(port));
      return port;
    } catch (IOException e) {
      throw StartFailure.of(e, file);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("No port is free on 127.0.0.1.", e);
    }
  }
}
