package io.auterity.bench.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Reads the messages of one HTTP/1.1 connection as their bytes come: requests or answers, with a
 * length or in chunks. A message that says neither has no body.
 */
final class HttpReader {

  private static final int LONGEST_LINE = 16_384;

  /** Takes parts of a body; how it is cut means nothing. */
  interface Body {
    void part(ByteBuffer bytes);
  }

  private enum At {
    START,
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final Body body;
  private final StringBuilder line = new StringBuilder();
  private At at = At.START;
  private String start = "";
  private boolean chunked;
  private long left;

  HttpReader(Body body) {
    this.body = body;
  }

  /** The first line of the latest message. */
  String start() {
    return start;
  }

  /** The status of the latest answer. */
  int status() throws IOException {
    String[] words = start.split(" ", 3);
    if (words.length < 2) {
      throw new IOException("no answer: " + start);
    }
    return Integer.parseInt(words[1]);
  }

  /** Takes bytes up to the end of one message; true when that end is among them. */
  boolean read(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      boolean ended =
          switch (at) {
            case LENGTH, CHUNK -> takeBody(bytes);
            case START, HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> takeLine(bytes);
          };
      if (ended) {
        at = At.START;
        return true;
      }
    }
    return false;
  }

  private boolean takeBody(ByteBuffer bytes) {
    int count = (int) Math.min(left, bytes.remaining());
    body.part(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    left -= count;
    if (left == 0 && at == At.CHUNK) {
      at = At.CHUNK_END;
    }
    return left == 0 && at == At.LENGTH;
  }

  private boolean takeLine(ByteBuffer bytes) throws IOException {
    byte next = bytes.get();
    if (next != '\n') {
      line.append((char) (next & 0xff));
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE);
      }
      return false;
    }
    String whole = line.toString().stripTrailing();
    line.setLength(0);
    return takeLine(whole);
  }

  private boolean takeLine(String whole) {
    switch (at) {
      case START -> begin(whole);
      case HEAD -> {
        if (whole.isEmpty()) {
          return endHead();
        }
        header(whole.toLowerCase(Locale.ROOT));
      }
      case CHUNK_SIZE -> {
        left = Long.parseLong(whole, 16);
        at = left == 0 ? At.TRAILER : At.CHUNK;
      }
      case CHUNK_END -> at = At.CHUNK_SIZE;
      case TRAILER -> {
        return whole.isEmpty();
      }
      case LENGTH, CHUNK -> throw new IllegalStateException("no line is expected");
    }
    return false;
  }

  private void begin(String first) {
    start = first;
    chunked = false;
    left = 0;
    at = At.HEAD;
  }

  private void header(String header) {
    if (header.startsWith("content-length:")) {
      left = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
    } else if (header.startsWith("transfer-encoding:")) {
      chunked = header.endsWith("chunked");
    }
  }

  private boolean endHead() {
    at = chunked ? At.CHUNK_SIZE : At.LENGTH;
    return !chunked && left == 0;
  }
}
