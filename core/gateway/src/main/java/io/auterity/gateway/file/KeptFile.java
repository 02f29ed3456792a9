package io.auterity.gateway.file;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that is kept whole.
 *
 * @param owner id of the principal that left it, or for whom it was made; nobody else sees it
 * @param purpose as its owner's dialect names it, e.g. {@code batch}
 */
public record KeptFile(
    UUID id,
    UUID owner,
    String purpose,
    String name,
    long bytes,
    Instant created,
    Instant expires) {

  /** Purpose of a file that a chat may name. */
  public static final String USER_DATA = "user_data";

  public KeptFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(purpose);
    Objects.requireNonNull(name);
    Objects.requireNonNull(created);
    Objects.requireNonNull(expires);
  }
}
