package io.auterity.testkit.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Messages of AWS's event streams ({@code application/vnd.amazon.eventstream}), as bytes. */
public final class EventStreamMessages {

  private static final int TEXT = 7;
  private static final int AROUND = 16;

  private EventStreamMessages() {}

  /** An event of an answer. */
  public static byte[] event(String type, String payload) {
    return message(headers("event", ":event-type", type), payload);
  }

  /** An exception in the place of an event. */
  public static byte[] exception(String type, String payload) {
    return message(headers("exception", ":exception-type", type), payload);
  }

  private static Map<String, String> headers(String message, String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(name, value);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", message);
    return headers;
  }

  /** A message with headers of text. */
  public static byte[] message(Map<String, String> headers, String payload) {
    return written(
        out -> {
          for (Map.Entry<String, String> header : headers.entrySet()) {
            name(out, header.getKey());
            out.writeByte(TEXT);
            byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
            out.writeShort(value.length);
            out.write(value);
          }
        },
        payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes. */
  @FunctionalInterface
  public interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Writes the name of a header. */
  public static void name(DataOutputStream out, String name) throws IOException {
    out.writeByte(name.length());
    out.writeBytes(name);
  }

  /** A message whose headers are written so. */
  public static byte[] written(Writing headers, byte[] payload) {
    byte[] head = bytes(headers);
    int length = AROUND + head.length + payload.length;
    byte[] lengths =
        bytes(
            out -> {
              out.writeInt(length);
              out.writeInt(head.length);
            });
    byte[] before =
        bytes(
            out -> {
              out.write(lengths);
              out.writeInt(crc(lengths));
              out.write(head);
              out.write(payload);
            });
    return bytes(
        out -> {
          out.write(before);
          out.writeInt(crc(before));
        });
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The checksum of bytes. */
  public static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
