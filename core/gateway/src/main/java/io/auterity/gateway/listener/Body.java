package io.auterity.gateway.listener;

import io.auterity.platform.call.BodyPace;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one request on its event loop. One that is too long is read on for a while
 * without keeping it, so that its sender gets to read the refusal.
 */
final class Body {

  private static final int PATIENCE = 4;

  /** How a body ended. */
  sealed interface End {
    /** All of it is there; its receiver releases the load when done with it. */
    // Bytes are handed on, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements End {}

    /** It is longer than bodies may be. */
    record TooLong() implements End {}

    /** There is no room for it beside the others. */
    record NoRoom() implements End {}

    /** It cannot be told where it ends. */
    record Malformed() implements End {}

    /** It came too slowly. */
    record TooSlow() implements End {}

    /** Its sender has gone. */
    record Broken() implements End {}
  }

  private final EventLoop loop;
  private final Load.Share load;
  private final int longest;
  private final Consumer<End> done;
  private final BodyPace pace;
  private final Time time;
  private EventLoop.@Nullable Alarm alarm;
  private long heard;
  private long left;
  private Buffer collected = Buffer.buffer();
  private long seen;
  private int held;
  private boolean noRoom;
  private boolean ended;

  private Body(
      EventLoop loop, Load.Share load, int longest, BodyPace pace, Time time, Consumer<End> done) {
    this.loop = loop;
    this.load = load;
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
    hear(0);
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

  /** Collects a body and hands its end over once; the bytes count as load. */
  static void collect(
      EventLoop loop,
      HttpServerRequest request,
      Load.Share load,
      int longest,
      BodyPace pace,
      Time time,
      Consumer<End> done) {
    Body body = new Body(loop, load, longest, pace, time, done);
    request.handler(body::take);
    request.endHandler(ignored -> body.complete());
    request.exceptionHandler(ignored -> body.end(new End.Broken()));
    StrictDecoder.ifMalformed(request.connection(), () -> body.end(new End.Malformed()));
    if (request.response().closed()) {
      // It went while its key was looked up, and nobody says so any more.
      body.end(new End.Broken());
    }
  }

  private void take(Buffer piece) {
    if (ended) {
      return;
    }
    seen += piece.length();
    hear(piece.length());
    if (seen > (long) longest * PATIENCE) {
      end(tooMuch());
    } else if (seen > longest || noRoom || !load.hold(piece.length())) {
      noRoom |= seen <= longest;
      drop();
    } else {
      held += piece.length();
      collected = collected.length() == 0 ? piece : collected.appendBuffer(piece);
    }
  }

  private void drop() {
    collected = Buffer.buffer();
    load.release(held);
    held = 0;
  }

  private void complete() {
    if (seen > longest || noRoom) {
      end(tooMuch());
    } else {
      held = 0;
      end(new End.Whole(collected.getBytes()));
    }
  }

  private End tooMuch() {
    return noRoom ? new End.NoRoom() : new End.TooLong();
  }

  private void end(End how) {
    if (!ended) {
      ended = true;
      if (alarm != null) {
        alarm.cancel();
      }
      drop();
      done.accept(how);
    }
  }
}
