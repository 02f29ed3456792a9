package io.auterity.toolkit.sse;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns the bytes of one reply into events. An event counts once its empty line has come: what
 * follows the last one when the reply ends is dropped, as the standard says. Ids and retry times
 * are for clients that connect again by themselves, and are ignored.
 */
public final class SseDecoder {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final LineBuffer line;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private boolean afterCarriageReturn;
  private boolean firstLine = true;

  /** A decoder that refuses lines of more than {@code longestLine} bytes. */
  public SseDecoder(int longestLine) {
    line = new LineBuffer(longestLine);
  }

  /**
   * Takes the next bytes and returns the events that are now complete.
   *
   * @throws io.auterity.spi.CallFailedException {@code too_large}
   */
  public List<SseEvent> feed(byte[] bytes) {
    List<SseEvent> events = new ArrayList<>();
    for (byte b : bytes) {
      take(b, events);
    }
    return events;
  }

  private void take(byte b, List<SseEvent> events) {
    boolean secondOfPair = b == '\n' && afterCarriageReturn;
    afterCarriageReturn = b == '\r';
    if (b != '\r' && b != '\n') {
      line.add(b);
    } else if (!secondOfPair) {
      endLine(events);
    }
  }

  private void endLine(List<SseEvent> events) {
    String text = line.take();
    if (firstLine && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    firstLine = false;
    if (text.isEmpty()) {
      dispatch(events);
    } else {
      readField(text);
    }
  }

  private void readField(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (name) {
      case "data" -> data.append(value).append('\n');
      case "event" -> type = value;
      default -> {}
    }
  }

  private void dispatch(List<SseEvent> events) {
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      events.add(new SseEvent(type.isEmpty() ? "message" : type, data.toString()));
    }
    data.setLength(0);
    type = "";
  }
}
