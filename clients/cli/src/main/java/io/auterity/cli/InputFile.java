package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An input file of a command; one that cannot be read is bad input, and named. */
final class InputFile {

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CliException.badInput("%s: cannot be read".formatted(file));
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CliException.badInput("%s: cannot be read as UTF-8 text".formatted(file));
    }
  }

  /** The value of an option: JSON, or {@code @} and a file of it. */
  static JsonNode json(String option, String value) {
    if (value.startsWith("@")) {
      return json(Path.of(value.substring(1)));
    }
    try {
      return ApiClient.mapper().readTree(value);
    } catch (JacksonException e) {
      throw CliException.badInput("%s is not JSON: %s".formatted(option, e.getOriginalMessage()));
    }
  }

  static JsonNode json(Path file) {
    try {
      return ApiClient.mapper().readTree(bytes(file));
    } catch (JacksonException e) {
      throw CliException.badInput("%s: is not JSON: %s".formatted(file, e.getOriginalMessage()));
    }
  }
}
