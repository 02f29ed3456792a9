package io.auterity.server.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.file.OwnerOnlyFile;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.seat.SeatCandidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Which server this is among those on a database: the same one when it starts again on its data
 * directory, which one server alone has at a time, under the same host name. Containers may have
 * the same name and path, so that each directory has an id of its own; a copy of one, which has its
 * id, is told by the other two.
 */
final class ServerIdentity {

  private static final String FILE = "server.id";

  private ServerIdentity() {}

  /** The server on a data directory; makes the id of one that has none. */
  static SeatCandidate on(Path data) {
    String host = host();
    Path path = data.toAbsolutePath().normalize();
    byte[] place = "%s %s %s".formatted(host, path, id(path.resolve(FILE))).getBytes(UTF_8);
    return new SeatCandidate(UUID.nameUUIDFromBytes(place), host, Decider.VERSION);
  }

  private static String id(Path file) {
    try {
      if (!Files.exists(file)) {
        OwnerOnlyFile.write(file, UUID.randomUUID().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be read or written: " + file, e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
