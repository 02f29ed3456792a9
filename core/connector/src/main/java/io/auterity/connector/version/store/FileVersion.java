package io.auterity.connector.version.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a connector file that was installed.
 *
 * @param number from 1
 * @param digest SHA-256 of the text, in hex
 * @param jars the jars of the classes that it names, by their SHA-256; null when it names none
 * @param stated the version that the file says itself
 * @param author who installed it
 * @param house tenant of the author
 */
public record FileVersion(
    String plugin,
    int number,
    String digest,
    @Nullable String jars,
    String stated,
    @Nullable String note,
    String author,
    UUID house,
    Instant created,
    boolean inForce) {

  static FileVersion of(ResultSet row) throws SQLException {
    return new FileVersion(
        row.getString("plugin"),
        row.getInt("version"),
        row.getString("digest"),
        row.getString("jars"),
        row.getString("stated"),
        row.getString("note"),
        row.getString("author"),
        row.getObject("house", UUID.class),
        Objects.requireNonNull(row.getTimestamp("created")).toInstant(),
        row.getBoolean("in_force"));
  }

  /** Which text it is, with which jars, as the audit log tells it. */
  public String state() {
    String text = "%d sha256:%s".formatted(number, digest);
    return jars == null ? text : "%s with jars %s".formatted(text, jars);
  }
}
