package io.auterity.author;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which text of a connector file a server runs: an edited one is not what it answers by. */
final class RunningText {

  private RunningText() {}

  /**
   * Has a provider run this very file. A plugin of the server's own folder has no versions to
   * compare with, which is printed.
   *
   * @throws CliException when it runs another plugin, version or text
   */
  static void require(ApiClient server, String provider, AuthoredFile file) {
    ConnectorFile said = file.checked().file();
    JsonNode found = server.get("/api/v1/providers/" + UrlEncoding.encoded(provider));
    String runs = found.path("plugin").asString() + " " + found.path("pluginVersion").asString();
    String own = said.id() + " " + said.text("version");
    if (!runs.equals(own)) {
      throw CliException.failed(
          "the provider %s runs %s, and this file is %s: install it first"
              .formatted(provider, runs, own));
    }
    String digest = inForce(server, said.id());
    if (digest == null) {
      System.out.printf(
          "The server has %s from its own folder: whether that is this text is not known.%n%n",
          own);
    } else if (!digest.equals(digest(file))) {
      throw CliException.failed(
          "the provider %s runs another text of %s than %s: install it first"
              .formatted(provider, own, file.path()));
    }
  }

  private static @Nullable String inForce(ApiClient server, String plugin) {
    try {
      return server
          .get("/api/v1/plugins/%s/versions".formatted(plugin))
          .path("items")
          .valueStream()
          .filter(each -> each.path("inForce").asBoolean(false))
          .map(each -> each.path("digest").asString(""))
          .findFirst()
          .orElse(null);
    } catch (ApiException e) {
      if (e.code().equals("not_found")) {
        return null;
      }
      throw e;
    }
  }

  private static String digest(AuthoredFile file) {
    try {
      return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file.path())));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(file.path(), e.getMessage()));
    }
  }
}
