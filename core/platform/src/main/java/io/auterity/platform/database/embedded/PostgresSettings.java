package io.auterity.platform.database.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the embedded PostgreSQL server.
 *
 * @param port a fixed port on loopback, or 0 to choose a free one and keep it
 * @param parameters server parameters by name, as in {@code postgresql.conf}
 * @param binaries a directory that holds or receives the unpacked programs, for several databases;
 *     null, or one that cannot be used, for beside the data
 * @param freeBytes the least free space on the disk for a start
 */
public record PostgresSettings(
    int port, Map<String, String> parameters, @Nullable Path binaries, long freeBytes) {

  private static final long FREE_BYTES = 256L << 20;

  public PostgresSettings {
    parameters = Map.copyOf(parameters);
  }

  /** The product's settings: durable, and tuned for short transactions of a journal. */
  public static PostgresSettings product() {
    return new PostgresSettings(
        0,
        Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "512MB"),
            Map.entry("wal_buffers", "16MB"),
            Map.entry("wal_compression", "pglz"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("commit_delay", "0"),
            Map.entry("jit", "off")),
        null,
        FREE_BYTES);
  }

  public PostgresSettings withPort(int value) {
    return new PostgresSettings(value, parameters, binaries, freeBytes);
  }

  public PostgresSettings withBinaries(Path value) {
    return new PostgresSettings(port, parameters, value, freeBytes);
  }

  public PostgresSettings withFreeBytes(long value) {
    return new PostgresSettings(port, parameters, binaries, value);
  }

  public PostgresSettings with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return new PostgresSettings(port, changed, binaries, freeBytes);
  }
}
