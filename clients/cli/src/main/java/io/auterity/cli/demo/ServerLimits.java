package io.auterity.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The limits of what a server takes, known before one is started.
 *
 * @param requestBytes of one request
 */
record ServerLimits(long requestBytes) {

  /** Of a server for which nothing is set. */
  static final ServerLimits USUAL = new ServerLimits(12_582_912);

  /** Characters in one text of a run's input. */
  static final int LONGEST_TEXT = 4 << 20;

  /** Bytes of a file that is looked into at all. */
  static final long LARGEST_FILE = 256L << 20;

  private static final long LARGEST_INPUT = 64L << 20;
  private static final String VARIABLE = "AUTERITY_LIMITS_BODYBYTES";
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  /** Those of the server that these settings make; what it will refuse itself counts for none. */
  static ServerLimits of(Map<String, String> environment, Path settings) {
    Long set = number(environment.get(VARIABLE));
    return set != null ? new ServerLimits(set) : inFile(settings);
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static ServerLimits inFile(Path settings) {
    if (!Files.exists(settings)) {
      return USUAL;
    }
    try {
      return new ServerLimits(
          YAML.readTree(Files.readAllBytes(settings))
              .path("limits")
              .path("bodyBytes")
              .asLong(USUAL.requestBytes));
    } catch (IOException | JacksonException e) {
      return USUAL;
    }
  }

  /** Bytes of a run's input that one request can bring. */
  long inputBytes() {
    return Math.min(requestBytes, LARGEST_INPUT);
  }

  /** How to bring that many bytes all the same. */
  String remedy(long bytes) {
    return bytes > LARGEST_INPUT
        ? "split the file"
        : "split the file, or set %s=%d".formatted(VARIABLE, bytes);
  }
}
