package io.auterity.connector.plan;

import io.auterity.connector.plan.ReplyFiles.ReplyFile;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of one reply, which is taken piece by piece: a small one in memory, a larger one in a
 * file.
 *
 * <p>A reader reads them after the call has ended, any number of times, and does not say when it is
 * through. So the room of a file is given back when the call fails, and otherwise when nothing that
 * could read it can be reached any more. While files that wait for that take too much of it, a
 * larger body is in memory too, whose need has them found.
 */
final class ReplyBytes {

  /** As many as any door hands on. */
  static final int MOST = Content.MOST_IN_JSON;

  /** More go to a file. */
  static final int IN_MEMORY = 1024 * 1024;

  // Its base64 and the text around that.
  private static final int WRITTEN = 3;

  private static final Cleaner CLEANER = Cleaner.create();

  private final ReplyFiles files;
  private final Call call;
  private ByteArrayOutputStream first = new ByteArrayOutputStream();
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable ReplyFile file;
  private Cleaner.@Nullable Cleanable room;
  private long length;

  private ReplyBytes(ReplyFiles files, Call call) {
    this.files = files;
    this.call = call;
  }

  /**
   * Reads a body to its end.
   *
   * @param call whose answer it is: the door writes all of it, out of a file as well
   * @throws CallFailedException as the stream does, {@code too_large}, or {@code saturated} when
   *     there is no room for the file, or for what the door writes
   */
  static ReplyBytes of(WireStream body, Call call) {
    return of(body, call, ReplyFiles.SHARED);
  }

  /** The same with its file among those. */
  static ReplyBytes of(WireStream body, Call call, ReplyFiles files) {
    ReplyBytes bytes = new ReplyBytes(files, call);
    try {
      for (byte[] piece = body.next(); piece != null; piece = body.next()) {
        bytes.add(piece);
      }
      return bytes;
    } catch (CallFailedException e) {
      bytes.forget();
      throw e;
    }
  }

  private void add(byte[] piece) {
    length += piece.length;
    if (length > MOST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "the reply has more than %d bytes".formatted(MOST));
    }
    call.reserve((long) WRITTEN * piece.length);
    if (file == null && (length <= IN_MEMORY || !files.hasRoom())) {
      first.writeBytes(piece);
      return;
    }
    try {
      ReplyFile open = file == null ? begun() : file;
      open.write(piece);
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private ReplyFile begun() throws IOException {
    ReplyFile open = files.open();
    file = open;
    room = CLEANER.register(this, open::close);
    open.write(first.toByteArray());
    first = new ByteArrayOutputStream(0);
    return open;
  }

  private CallFailedException noRoom(IOException e) {
    return new CallFailedException(
        Failure.of(
            FailureCode.SATURATED,
            "a reply of more than %d bytes cannot be kept in %s (%s): make room there"
                .formatted(IN_MEMORY, files.folder(), e.getClass().getSimpleName())));
  }

  /** How many there are. */
  long length() {
    return length;
  }

  /** Gives the room back; nothing can be read any more. */
  void forget() {
    if (room != null) {
      room.clean();
    }
  }

  /** Content of these bytes. */
  Content as(String mediaType, @Nullable String name) {
    return file == null
        ? Content.of(mediaType, name, first.toByteArray())
        : new Filed(mediaType, name);
  }

  private int read(long position, byte[] into, int offset, int count) throws IOException {
    ReplyFile from = Objects.requireNonNull(file);
    reading.lock();
    try {
      return from.read(position, into, offset, count);
    } finally {
      reading.unlock();
      // The file stays open for as long as a reader reads.
      Reference.reachabilityFence(this);
    }
  }

  /** What lies in a file. */
  private final class Filed implements Content {

    private final String mediaType;
    private final @Nullable String name;

    Filed(String mediaType, @Nullable String name) {
      this.mediaType = mediaType;
      this.name = name;
    }

    @Override
    public String mediaType() {
      return mediaType;
    }

    @Override
    public @Nullable String name() {
      return name;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public InputStream open() {
      return new Reading();
    }

    // Never the bytes: they may be any person's.
    @Override
    public String toString() {
      return "%s of %d bytes".formatted(mediaType, length);
    }
  }

  /** One reading from the first byte to the last. */
  private final class Reading extends InputStream {

    private final byte[] one = new byte[1];
    private long position;

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      int read = ReplyBytes.this.read(position, into, offset, count);
      position += Math.max(read, 0);
      return read;
    }
  }
}
