package io.auterity.server;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A real server that was started beside the tests.
 *
 * @param told what it told of itself then
 */
public record StartedWitness(Json.Obj told) {

  /** The one that {@code auterity.witness.NAME} names. */
  public static StartedWitness of(String name) {
    try {
      Path file = Path.of(System.getProperty("auterity.witness." + name, ""));
      return new StartedWitness((Json.Obj) new JsonReader(10_000).read(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new IllegalStateException("no " + name + " was started", e);
    }
  }

  /** One of its fields, e.g. {@code url}. */
  public String text(String field) {
    return Objects.requireNonNull(told.text(field), field);
  }
}
