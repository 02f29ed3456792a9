package io.auterity.toolkit.sse;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns the bytes of a reply in lines of JSON (NDJSON) into events, one for each line that is not
 * empty. A line counts once its end has come: what follows the last when the reply ends is dropped.
 */
public final class JsonLinesDecoder {

  private static final String TYPE = "message";

  private final LineBuffer line;

  /** A decoder that refuses lines of more than {@code longestLine} bytes. */
  public JsonLinesDecoder(int longestLine) {
    line = new LineBuffer(longestLine);
  }

  /**
   * Takes the next bytes and returns the lines that are now complete.
   *
   * @throws io.auterity.spi.CallFailedException {@code too_large}
   */
  public List<SseEvent> feed(byte[] bytes) {
    List<SseEvent> events = new ArrayList<>();
    for (byte b : bytes) {
      if (b != '\n') {
        line.add(b);
        continue;
      }
      String text = line.take().strip();
      if (!text.isEmpty()) {
        events.add(new SseEvent(TYPE, text));
      }
    }
    return events;
  }
}
