package io.auterity.jobs.file;

import io.auterity.platform.id.WireId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stored file, complete.
 *
 * @param owner id of the principal that left it, or for whom it was made; no other principal sees
 *     it
 * @param purpose as its owner's dialect names it, e.g. {@code batch}
 */
public record StoredFile(
    UUID id,
    UUID owner,
    String purpose,
    String name,
    long bytes,
    Instant created,
    Instant expires) {

  /** Ids of files, as OpenAI's clients know them. */
  public static final WireId ID = new WireId("file-");

  /** Purpose of a file that a chat may name. */
  public static final String USER_DATA = "user_data";

  /** As ids of version 7 are written. */
  private static final Pattern OWN =
      Pattern.compile("file-[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}");

  public StoredFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(purpose);
    Objects.requireNonNull(name);
    Objects.requireNonNull(created);
    Objects.requireNonNull(expires);
  }

  /**
   * The file of the gateway that an id names; null when it is of a vendor's: one vendor's have as
   * many digits, but of another version.
   */
  public static @Nullable UUID named(@Nullable String id) {
    return id == null || !OWN.matcher(id).matches() ? null : ID.read(id);
  }
}
