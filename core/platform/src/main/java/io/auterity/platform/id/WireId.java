package io.auterity.platform.id;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A kind of id as it stands on the wire: a prefix that names the kind, then 32 hexadecimal digits.
 * The type that the id names holds it.
 *
 * @param prefix with what divides it from the digits, e.g. {@code run_}
 */
public record WireId(String prefix) {

  public String write(UUID id) {
    HexFormat hex = HexFormat.of();
    return prefix
        + hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(id.getLeastSignificantBits());
  }

  /** Whether a text is an id of this kind. */
  public boolean isOne(String text) {
    return text.startsWith(prefix) && text.substring(prefix.length()).matches("[0-9a-f]{32}");
  }

  /**
   * Reads an id with its prefix.
   *
   * @throws CallFailedException {@code not_found}: what is no id names nothing
   */
  public UUID read(String text) {
    if (isOne(text)) {
      String hex = text.substring(prefix.length());
      return new UUID(
          Long.parseUnsignedLong(hex.substring(0, 16), 16),
          Long.parseUnsignedLong(hex.substring(16), 16));
    }
    throw new CallFailedException(
        FailureCode.NOT_FOUND, "no such id: '%s' (expected %s…)".formatted(text, prefix));
  }
}
