package io.auterity.connector.version.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineStatement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the versions of connector files, and which of them are in force. */
public final class FileVersions {

  /**
   * A text that is in force.
   *
   * @param version its number and digest
   * @param jars of the classes that it names, by their SHA-256; null when it names none
   */
  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record InForce(String plugin, String version, @Nullable String jars, byte[] text) {}

  /** Everything that is in force. */
  public List<InForce> inForce(EngineTransaction tx) {
    return tx.query(EngineStatement.PLUGINS_IN_FORCE)
        .map(
            (row, context) ->
                new InForce(
                    row.getString("plugin"),
                    row.getInt("version") + " " + row.getString("digest"),
                    row.getString("jars"),
                    row.getBytes("content")))
        .list();
  }

  /**
   * The version of a plugin that is in force; no other transaction changes it until this one ends.
   */
  public Optional<Integer> lock(EngineTransaction tx, String plugin) {
    tx.update(EngineStatement.KNOW_PLUGIN).bind("plugin", plugin).execute();
    return tx.query(EngineStatement.PLUGIN_IN_FORCE)
        .bind("plugin", plugin)
        .map((row, context) -> Optional.ofNullable(row.getObject(1, Integer.class)))
        .one();
  }

  /** Every version of a plugin, the latest first. */
  public List<FileVersion> all(EngineTransaction tx, String plugin) {
    return tx.query(EngineStatement.PLUGIN_VERSIONS)
        .bind("plugin", plugin)
        .map((row, context) -> FileVersion.of(row))
        .list();
  }

  /** The text of a version. */
  public Optional<byte[]> text(EngineTransaction tx, String plugin, int number) {
    return tx.query(EngineStatement.PLUGIN_CONTENT)
        .bind("plugin", plugin)
        .bind("version", number)
        .mapTo(byte[].class)
        .findOne();
  }

  public void add(EngineTransaction tx, FileVersion version, byte[] text) {
    tx.update(EngineStatement.ADD_PLUGIN_VERSION)
        .bind("plugin", version.plugin())
        .bind("version", version.number())
        .bind("digest", version.digest())
        .bind("jars", version.jars())
        .bind("stated", version.stated())
        .bind("content", text)
        .bind("note", version.note())
        .bind("author", version.author())
        .bind("house", version.house())
        .bind("created", version.created())
        .execute();
  }

  /** Deletes all but the latest versions of a plugin, and the one that is in force. */
  public void deleteOld(EngineTransaction tx, String plugin, int last, int kept) {
    tx.update(EngineStatement.DELETE_OLD_PLUGIN_VERSIONS)
        .bind("plugin", plugin)
        .bind("last", last)
        .bind("kept", kept)
        .execute();
  }

  /** Puts a version in force; none where it is empty. */
  public void put(EngineTransaction tx, String plugin, Optional<Integer> number) {
    tx.update(EngineStatement.PUT_PLUGIN_IN_FORCE)
        .bind("plugin", plugin)
        .bind("version", number.orElse(null))
        .execute();
  }
}
