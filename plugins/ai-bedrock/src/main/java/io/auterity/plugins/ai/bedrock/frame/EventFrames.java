package io.auterity.plugins.ai.bedrock.frame;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Takes messages out of the bytes of an event stream ({@code application/vnd.amazon.eventstream}),
 * wherever they are cut.
 *
 * <p>A message is, in big-endian: the length of all, the length of its headers, the CRC-32 of these
 * eight bytes; the headers; the payload; the CRC-32 of everything before. A header is a length and
 * a name, a type, and a value of that type (AWS Smithy, "Amazon Event Stream Specification").
 */
public final class EventFrames {

  private static final int PRELUDE = 12;
  private static final int LENGTHS = 8;
  private static final int CHECKSUM = 4;

  /** What the specification allows for headers and payload. */
  private static final int MOST_HEADERS = 128 * 1024;

  private static final int FIRST = 1_024;
  private static final int MOST = 24 * 1024 * 1024;

  private static final int TRUE = 0;
  private static final int FALSE = 1;
  private static final int BYTE = 2;
  private static final int SHORT = 3;
  private static final int INT = 4;
  private static final int LONG = 5;
  private static final int BYTES = 6;
  private static final int TEXT = 7;
  private static final int TIMESTAMP = 8;
  private static final int UUID = 9;

  private byte[] kept = new byte[FIRST];
  private int length;

  /**
   * Takes the next bytes and hands over the messages that are now complete.
   *
   * @throws MalformedFrameException when a checksum or length is wrong; nothing can be read after
   */
  public void feed(byte[] bytes, Consumer<EventMessage> messages) {
    append(bytes);
    int from = 0;
    while (length - from >= PRELUDE) {
      int whole = length(kept, from);
      if (length - from < whole) {
        break;
      }
      messages.accept(message(kept, from, whole));
      from += whole;
    }
    length -= from;
    System.arraycopy(kept, from, kept, 0, length);
  }

  /** Whether a message has begun and not ended. */
  public boolean inside() {
    return length > 0;
  }

  private void append(byte[] bytes) {
    if (kept.length - length < bytes.length) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + bytes.length));
    }
    System.arraycopy(bytes, 0, kept, length, bytes.length);
    length += bytes.length;
  }

  /** The checked length of the message that begins there. */
  private static int length(byte[] all, int from) {
    ByteBuffer prelude = ByteBuffer.wrap(all, from, PRELUDE);
    int length = prelude.getInt();
    int headers = prelude.getInt();
    if (prelude.getInt() != crc(all, from, LENGTHS)) {
      throw new MalformedFrameException("the checksum of a message's lengths is wrong");
    }
    boolean sound =
        headers >= 0
            && headers <= MOST_HEADERS
            && length <= MOST
            && length - PRELUDE - CHECKSUM >= headers;
    if (!sound) {
      throw new MalformedFrameException(
          "a message of %d bytes with %d bytes of headers".formatted(length, headers));
    }
    return length;
  }

  private static EventMessage message(byte[] all, int from, int length) {
    int end = from + length - CHECKSUM;
    if (ByteBuffer.wrap(all, end, CHECKSUM).getInt() != crc(all, from, length - CHECKSUM)) {
      throw new MalformedFrameException("the checksum of a message is wrong");
    }
    int headers = ByteBuffer.wrap(all, from + CHECKSUM, CHECKSUM).getInt();
    int payload = from + PRELUDE + headers;
    return new EventMessage(
        headers(ByteBuffer.wrap(all, from + PRELUDE, headers)),
        Arrays.copyOfRange(all, payload, end));
  }

  private static Map<String, String> headers(ByteBuffer from) {
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      while (from.hasRemaining()) {
        String name = text(from, Byte.toUnsignedInt(from.get()));
        int type = from.get();
        if (type == TEXT) {
          headers.put(name, text(from, Short.toUnsignedInt(from.getShort())));
        } else {
          int size = size(type, from);
          from.position(from.position() + size);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedFrameException("a header ends after the headers do");
    }
    return headers;
  }

  private static int size(int type, ByteBuffer from) {
    return switch (type) {
      case TRUE, FALSE -> 0;
      case BYTE -> Byte.BYTES;
      case SHORT -> Short.BYTES;
      case INT -> Integer.BYTES;
      case LONG, TIMESTAMP -> Long.BYTES;
      case BYTES -> Short.toUnsignedInt(from.getShort());
      case UUID -> 2 * Long.BYTES;
      default -> throw new MalformedFrameException("a header of the unknown type " + type);
    };
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
