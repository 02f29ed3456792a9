package io.auterity.cli.usage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table as Parquet (parquet.apache.org, format version 1): every column required, values plain
 * and not compressed, which any reader takes. Rows are written in groups, so that a long table
 * needs no more memory than a short one. Its creator closes it, and the stream with it.
 */
public final class ParquetFile implements Closeable {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int GROUP = 10_000;
  private static final int PLAIN = 0;
  private static final int RUN_LENGTHS = 3;
  private static final int PLACES = 9;
  private static final int DIGITS = 18;

  /** What stands in a column. */
  public enum Kind {
    TEXT(6, 0),
    COUNT(2, -1),
    /** A decimal with nine places. */
    AMOUNT(2, 5);

    private final int type;
    private final int meaning;

    Kind(int type, int meaning) {
      this.type = type;
      this.meaning = meaning;
    }
  }

  /** One column. */
  public record Column(String name, Kind kind) {}

  private record Group(long rows, long bytes, List<Consumer<ThriftCompact>> chunks) {}

  private final OutputStream out;
  private final List<Column> columns;
  private final List<ByteArrayOutputStream> values = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private long written;
  private long rows;
  private int waiting;

  public ParquetFile(OutputStream out, List<Column> columns) throws IOException {
    this.out = out;
    this.columns = List.copyOf(columns);
    columns.forEach(column -> values.add(new ByteArrayOutputStream()));
    write(MAGIC);
  }

  /** Adds a row of as many values as there are columns; a number that is not told is 0. */
  public void add(List<String> row) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      values.get(i).writeBytes(plain(columns.get(i).kind(), row.get(i)));
    }
    waiting++;
    if (waiting == GROUP) {
      writeGroup();
    }
  }

  private static byte[] plain(Kind kind, String value) {
    return switch (kind) {
      case TEXT -> {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        yield little(4 + bytes.length).putInt(bytes.length).put(bytes).array();
      }
      case COUNT -> little(8).putLong(value.isEmpty() ? 0 : Long.parseLong(value)).array();
      case AMOUNT -> little(8).putLong(amount(value)).array();
    };
  }

  private static long amount(String value) {
    return value.isEmpty() ? 0 : new BigDecimal(value).movePointRight(PLACES).longValueExact();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void writeGroup() throws IOException {
    List<Consumer<ThriftCompact>> chunks = new ArrayList<>();
    long begin = written;
    for (int i = 0; i < columns.size(); i++) {
      chunks.add(writeChunk(columns.get(i), values.get(i).toByteArray()));
      values.get(i).reset();
    }
    groups.add(new Group(waiting, written - begin, chunks));
    rows += waiting;
    waiting = 0;
  }

  private Consumer<ThriftCompact> writeChunk(Column column, byte[] page) throws IOException {
    int count = waiting;
    long begin = written;
    write(
        ThriftCompact.struct(
            header ->
                header
                    .number(1, 0)
                    .number(2, page.length)
                    .number(3, page.length)
                    .struct(
                        5,
                        data ->
                            data.number(1, count)
                                .number(2, PLAIN)
                                .number(3, RUN_LENGTHS)
                                .number(4, RUN_LENGTHS))));
    write(page);
    long size = written - begin;
    return chunk ->
        chunk
            .big(2, begin)
            .struct(
                3,
                data ->
                    data.number(1, column.kind().type)
                        .numbers(2, List.of(PLAIN, RUN_LENGTHS))
                        .texts(3, List.of(column.name()))
                        .number(4, 0)
                        .big(5, count)
                        .big(6, size)
                        .big(7, size)
                        .big(9, begin));
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (waiting > 0) {
        writeGroup();
      }
      byte[] footer = ThriftCompact.struct(this::describe);
      write(footer);
      write(little(4).putInt(footer.length).array());
      write(MAGIC);
    }
  }

  private void describe(ThriftCompact file) {
    List<Consumer<ThriftCompact>> schema = new ArrayList<>();
    schema.add(root -> root.text(4, "usage").number(5, columns.size()));
    columns.forEach(column -> schema.add(element -> describe(column, element)));
    List<Consumer<ThriftCompact>> all = new ArrayList<>();
    for (Group group : groups) {
      all.add(one -> one.structs(1, group.chunks()).big(2, group.bytes()).big(3, group.rows()));
    }
    file.number(1, 1).structs(2, schema).big(3, rows).structs(4, all).text(6, "auterity");
  }

  private static void describe(Column column, ThriftCompact element) {
    Kind kind = column.kind();
    element.number(1, kind.type).number(3, 0).text(4, column.name());
    if (kind.meaning >= 0) {
      element.number(6, kind.meaning);
    }
    if (kind == Kind.AMOUNT) {
      element.number(7, PLACES).number(8, DIGITS);
    }
  }
}
