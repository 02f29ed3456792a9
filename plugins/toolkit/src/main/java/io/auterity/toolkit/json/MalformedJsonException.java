package io.auterity.toolkit.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** Text that is not the JSON it should be; the message says where and why, without the text. */
public final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedJsonException(String message) {
    super(message, null, false, false);
  }

  static MalformedJsonException at(@Nullable TokenStreamLocation place, String message) {
    return place == null
        ? new MalformedJsonException(message)
        : new MalformedJsonException(
            "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), message));
  }
}
