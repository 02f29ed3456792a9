package io.auterity.toolkit.ai;

import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a streamed answer by their numbers, for a vendor that tells one after the other:
 * words and thoughts grow, all else comes whole. How likely tokens were is a part of its own, which
 * grows beside all others until the end.
 */
public final class StreamedParts {

  private @Nullable Class<? extends Part> open;
  private int openPart;
  private int logprobs = -1;
  private int parts;

  /** Adds what a part, or the next piece of one, means. */
  public void say(Part part, List<ChatEvent> events) {
    if (part instanceof Part.Logprobs) {
      logprobs = logprobs < 0 ? parts++ : logprobs;
      events.add(new ChatEvent.PartDelta(logprobs, part));
      return;
    }
    if (!part.getClass().equals(open)) {
      close(events);
      open = part.getClass();
      openPart = parts++;
    }
    events.add(new ChatEvent.PartDelta(openPart, part));
    if (!grows(part)) {
      close(events);
    }
  }

  // A mark ends the thoughts that it is for.
  private static boolean grows(Part part) {
    return part instanceof Part.Text
        || (part instanceof Part.Reasoning thought && thought.signature() == null);
  }

  /** Ends the part that grows: what follows is another. */
  public void close(List<ChatEvent> events) {
    if (open != null) {
      events.add(new ChatEvent.PartDone(openPart));
      open = null;
    }
  }

  /** Ends all of them. */
  public void end(List<ChatEvent> events) {
    close(events);
    if (logprobs >= 0) {
      events.add(new ChatEvent.PartDone(logprobs));
    }
  }

  /** How many there are by now. */
  public int count() {
    return parts;
  }
}
