package io.auterity.cli.server;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses at which the server of a data directory listens, as it wrote into {@code
 * server.addresses} once its ports were bound.
 */
public record ServerAddresses(URI console, URI gateway) {

  static final String FILE = "server.addresses";

  /**
   * Reads the file.
   *
   * @throws CliException when no server runs there
   */
  public static ServerAddresses read(Path data) {
    Path file = data.resolve(FILE);
    try {
      JsonNode node = JsonMapper.shared().readTree(Files.readAllBytes(file));
      return new ServerAddresses(
          URI.create(node.path("console").asString()),
          URI.create(node.path("gateway").asString("")));
    } catch (IOException e) {
      throw CliException.failed(
          "no server runs on %s: start one with ./auterity start, or name it with --url"
              .formatted(data));
    }
  }
}
