package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.databind.JsonNode;

/** The tenant {@code demo} and its key, made on first use and kept in the data directory. */
final class DemoTenant {

  private static final String NAME = "demo";

  private DemoTenant() {}

  /** A client that acts for the tenant. */
  static ApiClient open(ApiClient api, Path data) {
    Path file = data.resolve("demo.key");
    if (Files.exists(file)) {
      ApiClient known = api.withKey(read(file));
      if (known.succeeds("/api/v1/session")) {
        return known;
      }
    }
    String key = create(api.withKey(read(data.resolve("operator.key"))));
    write(file, key);
    return api.withKey(key);
  }

  private static String create(ApiClient operator) {
    JsonNode created =
        operator.post("/api/v1/tenants", ApiClient.mapper().createObjectNode().put("name", NAME));
    return created.path("key").asString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CliException.failed("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static void write(Path file, String key) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, key + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliException.failed("cannot write %s: %s".formatted(file, e.getMessage()));
    }
  }
}
