package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a reply on the loop and hands it over once. Its memory is reserved before it is used; the
 * peer is held up while there is no room, and the exchange ends when none comes.
 */
final class WholeReply implements ReplySink {

  private static final int LEAST = 1024;

  private final int limit;
  private final CallMemory memory;
  private final CompletableFuture<WireResponse> whole = new CompletableFuture<>();
  // What follows is the loop's.
  private byte[] body = {};
  private int length;
  private volatile @Nullable HttpExchange exchange;
  private @Nullable HttpClientResponse response;
  private EventLoop.@Nullable Alarm waiting;
  private MemoryPool.@Nullable Wish wish;
  private boolean ended;
  private int status;
  private Map<String, List<String>> headers = Map.of();

  /**
   * @param limit most bytes that are taken
   * @param memory of the call
   */
  WholeReply(int limit, CallMemory memory) {
    this.limit = limit;
    this.memory = memory;
  }

  WireResponse await(HttpExchange sent) {
    return BlockingExchange.await(whole, sent);
  }

  @Override
  public void head(HttpExchange replied, HttpClientResponse head) {
    exchange = replied;
    response = head;
    status = head.statusCode();
    headers = replied.headers(head);
    int announced = head.request().getMethod().equals(HttpMethod.HEAD) ? 0 : announced(head);
    if (announced > 0 && announced <= limit) {
      grow(announced, Buffer.buffer());
    }
  }

  private static int announced(HttpClientResponse head) {
    try {
      return Integer.parseInt(Objects.requireNonNullElse(head.getHeader("content-length"), "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public void data(Buffer bytes) {
    if (whole.isDone()) {
      return;
    }
    if (length > limit - bytes.length()) {
      refuse(
          Failure.of(FailureCode.TOO_LARGE, "the reply has more than %d bytes".formatted(limit))
              .withApplied(Applied.UNKNOWN));
    } else if (length + bytes.length() <= body.length) {
      take(bytes);
    } else {
      long needed =
          Math.max((long) length + bytes.length(), Math.max(LEAST, body.length + body.length / 2L));
      grow((int) Math.min(needed, limit), bytes);
    }
  }

  private void take(Buffer bytes) {
    bytes.getBytes(body, length);
    length += bytes.length();
  }

  // Holds the peer up until there is room for so many bytes in all.
  private void grow(int capacity, Buffer bytes) {
    HttpExchange running = Objects.requireNonNull(exchange);
    long more = (long) CallMemory.BYTE_WEIGHT * (capacity - body.length);
    try {
      if (memory.reserveNow(more)) {
        fill(capacity, bytes);
        return;
      }
      Objects.requireNonNull(response).pause();
      waiting = running.after(MemoryPool.LONGEST_WAIT, () -> refuse(memory.noRoom(more)));
      wish = memory.reserve(more, () -> running.run(() -> roomCame(capacity, more, bytes)));
    } catch (CallFailedException e) {
      refuse(e.failure());
    }
  }

  private void fill(int capacity, Buffer bytes) {
    body = Arrays.copyOf(body, capacity);
    take(bytes);
  }

  private void roomCame(int capacity, long more, Buffer bytes) {
    if (whole.isDone()) {
      memory.giveBack(more);
      return;
    }
    settle();
    fill(capacity, bytes);
    if (ended) {
      end();
    } else {
      Objects.requireNonNull(response).resume();
    }
  }

  private void settle() {
    if (waiting != null) {
      waiting.cancel();
      waiting = null;
    }
    if (wish != null) {
      wish.giveUp();
      wish = null;
    }
  }

  private void refuse(Failure failure) {
    settle();
    body = new byte[0];
    if (exchange != null) {
      exchange.abort(failure);
    }
    whole.completeExceptionally(new CallFailedException(failure));
  }

  @Override
  public void end() {
    ended = true;
    if (waiting == null) {
      byte[] bytes = length == body.length ? body : Arrays.copyOf(body, length);
      body = new byte[0];
      whole.complete(new WireResponse(status, headers, bytes));
    }
  }

  @Override
  public void failed(CallFailedException failure) {
    whole.completeExceptionally(failure);
    HttpExchange running = exchange;
    if (running != null) {
      running.run(this::drop);
    }
  }

  // What came is of no use, though the alarm holds this for a while.
  private void drop() {
    settle();
    body = new byte[0];
    length = 0;
  }
}
