package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tenant of an example and its key, made on first use and kept in the data directory. Where the
 * tenant is there and its key is not, as in a database that was restored, it gets another.
 *
 * @param name of the tenant; its key stands in {@code NAME.key}
 */
public record DemoTenant(String name) {

  /** Whose key the command line takes where none is named. */
  public static final DemoTenant DEMO = new DemoTenant("demo");

  private static final int UNAUTHENTICATED = 401;

  /** Where the tenant's key stands. */
  Path keyFile(Path data) {
    return data.resolve(name + ".key");
  }

  /**
   * A client that acts for the tenant.
   *
   * @throws CliException when the server cannot tell whether the key is good
   */
  public ApiClient open(ApiClient api, Path data, Clock clock) {
    Path file = keyFile(data);
    if (Files.exists(file)) {
      ApiClient known = api.withKey(read(file));
      if (accepted(known)) {
        return known;
      }
    }
    String key = key(api.withKey(read(data.resolve("operator.key"))), clock);
    write(file, key);
    return api.withKey(key);
  }

  private static boolean accepted(ApiClient known) {
    try {
      known.get("/api/v1/session");
      return true;
    } catch (ApiException e) {
      if (e.status() != UNAUTHENTICATED) {
        throw e;
      }
      return false;
    }
  }

  private String key(ApiClient operator, Clock clock) {
    ObjectNode wanted = ApiClient.mapper().createObjectNode();
    try {
      return secret(operator.post("/api/v1/tenants", wanted.put("name", name)));
    } catch (ApiException e) {
      if (!e.code().equals("conflict")) {
        throw e;
      }
      wanted.put("tenant", name).put("name", name + " " + clock.instant());
      return secret(operator.post("/api/v1/tenants/keys", wanted));
    }
  }

  private static String secret(JsonNode admitted) {
    return admitted.path("key").asString();
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
