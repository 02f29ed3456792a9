package io.auterity.gateway.listener;

import io.auterity.gateway.door.BodyTooSlowException;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it comes. Its sender is held up while its reader has a window of it
 * unread, and has to go on within the pace while its reader waits; what goes wrong is thrown as
 * {@link CallFailedException}, or as {@link BodyTooSlowException}.
 */
final class UploadStream extends InputStream {

  private static final int GO_ON = MemoryPool.WINDOW / 4;
  // What a read of a socket may bring after it was told to stop.
  private static final int STOP = MemoryPool.WINDOW / 2;

  private final EventLoop loop;
  private final HttpServerRequest request;
  private final BodyPace pace;
  private final Time time;
  private long left;

  // What follows is guarded by this.
  private final Queue<Buffer> pieces = new ArrayDeque<>();
  private int place;
  private int unread;
  private boolean stopped;
  private boolean ended;
  private boolean closed;
  private boolean slow;
  private @Nullable Failure broken;

  private UploadStream(EventLoop loop, HttpServerRequest request, BodyPace pace, Time time) {
    this.loop = loop;
    this.request = request;
    this.pace = pace;
    this.time = time;
    this.left = pace.start();
  }

  /**
   * Begins to take a body; called on its event loop.
   *
   * @param malformed what is thrown when it cannot be told where it ends
   */
  static UploadStream of(
      EventLoop loop, HttpServerRequest request, BodyPace pace, Failure malformed, Time time) {
    UploadStream stream = new UploadStream(loop, request, pace, time);
    request.handler(stream::add);
    request.endHandler(_ -> stream.end(null));
    request.exceptionHandler(_ -> stream.end(GONE));
    StrictDecoder.ifMalformed(request.connection(), () -> stream.end(malformed));
    if (request.response().closed()) {
      stream.end(GONE);
    }
    return stream;
  }

  private static final Failure GONE =
      Failure.of(FailureCode.CANCELLED, "the sender of the body has gone");

  private synchronized void add(Buffer piece) {
    if (closed || piece.length() == 0) {
      return;
    }
    pieces.add(piece);
    unread += piece.length();
    if (unread >= STOP && !stopped) {
      stopped = true;
      request.pause();
    }
    notifyAll();
  }

  private synchronized void end(@Nullable Failure why) {
    if (!ended) {
      ended = true;
      broken = why;
      notifyAll();
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    await();
    Buffer piece = pieces.peek();
    if (piece == null) {
      return -1;
    }
    int count = Math.min(length, piece.length() - place);
    piece.getBytes(place, place + count, target, offset);
    place += count;
    unread -= count;
    if (place == piece.length()) {
      pieces.remove();
      place = 0;
    }
    if (stopped && unread <= GO_ON) {
      stopped = false;
      loop.run(request::resume);
    }
    return count;
  }

  // Its sender's time runs only while nothing is here to be read.
  private void await() {
    long before = unread;
    long began = time.nanos();
    try {
      while (pieces.isEmpty() && !ended) {
        long rest = left - (time.nanos() - began);
        if (rest <= 0) {
          slow = true;
          throw new BodyTooSlowException();
        }
        TimeUnit.NANOSECONDS.timedWait(this, rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(GONE);
    }
    left = pace.left(left, time.nanos() - began, Math.max(0, unread - before));
    if (pieces.isEmpty() && broken != null) {
      throw new CallFailedException(broken);
    }
  }

  /** Whether nothing more of its connection can be read. */
  synchronized boolean spoilt() {
    return slow || broken != null;
  }

  /** Lets the rest of the body come without keeping it. */
  @Override
  public synchronized void close() {
    closed = true;
    pieces.clear();
    loop.run(request::resume);
  }
}
