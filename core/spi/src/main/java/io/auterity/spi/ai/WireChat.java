package io.auterity.spi.ai;

import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.StreamEvent;

/**
 * An {@link Ai} whose vendor is asked in a language that callers of the gateway speak as well. What
 * such a caller wrote goes to the vendor as it is, and the vendor's answer back, neither made into
 * records. Whatever would have to be rewritten on the way takes the way of records instead.
 */
public interface WireChat {

  /** Name of the language, e.g. {@code openai}. */
  String dialect();

  /**
   * Whether a chat can go as it was written, so that nothing of it is {@linkplain Ai#lossy lost}.
   * The answer needs no I/O.
   *
   * @param frame the request without its conversation
   * @param stream whether the answer is to come as it is made
   */
  boolean passes(ChatRequest frame, boolean stream);

  /**
   * Asks for the whole answer, as {@link Ai#createChat} does.
   *
   * @return a {@link WireAnswer}, or the record where the vendor's words need rewriting
   */
  ChatAnswer createChat(WireBody body, Call call);

  /**
   * Asks for the answer as it is made, as {@link Ai#streamChat} does.
   *
   * @return {@link WireEvent}s, from some point on perhaps {@link ChatEvent}s
   */
  default Events<? extends StreamEvent> streamChat(WireBody body, Call call) {
    throw call.unsupported();
  }
}
