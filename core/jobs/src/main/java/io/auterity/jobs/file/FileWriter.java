package io.auterity.jobs.file;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One file as it is written: at most one piece of it is held. */
public final class FileWriter {

  private final FileStore store;
  private final TenantScope scope;
  private final UUID file;
  private final UUID owner;
  private final byte[] piece = new byte[FileStore.PIECE];
  private int held;
  private int pieces;

  private FileWriter(FileStore store, TenantScope scope, UUID file, UUID owner) {
    this.store = store;
    this.scope = scope;
    this.file = file;
    this.owner = owner;
  }

  /** Begins a file. */
  public static FileWriter begin(
      FileStore store, TenantScope scope, UUID file, UUID owner, Instant created) {
    store.begin(scope, file, owner, created);
    return new FileWriter(store, scope, file, owner);
  }

  /** Begins a file of results. */
  public static FileWriter beginResult(
      FileStore store, TenantScope scope, UUID file, UUID owner, Instant created) {
    store.beginResult(scope, file, owner, created);
    return new FileWriter(store, scope, file, owner);
  }

  /**
   * Adds all that comes.
   *
   * @throws CallFailedException {@code too_large} when more than {@code most} bytes come
   */
  public void writeAll(InputStream content, long most) throws IOException {
    long written = 0;
    for (int read = fill(content); read >= 0; read = fill(content)) {
      written += read;
      if (written > most) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE, "the file is longer than %d bytes".formatted(most));
      }
    }
  }

  private int fill(InputStream content) throws IOException {
    int read = content.read(piece, held, piece.length - held);
    held += Math.max(0, read);
    flushIfFull();
    return read;
  }

  /** Adds some bytes. */
  public void write(byte[] bytes) {
    for (int from = 0; from < bytes.length; ) {
      int part = Math.min(bytes.length - from, piece.length - held);
      System.arraycopy(bytes, from, piece, held, part);
      held += part;
      from += part;
      flushIfFull();
    }
  }

  private void flushIfFull() {
    if (held == piece.length) {
      flush();
    }
  }

  private void flush() {
    store.append(scope, file, pieces, Arrays.copyOf(piece, held));
    pieces++;
    held = 0;
  }

  /** Ends the file, which is seen from now on. */
  public StoredFile complete(String purpose, String name, @Nullable Duration kept) {
    finish();
    return store.complete(scope, file, purpose, name, kept);
  }

  /** Stores all that was written; the caller makes the file visible. */
  public UUID finish() {
    if (held > 0) {
      flush();
    }
    return file;
  }

  /** Forgets what was written. */
  public void abandon() {
    store.delete(scope, owner, file);
  }
}
