package io.auterity.cli.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Writes structures in Thrift's compact protocol, in which Parquet describes itself. */
final class ThriftCompact {

  private static final int INT = 5;
  private static final int LONG = 6;
  private static final int TEXT = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> fields = new ArrayDeque<>();

  private ThriftCompact() {}

  /** The bytes of one structure. */
  static byte[] struct(Consumer<ThriftCompact> content) {
    ThriftCompact thrift = new ThriftCompact();
    thrift.content(content);
    return thrift.out.toByteArray();
  }

  private void content(Consumer<ThriftCompact> content) {
    fields.push(0);
    content.accept(this);
    fields.pop();
    out.write(0);
  }

  private void field(int id, int type) {
    out.write(((id - fields.pop()) << 4) | type);
    fields.push(id);
  }

  private void unsigned(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    unsigned(bytes.length);
    out.writeBytes(bytes);
  }

  private void list(int id, int type, int size) {
    field(id, LIST);
    if (size < SHORT_LIST) {
      out.write((size << 4) | type);
    } else {
      out.write((SHORT_LIST << 4) | type);
      unsigned(size);
    }
  }

  ThriftCompact number(int id, int value) {
    field(id, INT);
    signed(value);
    return this;
  }

  ThriftCompact big(int id, long value) {
    field(id, LONG);
    signed(value);
    return this;
  }

  ThriftCompact text(int id, String value) {
    field(id, TEXT);
    text(value);
    return this;
  }

  ThriftCompact struct(int id, Consumer<ThriftCompact> content) {
    field(id, STRUCT);
    content(content);
    return this;
  }

  ThriftCompact numbers(int id, List<Integer> values) {
    list(id, INT, values.size());
    values.forEach(this::signed);
    return this;
  }

  ThriftCompact texts(int id, List<String> values) {
    list(id, TEXT, values.size());
    values.forEach(this::text);
    return this;
  }

  ThriftCompact structs(int id, List<Consumer<ThriftCompact>> values) {
    list(id, STRUCT, values.size());
    values.forEach(this::content);
    return this;
  }
}
