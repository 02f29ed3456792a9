package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is read piece by piece. The loop delivers at most {@link #WINDOW} pieces ahead; then
 * the socket is not read until half of them are taken, so a slow reader slows the peer. What waits
 * is reserved; what its reader keeps is the reader's to reserve.
 */
final class StreamedReply implements ReplySink, WireStream {

  private static final int WINDOW = 16;

  private final CompletableFuture<Head> head = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private final CallMemory memory;
  private final boolean ownsMemory;
  private @Nullable CallFailedException failure;
  private boolean ended;
  private int taken;
  private long queued;
  private long room;
  private boolean over;

  private record Head(
      HttpExchange exchange,
      HttpClientResponse response,
      int status,
      Map<String, List<String>> headers) {}

  /**
   * @param memory of the call
   * @param ownsMemory whether that is of this reply alone, which closes it
   */
  StreamedReply(CallMemory memory, boolean ownsMemory) {
    this.memory = memory;
    this.ownsMemory = ownsMemory;
  }

  StreamedReply awaitHead(HttpExchange exchange) {
    BlockingExchange.await(head, exchange);
    return this;
  }

  @Override
  public int status() {
    return head.join().status();
  }

  @Override
  public Map<String, List<String>> headers() {
    return head.join().headers();
  }

  @Override
  public byte @Nullable [] next() {
    lock.lock();
    try {
      awaitPiece();
      byte[] piece = pieces.poll();
      if (piece != null) {
        queued -= piece.length;
        fetchMore();
      } else if (failure != null) {
        throw new CallFailedException(failure.failure());
      }
      return piece;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WireResponse drain(int limit) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] piece = next(); piece != null; piece = next()) {
      memory.reserve((long) CallMemory.BYTE_WEIGHT * piece.length);
      if (body.size() + piece.length > limit) {
        close();
        throw new CallFailedException(
            FailureCode.TOO_LARGE, "the reply has more than %d bytes".formatted(limit));
      }
      body.writeBytes(piece);
    }
    byte[] whole = body.toByteArray();
    memory.reserveValues(whole);
    return new WireResponse(status(), headers(), whole);
  }

  @Override
  public void close() {
    if (ownsMemory) {
      memory.close();
    } else {
      memory.giveBack(window());
    }
    head.join().exchange().abort(FailureCode.CANCELLED, "the reader has closed the stream");
  }

  // Nothing more comes, so that the window is of no use.
  private long window() {
    lock.lock();
    try {
      long given = room;
      room = 0;
      over = true;
      return given;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void head(HttpExchange exchange, HttpClientResponse response) {
    response.pause();
    exchange.fetch(response, WINDOW);
    head.complete(new Head(exchange, response, response.statusCode(), exchange.headers(response)));
  }

  @Override
  public void data(Buffer bytes) {
    byte[] piece = bytes.getBytes();
    long missing;
    long before;
    lock.lock();
    try {
      if (over) {
        return;
      }
      pieces.add(piece);
      queued += piece.length;
      before = room;
      missing = queued - room;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (missing > 0) {
      makeRoom(missing, before);
    }
  }

  // Asked by the loop alone, to which no more than the window comes meanwhile. Where there is no
  // room for as much again, there may be for what waits.
  private void makeRoom(long missing, long before) {
    try {
      boolean came = (before > missing && hasRoom(before)) || hasRoom(missing);
      if (!came) {
        abort(memory.noRoom(missing));
      }
    } catch (CallFailedException e) {
      abort(e.failure());
    }
  }

  private boolean hasRoom(long more) {
    if (!memory.reserveNow(more)) {
      return false;
    }
    lock.lock();
    try {
      room += over ? 0 : more;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void abort(Failure why) {
    head.join().exchange().abort(why);
  }

  @Override
  public void end() {
    change(() -> ended = true);
  }

  @Override
  public void failed(CallFailedException cause) {
    head.completeExceptionally(cause);
    change(() -> failure = cause);
  }

  private void awaitPiece() {
    try {
      while (pieces.isEmpty() && !ended && failure == null) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      head.join().exchange().abort(FailureCode.CANCELLED, "the reader was interrupted");
    }
  }

  private void fetchMore() {
    if (++taken == WINDOW / 2) {
      Head reply = head.join();
      reply.exchange().fetch(reply.response(), taken);
      taken = 0;
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
