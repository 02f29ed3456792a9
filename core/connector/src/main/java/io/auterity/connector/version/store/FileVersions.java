package io.auterity.connector.version.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the versions of connector files, and which of them are in force. */
public final class FileVersions {

  // Of no tenant: connectors are the installation's.
  private static final EngineStatement PLUGINS_IN_FORCE =
      new EngineStatement(
          "PLUGINS_IN_FORCE",
          EngineJob.PLUGINS,
          """
          select plugin, version, digest, jars, content from plugin_in_force
          join plugin_version using (plugin, version)
          """);

  private static final EngineStatement PLUGIN_IN_FORCE =
      new EngineStatement(
          "PLUGIN_IN_FORCE",
          EngineJob.PLUGINS,
          "select version from plugin_in_force where plugin = :plugin for update");

  private static final EngineStatement KNOW_PLUGIN =
      new EngineStatement(
          "KNOW_PLUGIN",
          EngineJob.PLUGINS,
          "insert into plugin_in_force (plugin) values (:plugin) on conflict do nothing");

  private static final EngineStatement PUT_PLUGIN_IN_FORCE =
      new EngineStatement(
          "PUT_PLUGIN_IN_FORCE",
          EngineJob.PLUGINS,
          "update plugin_in_force set version = :version where plugin = :plugin");

  private static final EngineStatement ADD_PLUGIN_VERSION =
      new EngineStatement(
          "ADD_PLUGIN_VERSION",
          EngineJob.PLUGINS,
          """
          insert into plugin_version
            (plugin, version, digest, jars, stated, content, note, author, house, created)
          values
            (:plugin, :version, :digest, :jars, :stated, :content, :note, :author, :house, :created)
          """);

  private static final EngineStatement DELETE_OLD_PLUGIN_VERSIONS =
      new EngineStatement(
          "DELETE_OLD_PLUGIN_VERSIONS",
          EngineJob.PLUGINS,
          """
          delete from plugin_version where plugin = :plugin and version <= :last - :kept
            and version is distinct from
              (select f.version from plugin_in_force f where f.plugin = :plugin)
          """);

  private static final EngineStatement PLUGIN_VERSIONS =
      new EngineStatement(
          "PLUGIN_VERSIONS",
          EngineJob.PLUGINS,
          """
          select plugin, version, digest, jars, stated, note, author, house, created,
            coalesce(version = (select f.version from plugin_in_force f where f.plugin = v.plugin), false)
              as in_force
          from plugin_version v where plugin = :plugin order by version desc
          """);

  private static final EngineStatement PLUGIN_CONTENT =
      new EngineStatement(
          "PLUGIN_CONTENT",
          EngineJob.PLUGINS,
          "select content from plugin_version where plugin = :plugin and version = :version");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          PLUGINS_IN_FORCE,
          PLUGIN_IN_FORCE,
          KNOW_PLUGIN,
          PUT_PLUGIN_IN_FORCE,
          ADD_PLUGIN_VERSION,
          DELETE_OLD_PLUGIN_VERSIONS,
          PLUGIN_VERSIONS,
          PLUGIN_CONTENT);

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
    return tx.query(PLUGINS_IN_FORCE)
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
    tx.update(KNOW_PLUGIN).bind("plugin", plugin).execute();
    return tx.query(PLUGIN_IN_FORCE)
        .bind("plugin", plugin)
        .map((row, context) -> Optional.ofNullable(row.getObject(1, Integer.class)))
        .one();
  }

  /** Every version of a plugin, the latest first. */
  public List<FileVersion> all(EngineTransaction tx, String plugin) {
    return tx.query(PLUGIN_VERSIONS)
        .bind("plugin", plugin)
        .map((row, context) -> FileVersion.of(row))
        .list();
  }

  /** The text of a version. */
  public Optional<byte[]> text(EngineTransaction tx, String plugin, int number) {
    return tx.query(PLUGIN_CONTENT)
        .bind("plugin", plugin)
        .bind("version", number)
        .mapTo(byte[].class)
        .findOne();
  }

  public void add(EngineTransaction tx, FileVersion version, byte[] text) {
    tx.update(ADD_PLUGIN_VERSION)
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
    tx.update(DELETE_OLD_PLUGIN_VERSIONS)
        .bind("plugin", plugin)
        .bind("last", last)
        .bind("kept", kept)
        .execute();
  }

  /** Puts a version in force; none where it is empty. */
  public void put(EngineTransaction tx, String plugin, Optional<Integer> number) {
    tx.update(PUT_PLUGIN_IN_FORCE)
        .bind("plugin", plugin)
        .bind("version", number.orElse(null))
        .execute();
  }
}
