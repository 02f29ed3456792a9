package io.auterity.server.start;

import io.auterity.platform.config.Settings;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a server that ended without closing, as its file of addresses tells. Where the
 * settings ask for any free port, the next server listens there again, so that callers find it.
 *
 * @param console 0 for none
 * @param gateway 0 for none
 */
record FormerPorts(int console, int gateway) {

  static final FormerPorts NONE = new FormerPorts(0, 0);

  /** Those in a file of addresses; none where it is absent or says something else. */
  static FormerPorts read(Path file) {
    try {
      Json.Obj addresses = addresses(file);
      return new FormerPorts(port(addresses, "console"), port(addresses, "gateway"));
    } catch (IOException | CallFailedException | IllegalArgumentException e) {
      return NONE;
    }
  }

  /**
   * What a file of addresses says: {@code console}, {@code gateway}; nothing where it is absent.
   */
  static Json.Obj addresses(Path file) throws IOException {
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    return new JsonReader(bytes.length).readObject(bytes);
  }

  private static int port(Json.Obj addresses, String name) {
    @Nullable String address = addresses.text(name);
    return address == null ? 0 : Math.max(0, URI.create(address).getPort());
  }

  /** Settings in which any free port is the former one, where that is still free. */
  Settings in(Settings asked) {
    return asked.listening(again(asked.console(), console), again(asked.gateway(), gateway));
  }

  private static Settings.Listen again(Settings.Listen asked, int former) {
    return asked.port() == 0 && former > 0 && free(asked.host(), former)
        ? new Settings.Listen(asked.host(), former)
        : asked;
  }

  private static boolean free(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
