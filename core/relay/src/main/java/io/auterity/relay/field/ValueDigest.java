package io.auterity.relay.field;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 digest of all that a record says, the same in every process. Each value stands behind
 * its sort and its length, so that no two different records are written alike; the order of a map's
 * entries does not count.
 */
public final class ValueDigest {

  /** Sorts of values. */
  private enum Sort {
    NOTHING('0'),
    RECORD('r'),
    LIST('l'),
    MAP('m'),
    TEXT('t'),
    NUMBER('n');

    private final char sign;

    Sort(char sign) {
      this.sign = sign;
    }
  }

  private final MessageDigest digest;
  private final DataOutputStream out;

  private ValueDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
  }

  /** In hexadecimal; null when something in it cannot be compared. */
  public static @Nullable String of(Record input) {
    return ofAny(input);
  }

  /** The same of several values. */
  public static @Nullable String of(List<?> inputs) {
    return ofAny(inputs);
  }

  private static @Nullable String ofAny(Object input) {
    ValueDigest one = new ValueDigest();
    try {
      if (!one.take(input)) {
        return null;
      }
      one.out.flush();
      return HexFormat.of().formatHex(one.digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean take(@Nullable Object value) throws IOException {
    return switch (value) {
      case null -> {
        out.writeByte(Sort.NOTHING.sign);
        yield true;
      }
      case String text -> text(Sort.TEXT, text);
      case Enum<?> word -> text(Sort.TEXT, word.name());
      case Json.Str(String text) -> text(Sort.TEXT, text);
      case Json.Arr(var items) -> list(items);
      case Json.Obj(var fields) -> map(fields);
      case Json other -> text(Sort.NUMBER, other.toString());
      case Number number -> text(Sort.NUMBER, number.toString());
      case Boolean truth -> text(Sort.NUMBER, truth.toString());
      case UUID id -> text(Sort.TEXT, id.toString());
      case Instant instant -> text(Sort.TEXT, instant.toString());
      case Duration duration -> text(Sort.TEXT, duration.toString());
      case Content _ -> false;
      case Record record -> record(record);
      case List<?> items -> list(items);
      case Map<?, ?> fields -> map(fields);
      default -> false;
    };
  }

  private boolean text(Sort sort, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(sort.sign);
    out.writeInt(bytes.length);
    out.write(bytes);
    return true;
  }

  private boolean record(Record record) throws IOException {
    out.writeByte(Sort.RECORD.sign);
    text(Sort.TEXT, record.getClass().getSimpleName());
    for (Object component : RecordFields.of(record).values(record)) {
      if (!take(component)) {
        return false;
      }
    }
    return true;
  }

  private boolean list(List<?> items) throws IOException {
    out.writeByte(Sort.LIST.sign);
    out.writeInt(items.size());
    for (Object item : items) {
      if (!take(item)) {
        return false;
      }
    }
    return true;
  }

  private boolean map(Map<?, ?> fields) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      sorted.put(field.getKey().toString(), field.getValue());
    }
    out.writeByte(Sort.MAP.sign);
    out.writeInt(sorted.size());
    for (Map.Entry<String, Object> field : sorted.entrySet()) {
      text(Sort.TEXT, field.getKey());
      if (!take(field.getValue())) {
        return false;
      }
    }
    return true;
  }
}
