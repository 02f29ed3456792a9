package io.auterity.toolkit.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One event.
 *
 * @param type {@code message} unless the sender named it
 */
public record SseEvent(String type, String data) {

  private static final byte[] EVENT = "event: ".getBytes(UTF_8);
  private static final byte[] DATA = "data: ".getBytes(UTF_8);

  /** The bytes of an event without a name, with data of one line. */
  public static byte[] bytes(byte[] data) {
    byte[] bytes = new byte[DATA.length + data.length + 2];
    putData(bytes, 0, data);
    return bytes;
  }

  /** The bytes of an event with a name, both of one line. */
  public static byte[] bytes(String type, byte[] data) {
    byte[] name = type.getBytes(UTF_8);
    byte[] bytes = new byte[EVENT.length + name.length + 1 + DATA.length + data.length + 2];
    System.arraycopy(EVENT, 0, bytes, 0, EVENT.length);
    System.arraycopy(name, 0, bytes, EVENT.length, name.length);
    bytes[EVENT.length + name.length] = '\n';
    putData(bytes, EVENT.length + name.length + 1, data);
    return bytes;
  }

  private static void putData(byte[] bytes, int at, byte[] data) {
    System.arraycopy(DATA, 0, bytes, at, DATA.length);
    System.arraycopy(data, 0, bytes, at + DATA.length, data.length);
    bytes[bytes.length - 2] = '\n';
    bytes[bytes.length - 1] = '\n';
  }
}
