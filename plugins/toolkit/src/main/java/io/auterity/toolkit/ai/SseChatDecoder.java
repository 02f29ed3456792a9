package io.auterity.toolkit.ai;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.toolkit.sse.JsonLinesDecoder;
import io.auterity.toolkit.sse.SseDecoder;
import io.auterity.toolkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns server-sent events, or lines of JSON, into events of a chat. Whatever goes wrong is the
 * last event, and nothing follows the last.
 *
 * @param <E> the type of event
 */
public final class SseChatDecoder<E extends StreamEvent> implements Decoder<E> {

  private static final int LONGEST_LINE = 16 * 1024 * 1024;

  /** What the events of one answer mean in a vendor's dialect. */
  public interface Answer<E> {

    /**
     * Takes the data of one event and adds what it means; the {@linkplain StreamEvent#last last}
     * ends it.
     *
     * @throws CallFailedException when it cannot be read, or tells of an error
     */
    void take(String data, List<E> events);

    /** The same where the type of an event counts; it does not unless this is overridden. */
    default void take(SseEvent event, List<E> events) {
      take(event.data(), events);
    }

    /**
     * Nothing follows, though no event has ended the answer.
     *
     * @throws CallFailedException when something is missing
     */
    void end(List<E> events);
  }

  private final Function<byte[], List<SseEvent>> lines;
  private final Answer<E> answer;
  private final Function<Failure, E> failed;
  private boolean ended;

  /**
   * @param failed makes the event that tells a failure
   */
  public SseChatDecoder(Answer<E> answer, Function<Failure, E> failed) {
    this(new SseDecoder(LONGEST_LINE)::feed, answer, failed);
  }

  private SseChatDecoder(
      Function<byte[], List<SseEvent>> lines, Answer<E> answer, Function<Failure, E> failed) {
    this.lines = lines;
    this.answer = answer;
    this.failed = failed;
  }

  /** The same for a vendor that writes each event as a line of JSON. */
  public static <E extends StreamEvent> SseChatDecoder<E> ofJsonLines(
      Answer<E> answer, Function<Failure, E> failed) {
    return new SseChatDecoder<>(new JsonLinesDecoder(LONGEST_LINE)::feed, answer, failed);
  }

  @Override
  public List<E> feed(byte[] bytes) {
    List<E> events = new ArrayList<>();
    try {
      for (SseEvent event : lines.apply(bytes)) {
        if (!ended) {
          answer.take(event, events);
          ended = !events.isEmpty() && events.getLast().last();
        }
      }
    } catch (CallFailedException e) {
      fail(e, events);
    }
    return events;
  }

  @Override
  public List<E> end() {
    List<E> events = new ArrayList<>();
    if (!ended) {
      try {
        answer.end(events);
        ended = true;
      } catch (CallFailedException e) {
        fail(e, events);
      }
    }
    return events;
  }

  private void fail(CallFailedException cause, List<E> events) {
    if (!ended) {
      ended = true;
      events.add(failed.apply(cause.failure()));
    }
  }
}
