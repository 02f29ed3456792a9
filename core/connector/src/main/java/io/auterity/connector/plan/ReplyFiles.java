package io.auterity.connector.plan;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files that large replies lie in, and how much room they take until they are closed. A file
 * loses its name as soon as it is open, which lets no other process find it and leaves nothing
 * behind, however the process ends.
 */
final class ReplyFiles {

  /** Those of this process. */
  static final ReplyFiles SHARED =
      new ReplyFiles(Path.of(System.getProperty("java.io.tmpdir")), 1024L * 1024 * 1024);

  private final Path folder;
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Files in a folder.
   *
   * @param most bytes in all of them, from which on no other is opened
   */
  ReplyFiles(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  Path folder() {
    return folder;
  }

  /** Whether another may be opened. */
  boolean hasRoom() {
    return taken.get() < most;
  }

  /** Opens another. */
  ReplyFile open() throws IOException {
    Path named = Files.createTempFile(folder, "auterity-", ".reply");
    try {
      return new ReplyFile(new RandomAccessFile(named.toFile(), "rw"));
    } finally {
      Files.delete(named);
    }
  }

  /** One of them. */
  final class ReplyFile implements Closeable {

    private final RandomAccessFile file;
    private final AtomicLong length = new AtomicLong();

    private ReplyFile(RandomAccessFile file) {
      this.file = file;
    }

    void write(byte[] piece) throws IOException {
      file.write(piece);
      length.addAndGet(piece.length);
      taken.addAndGet(piece.length);
    }

    /** Reads on from a position; one thread at a time may call it. */
    int read(long position, byte[] into, int offset, int count) throws IOException {
      file.seek(position);
      return file.read(into, offset, count);
    }

    @Override
    public void close() {
      taken.addAndGet(-length.getAndSet(0));
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
