package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.Decoder;
import io.auterity.toolkit.PieceMemory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events of a streamed answer; it meters the last usage that the vendor told, and reserves what has
 * come since the last event. One thread reads; any may close.
 */
final class ChatStream<E extends StreamEvent> implements Events<E> {

  private final WireStream stream;
  private final Decoder<E> decoder;
  private final Function<Failure, E> failed;
  private final Call call;
  private final PieceMemory kept;
  private final Queue<E> ready = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Map<String, Long> used = Map.of();
  private boolean ended;

  ChatStream(WireStream stream, Decoder<E> decoder, Function<Failure, E> failed, Call call) {
    this.stream = stream;
    this.decoder = decoder;
    this.failed = failed;
    this.call = call;
    this.kept = new PieceMemory(call);
  }

  @Override
  public @Nullable E next() {
    while (ready.isEmpty() && !ended && !closed.get()) {
      ready.addAll(read());
    }
    E event = closed.get() ? null : ready.poll();
    observe(event);
    return event;
  }

  private List<E> read() {
    try {
      byte[] bytes = stream.next();
      return bytes == null ? end() : fed(bytes);
    } catch (CallFailedException e) {
      return broken(e.failure());
    }
  }

  private List<E> fed(byte[] bytes) {
    kept.add(bytes);
    List<E> events = decoder.feed(bytes);
    if (!events.isEmpty()) {
      kept.reset();
    }
    return events;
  }

  private List<E> end() {
    ended = true;
    return decoder.end();
  }

  private List<E> broken(Failure failure) {
    ended = true;
    return List.of(failed.apply(failure));
  }

  private void observe(@Nullable E event) {
    if (event == null) {
      return;
    }
    Map<String, Long> told = event.used();
    if (!told.isEmpty()) {
      used = told;
    }
    if (event.last() || event.failure() != null) {
      close();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      used.forEach(call::meter);
      stream.close();
    }
  }
}
