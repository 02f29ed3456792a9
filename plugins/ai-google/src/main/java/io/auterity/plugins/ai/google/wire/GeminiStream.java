package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.ai.StreamedParts;
import io.auterity.toolkit.http.VendorReply;
import java.util.List;

/**
 * A streamed answer. Words and thoughts grow from event to event, all else comes whole. No event
 * says that it is the last, and older models tell a reason to stop in each: the answer is whole
 * when the stream ends behind a reason.
 */
final class GeminiStream implements SseChatDecoder.Answer<ChatEvent> {

  private final GeminiAnswer answer = new GeminiAnswer();
  private final StreamedParts parts = new StreamedParts();
  private boolean started;
  private TokenUsage told = TokenUsage.NONE;

  @Override
  public void take(String data, List<ChatEvent> events) {
    List<Part> more = answer.take(GoogleRpcErrors.readEvent(data));
    if (!started) {
      started = true;
      events.add(new ChatEvent.Started(answer.id(), answer.model()));
    }
    more.forEach(part -> parts.say(part, events));
    if (!answer.tokens().isEmpty()) {
      parts.say(new Part.Logprobs(answer.tokens()), events);
    }
    TokenUsage usage = answer.usage();
    if (!usage.equals(told)) {
      told = usage;
      events.add(new ChatEvent.Used(usage));
    }
  }

  @Override
  public void end(List<ChatEvent> events) {
    if (!answer.ended()) {
      throw new CallFailedException(VendorReply.broken("the answer was cut off"));
    }
    parts.close(events);
    answer.citations().forEach(citation -> parts.say(citation, events));
    if (answer.reason() == FinishReason.CONTENT_REFUSED && parts.count() == 0) {
      throw GoogleRpcErrors.refused(answer.refusal());
    }
    parts.end(events);
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
  }
}
