package io.auterity.gateway.listener;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.BodyPace;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request on its event loop, in memory that is reserved first: all of a
 * length that is announced, else piece by piece. Its sender is held up while there is no room. One
 * that is too long is read on for a while without keeping it, so that its sender gets to read the
 * refusal.
 */
final class Body {

  private static final int PATIENCE = 4;
  private static final int PIECE = 64 * 1024;

  /** How a body ended. */
  sealed interface End {
    /** All of it is there, and its memory is reserved for as long as its receiver has it. */
    // Bytes are handed on, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements End {}

    /** It is longer than bodies may be. */
    record TooLong() implements End {}

    /** No room came for it beside the others, or there never is. */
    record NoRoom(Failure why) implements End {}

    /** It cannot be told where it ends. */
    record Malformed() implements End {}

    /** It came too slowly. */
    record TooSlow() implements End {}

    /** Its sender has gone. */
    record Broken() implements End {}
  }

  private final EventLoop loop;
  private final HttpServerRequest request;
  private final MemoryPool.Claim memory;
  private final int longest;
  private final Consumer<End> done;
  private final BodyPace pace;
  private final Time time;
  private EventLoop.@Nullable Alarm alarm;
  private long heard;
  private long left;
  private Buffer collected = Buffer.buffer();
  private boolean tooLong;
  private long seen;
  private long room;
  // The alarm that ends the wait for room.
  private EventLoop.@Nullable Alarm waiting;
  private boolean complete;
  private boolean ended;

  private Body(
      EventLoop loop,
      HttpServerRequest request,
      MemoryPool.Claim memory,
      int longest,
      BodyPace pace,
      Time time,
      Consumer<End> done) {
    this.loop = loop;
    this.request = request;
    this.memory = memory;
    this.longest = longest;
    this.done = done;
    this.pace = pace;
    this.time = time;
    this.heard = time.nanos();
    this.left = pace.start();
    arm();
  }

  // Once in a grace, and not with each piece.
  private void arm() {
    alarm = loop.after(Duration.ofNanos(left).plusMillis(1), this::look);
  }

  private void look() {
    if (waiting == null) {
      hear(0);
    }
    if (left <= 0) {
      end(new End.TooSlow());
    } else {
      arm();
    }
  }

  private void hear(int bytes) {
    long now = time.nanos();
    left = pace.left(left, now - heard, bytes);
    heard = now;
  }

  /**
   * Collects a body and hands its end over once.
   *
   * @param memory what the body takes; closed unless all of it is there
   */
  static void collect(
      EventLoop loop,
      HttpServerRequest request,
      MemoryPool.Claim memory,
      int longest,
      BodyPace pace,
      Time time,
      Consumer<End> done) {
    Body body = new Body(loop, request, memory, longest, pace, time, done);
    request.handler(body::take);
    request.endHandler(ignored -> body.complete());
    request.exceptionHandler(ignored -> body.end(new End.Broken()));
    StrictDecoder.ifMalformed(request.connection(), () -> body.end(new End.Malformed()));
    if (request.response().closed()) {
      // It went while its key was looked up, which is not said any more.
      body.end(new End.Broken());
    } else {
      body.begin();
    }
  }

  private void begin() {
    String announced = request.getHeader("content-length");
    long length = announced == null ? 0 : Long.parseLong(announced);
    tooLong = length > longest;
    if (length > 0 && !tooLong) {
      need(length);
    }
  }

  private void need(long more) {
    try {
      if (memory.reserveNow(more)) {
        room += more;
        return;
      }
      request.pause();
      waiting = loop.after(MemoryPool.LONGEST_WAIT, () -> noRoom(memory.noRoom(more)));
      // Given up by closing the claim.
      var _ = memory.reserve(more, () -> loop.run(() -> roomCame(more)));
    } catch (CallFailedException e) {
      noRoom(e.failure());
    }
  }

  private void roomCame(long more) {
    if (ended || waiting == null) {
      return;
    }
    waiting.cancel();
    waiting = null;
    room += more;
    heard = time.nanos();
    if (complete) {
      complete();
    } else {
      request.resume();
    }
  }

  private void noRoom(Failure why) {
    end(new End.NoRoom(why));
    request.resume();
  }

  private void take(Buffer piece) {
    if (ended) {
      return;
    }
    seen += piece.length();
    tooLong |= seen > longest;
    hear(piece.length());
    if (seen > (long) longest * PATIENCE) {
      end(new End.TooLong());
    } else if (tooLong) {
      collected = Buffer.buffer();
      memory.close();
    } else {
      collected = collected.length() == 0 ? piece : collected.appendBuffer(piece);
      makeRoom();
    }
  }

  // One piece may be here before its room: who looked up the key lets all come.
  private void makeRoom() {
    if (waiting != null) {
      request.pause();
    } else if (seen > room) {
      need(Math.max(PIECE, seen - room));
    }
  }

  private void complete() {
    complete = true;
    if (tooLong) {
      end(new End.TooLong());
    } else if (waiting == null) {
      end(new End.Whole(collected.getBytes()));
    }
  }

  private void end(End how) {
    if (ended) {
      return;
    }
    ended = true;
    for (EventLoop.Alarm set : new EventLoop.@Nullable Alarm[] {alarm, waiting}) {
      if (set != null) {
        set.cancel();
      }
    }
    collected = Buffer.buffer();
    if (!(how instanceof End.Whole)) {
      memory.close();
    }
    done.accept(how);
  }
}
