package io.auterity.jobs.file;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The store of files, in pieces; each method is a transaction of its own. */
public interface FileStore {

  /** Bytes of a piece, but for the last. */
  int PIECE = 256 * 1024;

  /**
   * Begins a file, which is invisible until it is complete.
   *
   * @throws io.auterity.spi.CallFailedException {@code too_large} when the tenant keeps enough
   */
  void begin(TenantScope scope, UUID file, UUID owner, Instant created);

  /** Begins a file of results, for which there is always room. */
  void beginResult(TenantScope scope, UUID file, UUID owner, Instant created);

  /** Adds a piece; their numbers begin with 0 and have no gap. */
  void append(TenantScope scope, UUID file, int number, byte[] piece);

  /**
   * Ends a file; it is seen from now on.
   *
   * @throws io.auterity.spi.CallFailedException {@code too_large} when the tenant would keep too
   *     much; then the file is gone
   */
  StoredFile complete(
      TenantScope scope, UUID file, String purpose, String name, @Nullable Duration kept);

  Optional<StoredFile> find(TenantScope scope, UUID owner, UUID file);

  /** Those of them that there are, in no order. */
  List<StoredFile> find(TenantScope scope, UUID owner, Set<UUID> files);

  List<StoredFile> list(TenantScope scope, UUID owner, FileQuery query);

  /** A piece of a file; empty behind its last, and when the file is gone. */
  Optional<byte[]> piece(TenantScope scope, UUID file, int number);

  /** Forgets a file, also one that is not complete; false when there is none. */
  boolean delete(TenantScope scope, UUID owner, UUID file);
}
