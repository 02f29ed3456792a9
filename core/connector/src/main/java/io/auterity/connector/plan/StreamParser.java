package io.auterity.connector.plan;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts bytes into lines or server-sent events, wherever they were torn on their way. */
final class StreamParser {

  private static final int LONGEST_LINE = 1_000_000;
  private static final int LONGEST_EVENT = 10_000_000;

  private final boolean events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position;
  private long skip;

  private String event = "";
  private String id = "";
  private final StringBuilder data = new StringBuilder();
  private boolean any;

  /**
   * One part.
   *
   * @param position of the first byte after it
   */
  record Part(Json value, long position) {}

  StreamParser(boolean events) {
    this.events = events;
  }

  /**
   * Begins another body.
   *
   * @param at position of what is wanted
   * @param skipped how many bytes before it the body has
   */
  void begin(long at, long skipped) {
    position = at;
    skip = skipped;
  }

  /** The position after the last whole line. */
  long position() {
    return position;
  }

  /** Forgets a line that has not ended, which comes again. */
  void forget() {
    line.reset();
  }

  /** Bytes that are kept of what has not ended. */
  int kept() {
    return line.size() + data.length();
  }

  /** Whether a line has begun that has not ended. */
  boolean torn() {
    return line.size() > 0;
  }

  List<Part> feed(byte[] bytes) {
    List<Part> parts = new ArrayList<>();
    int start = (int) Math.min(skip, bytes.length);
    skip -= start;
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        start = i + 1;
        take(1, parts);
      } else if (line.size() + i - start >= LONGEST_LINE && (bytes[i] & 0xc0) != 0x80) {
        line.write(bytes, start, i - start);
        start = i;
        take(0, parts);
      }
    }
    line.write(bytes, start, bytes.length - start);
    return parts;
  }

  /** What is left at the end of everything. */
  List<Part> end() {
    List<Part> parts = new ArrayList<>();
    if (torn() && !events) {
      take(0, parts);
    }
    return parts;
  }

  private void take(int ending, List<Part> parts) {
    position += line.size() + ending;
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (events) {
      field(text, parts);
    } else {
      parts.add(new Part(Json.of(text), position));
    }
  }

  /** One line of a server-sent event, as the HTML standard has it. */
  private void field(String text, List<Part> parts) {
    if (text.isEmpty()) {
      dispatch(parts);
      return;
    }
    int colon = text.indexOf(':');
    String name = (colon < 0 ? text : text.substring(0, colon)).replace("\ufeff", "");
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    String value = rest.startsWith(" ") ? rest.substring(1) : rest;
    switch (name) {
      case "event" -> event = value;
      case "id" -> id = value;
      case "data" -> {
        data.append(any ? "\n" : "").append(value);
        any = true;
      }
      default -> {}
    }
    if (data.length() > LONGEST_EVENT) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "an event of the vendor has more than %d characters".formatted(LONGEST_EVENT));
    }
  }

  private void dispatch(List<Part> parts) {
    if (any) {
      Json value =
          Json.EMPTY
              .with("event", Json.of(event))
              .with("id", Json.of(id))
              .with("data", Json.of(data.toString()));
      parts.add(new Part(value, position));
    }
    event = "";
    data.setLength(0);
    any = false;
  }
}
