package io.auterity.platform.config;

import java.nio.file.Path;
import java.util.List;

/** The settings cannot be used; each problem stands on a line of its own. */
public final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSettingsException(String source, List<String> problems) {
    super(source + ": " + String.join("\n" + source + ": ", problems));
  }

  InvalidSettingsException(Path file, String problem) {
    this(file.toString(), List.of(problem));
  }
}
