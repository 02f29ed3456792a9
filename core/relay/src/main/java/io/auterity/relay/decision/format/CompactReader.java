package io.auterity.relay.decision.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link CompactWriter} wrote. Bytes that are damaged are refused: each length is held
 * against what is left before anything is made of it.
 */
final class CompactReader {

  private static final int NANOS = 1_000_000_000;

  private final byte[] bytes;
  private final List<String> before = new ArrayList<>();
  private int at;
  private int limit;

  CompactReader(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /** Reads a record; what it holds beyond what is known of it is left out. */
  <T> T record(Supplier<T> known) {
    int outer = limit;
    int length = length(unsigned());
    limit = at + length;
    T read = known.get();
    at = limit;
    limit = outer;
    return read;
  }

  /** Whether the record goes on: what was added to it later may be absent. */
  boolean more() {
    return at < limit;
  }

  <T> List<T> list(Supplier<T> element) {
    int size = length(unsigned());
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  private <V> Map<String, V> map(Supplier<V> value) {
    int size = length(unsigned());
    Map<String, V> map = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      map.put(text(), value.get());
    }
    return map;
  }

  List<String> texts() {
    return list(this::text);
  }

  Map<String, String> textsByName() {
    return map(this::text);
  }

  Map<String, Long> quantities() {
    return map(this::signed);
  }

  // Everything counted takes a byte at least.
  private int length(long told) {
    if (told < 0 || told > limit - at) {
      throw damaged("%d bytes or more are told, and %d are left".formatted(told, limit - at));
    }
    return (int) told;
  }

  int octet() {
    length(1);
    return bytes[at++] & 0xff;
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number does not end");
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A signed number that fits an {@code int}. */
  int integer() {
    long value = signed();
    if (value != (int) value) {
      throw damaged("%d is too large".formatted(value));
    }
    return (int) value;
  }

  long fixed() {
    length(Long.BYTES);
    at += Long.BYTES;
    return ByteBuffer.wrap(bytes).getLong(at - Long.BYTES);
  }

  double fraction() {
    return Double.longBitsToDouble(Long.reverseBytes(unsigned()));
  }

  UUID uuid() {
    return new UUID(fixed(), fixed());
  }

  Instant instant() {
    try {
      return Instant.ofEpochSecond(signed(), nanos());
    } catch (DateTimeException e) {
      throw damaged("a time is out of range");
    }
  }

  /** Below one second. */
  int nanos() {
    long value = unsigned();
    if (value < 0 || value >= NANOS) {
      throw damaged("%d nanoseconds are no part of a second".formatted(value));
    }
    return (int) value;
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw damaged("a text is absent");
    }
    return text;
  }

  @Nullable String textOrNull() {
    long told = unsigned();
    if (told == TextNumbers.NULL) {
      return null;
    }
    long number = Long.divideUnsigned(told - 1, 3);
    return switch ((int) Long.remainderUnsigned(told - 1, 3)) {
      case 0 -> inFull(length(number));
      case 1 -> known(SharedTexts.ALL, number);
      default -> known(before, number);
    };
  }

  @Nullable String digitsOrNull() {
    if (octet() == 0) {
      return textOrNull();
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(fixed()) + hex.toHexDigits(fixed());
  }

  private String inFull(int length) {
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    if (before.size() < TextNumbers.REMEMBERED) {
      before.add(text);
    }
    return text;
  }

  private String known(List<String> texts, long number) {
    if (number < 0 || number >= texts.size()) {
      throw damaged("no text has the number %d".formatted(number));
    }
    return texts.get((int) number);
  }

  IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException(
        "a stored decision is damaged near byte %d: %s".formatted(at, why));
  }
}
