package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.toolkit.sse.SseDecoder;
import io.auterity.toolkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;

/** Bytes to events: server-sent events, each with a chunk of the answer, until {@code [DONE]}. */
final class ChatStreamDecoder implements Decoder<ChatEvent> {

  private static final int LONGEST_LINE = 16 * 1024 * 1024;
  private static final String DONE = "[DONE]";

  private final SseDecoder lines = new SseDecoder(LONGEST_LINE);
  private final AnswerInProgress answer = new AnswerInProgress();
  private boolean ended;

  @Override
  public List<ChatEvent> feed(byte[] bytes) {
    List<ChatEvent> events = new ArrayList<>();
    try {
      for (SseEvent event : lines.feed(bytes)) {
        take(event.data(), events);
      }
    } catch (CallFailedException e) {
      fail(e.failure(), events);
    }
    return events;
  }

  private void take(String data, List<ChatEvent> events) {
    if (ended) {
      return;
    }
    if (data.equals(DONE)) {
      finish(events);
    } else {
      answer.take(ReplyJson.object(data), events);
    }
  }

  /** Some endpoints never send {@code [DONE]}; a reason to finish is as good. */
  @Override
  public List<ChatEvent> end() {
    List<ChatEvent> events = new ArrayList<>();
    if (answer.hasReason()) {
      finish(events);
    } else {
      fail(OpenAiErrors.unread("the answer was cut off"), events);
    }
    return events;
  }

  private void finish(List<ChatEvent> events) {
    if (!ended) {
      ended = true;
      answer.finish(events);
    }
  }

  private void fail(Failure failure, List<ChatEvent> events) {
    if (!ended) {
      ended = true;
      events.add(new ChatEvent.Failed(failure));
    }
  }
}
