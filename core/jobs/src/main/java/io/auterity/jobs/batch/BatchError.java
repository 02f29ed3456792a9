package io.auterity.jobs.batch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why the lines of a batch could not be read.
 *
 * @param param the field; null when it is the whole line
 * @param line its number in the file; null when it is the whole file
 */
public record BatchError(
    String code, String message, @Nullable String param, @Nullable Integer line) {
  public BatchError {
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
  }
}
