package io.auterity.toolkit.ai;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.toolkit.sse.SseDecoder;
import io.auterity.toolkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns server-sent events into events of a chat. Whatever goes wrong is the last event, and
 * nothing follows the last.
 */
public final class SseChatDecoder implements Decoder<ChatEvent> {

  private static final int LONGEST_LINE = 16 * 1024 * 1024;

  /** What the events of one answer mean in a vendor's dialect. */
  public interface Answer {

    /**
     * Takes the data of one event and adds what it means; a {@link ChatEvent.Finished} ends it.
     *
     * @throws CallFailedException when it cannot be read, or tells of an error
     */
    void take(String data, List<ChatEvent> events);

    /**
     * Nothing follows, though no event has ended the answer.
     *
     * @throws CallFailedException when something is missing
     */
    void end(List<ChatEvent> events);
  }

  private final SseDecoder lines = new SseDecoder(LONGEST_LINE);
  private final Answer answer;
  private boolean ended;

  public SseChatDecoder(Answer answer) {
    this.answer = answer;
  }

  @Override
  public List<ChatEvent> feed(byte[] bytes) {
    List<ChatEvent> events = new ArrayList<>();
    try {
      for (SseEvent event : lines.feed(bytes)) {
        if (!ended) {
          answer.take(event.data(), events);
          ended = !events.isEmpty() && events.getLast() instanceof ChatEvent.Finished;
        }
      }
    } catch (CallFailedException e) {
      fail(e, events);
    }
    return events;
  }

  @Override
  public List<ChatEvent> end() {
    List<ChatEvent> events = new ArrayList<>();
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

  private void fail(CallFailedException cause, List<ChatEvent> events) {
    if (!ended) {
      ended = true;
      events.add(new ChatEvent.Failed(cause.failure()));
    }
  }
}
