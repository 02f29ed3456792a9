package io.auterity.gateway.listener;

import io.auterity.gateway.door.ReplyChannel;
import io.auterity.gateway.door.WholeAnswer;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way back over one HTTP request. The caller's thread says what to send; the event loop that
 * owns the connection sends it, all pieces that came meanwhile in one go.
 */
final class HttpReply implements ReplyChannel {

  private static final int MOST_UNSENT = 256 * 1024;
  private static final Duration LONGEST_STALL = Duration.ofSeconds(60);

  private final EventLoop loop;
  private final HttpServerResponse response;
  private final Time time;

  // What follows is guarded by this.
  private Buffer unsent = Buffer.buffer();
  private int leaving;
  private boolean scheduled;
  private int status;
  private @Nullable Map<String, String> trailers;
  private @Nullable Runnable onGone;
  private boolean gone;

  HttpReply(EventLoop loop, HttpServerResponse response, Time time) {
    this.loop = loop;
    this.response = response;
    this.time = time;
    response.closeHandler(ignored -> gone());
    response.exceptionHandler(ignored -> gone());
  }

  /** Of a large answer no more than a piece waits here: its sender waits for the caller. */
  @Override
  public void send(WholeAnswer answer) {
    begin(answer.status());
    if (answer.body().length > MOST_UNSENT) {
      sendInPieces(answer);
      return;
    }
    loop.run(
        () -> {
          if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            response.end(Buffer.buffer(answer.body()));
          }
        });
  }

  private void sendInPieces(WholeAnswer answer) {
    byte[] body = answer.body();
    loop.run(
        () -> {
          if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            response.putHeader("content-length", Integer.toString(body.length));
          }
        });
    for (int from = 0; from < body.length; from += MOST_UNSENT) {
      write(Arrays.copyOfRange(body, from, Math.min(body.length, from + MOST_UNSENT)));
    }
    end(Map.of());
  }

  @Override
  public void begin(Map<String, String> headers) {
    begin(200);
    loop.run(
        () -> {
          response.setChunked(true);
          headers.forEach(response::putHeader);
        });
  }

  private synchronized void begin(int code) {
    if (status != 0) {
      throw new IllegalStateException("a second answer");
    }
    status = code;
  }

  @Override
  public synchronized void write(byte[] piece) {
    awaitRoom();
    if (!gone) {
      unsent.appendBytes(piece);
      schedule();
    }
  }

  private void awaitRoom() {
    int last = waiting();
    long progress = time.nanos();
    try {
      while (waiting() > MOST_UNSENT && !gone) {
        wait(LONGEST_STALL.toMillis());
        if (waiting() != last) {
          last = waiting();
          progress = time.nanos();
        } else if (time.nanos() - progress >= LONGEST_STALL.toNanos()) {
          abort();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort();
    }
  }

  private int waiting() {
    return leaving + unsent.length();
  }

  @Override
  public synchronized void end(Map<String, String> last) {
    trailers = last;
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.run(this::flush);
    }
  }

  private void flush() {
    Buffer piece;
    Map<String, String> last;
    synchronized (this) {
      scheduled = false;
      piece = unsent;
      unsent = Buffer.buffer();
      leaving += piece.length();
      last = trailers;
    }
    if (response.ended() || response.closed()) {
      return;
    }
    if (last != null) {
      last.forEach(response::putTrailer);
      response.end(piece);
    } else {
      response.write(piece).onComplete(ignored -> left(piece.length()));
    }
  }

  private synchronized void left(int count) {
    leaving -= count;
    notifyAll();
  }

  @Override
  public synchronized void abort() {
    gone();
    loop.run(response::reset);
  }

  @Override
  public synchronized boolean begun() {
    return status != 0;
  }

  /** The HTTP status of the answer; 0 when there is none. */
  synchronized int status() {
    return status;
  }

  @Override
  public synchronized void onGone(Runnable action) {
    if (gone) {
      action.run();
    } else {
      onGone = action;
    }
  }

  private synchronized void gone() {
    gone = true;
    notifyAll();
    if (onGone != null) {
      // Whatever it does must not hold up the event loop.
      Thread.startVirtualThread(onGone);
      onGone = null;
    }
  }
}
