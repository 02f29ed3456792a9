package io.auterity.workflow.query;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cursor at which a page of runs ended: the value that the order goes by, and the id that
 * settles ties.
 */
public record RunCursor(long value, UUID id) {

  public String text() {
    String plain = value + ":" + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  public static @Nullable RunCursor read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = plain.indexOf(':');
      return new RunCursor(
          Long.parseLong(plain.substring(0, colon)), UUID.fromString(plain.substring(colon + 1)));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "'%s' is no cursor of this list".formatted(text));
    }
  }
}
