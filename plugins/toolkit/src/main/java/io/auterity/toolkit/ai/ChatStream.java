package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Events of a streamed answer; it meters the last usage that the vendor told. One thread reads; any
 * may close.
 */
final class ChatStream implements Events<ChatEvent> {

  private final WireStream stream;
  private final Decoder<ChatEvent> decoder;
  private final Call call;
  private final Queue<ChatEvent> ready = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile TokenUsage usage = TokenUsage.NONE;
  private boolean ended;

  ChatStream(WireStream stream, Decoder<ChatEvent> decoder, Call call) {
    this.stream = stream;
    this.decoder = decoder;
    this.call = call;
  }

  @Override
  public @Nullable ChatEvent next() {
    while (ready.isEmpty() && !ended && !closed.get()) {
      ready.addAll(read());
    }
    ChatEvent event = closed.get() ? null : ready.poll();
    observe(event);
    return event;
  }

  private List<ChatEvent> read() {
    try {
      byte[] bytes = stream.next();
      return bytes == null ? end() : decoder.feed(bytes);
    } catch (CallFailedException e) {
      return broken(e.failure());
    }
  }

  private List<ChatEvent> end() {
    ended = true;
    return decoder.end();
  }

  private List<ChatEvent> broken(Failure failure) {
    ended = true;
    return List.of(new ChatEvent.Failed(failure));
  }

  private void observe(@Nullable ChatEvent event) {
    switch (event) {
      case ChatEvent.Used(TokenUsage told) -> usage = told;
      case ChatEvent.Finished finished -> close();
      case ChatEvent.Failed failed -> close();
      case null, default -> {}
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      AiMeter.meter(usage, call);
      stream.close();
    }
  }
}
