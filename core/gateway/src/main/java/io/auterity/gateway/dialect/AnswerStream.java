package io.auterity.gateway.dialect;

import io.auterity.spi.Failure;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.WireEvent;

/** One streamed answer in a dialect; it never ends with silence. */
public interface AnswerStream {

  /** The type of all its bytes together. */
  default String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  /** The bytes of an event; none when the caller need not know of it, or not yet. */
  byte[] write(ChatEvent event);

  /** The bytes of an event that was written in this dialect; none when the caller did not ask. */
  default byte[] pass(WireEvent.Passed event) {
    throw new IllegalStateException("no vendor's stream passes in this dialect");
  }

  /** The bytes of an end that came without an event of its own. */
  default byte[] fail(Failure failure) {
    return write(new ChatEvent.Failed(failure));
  }

  /** Whether the last event has been written. */
  boolean ended();
}
