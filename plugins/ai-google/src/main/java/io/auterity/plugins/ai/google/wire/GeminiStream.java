package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.SseChatDecoder;
import io.auterity.toolkit.http.VendorReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer. Words and thoughts grow from event to event, all else comes whole. No event
 * says that it is the last, and older models tell a reason to stop in each: the answer is whole
 * when the stream ends behind a reason.
 */
final class GeminiStream implements SseChatDecoder.Answer<ChatEvent> {

  private final GeminiAnswer answer = new GeminiAnswer();
  private boolean started;
  private @Nullable Class<? extends Part> open;
  private int parts;
  private TokenUsage told = TokenUsage.NONE;

  @Override
  public void take(String data, List<ChatEvent> events) {
    List<Part> more = answer.take(GoogleRpcErrors.readEvent(data));
    if (!started) {
      started = true;
      events.add(new ChatEvent.Started(answer.id(), answer.model()));
    }
    more.forEach(part -> say(part, events));
    TokenUsage usage = answer.usage();
    if (!usage.equals(told)) {
      told = usage;
      events.add(new ChatEvent.Used(usage));
    }
  }

  private void say(Part part, List<ChatEvent> events) {
    if (open != null && !open.isInstance(part)) {
      close(events);
    }
    events.add(new ChatEvent.PartDelta(parts, part));
    open = part.getClass();
    if (!grows(part)) {
      close(events);
    }
  }

  /** A mark ends the thoughts that it is for. */
  private static boolean grows(Part part) {
    return part instanceof Part.Text
        || (part instanceof Part.Reasoning thought && thought.signature() == null);
  }

  private void close(List<ChatEvent> events) {
    if (open != null) {
      events.add(new ChatEvent.PartDone(parts++));
      open = null;
    }
  }

  @Override
  public void end(List<ChatEvent> events) {
    if (!answer.ended()) {
      throw new CallFailedException(VendorReply.broken("the answer was cut off"));
    }
    close(events);
    answer.citations().forEach(citation -> say(citation, events));
    if (answer.reason() == FinishReason.CONTENT_REFUSED && parts == 0) {
      throw GoogleRpcErrors.refused(answer.refusal());
    }
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
  }
}
