package io.auterity.spi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The text of a JSON object and the places of its fields, so that a few fields can be set while all
 * others stay as they were written, to the byte.
 */
public final class JsonSplice {

  private final byte[] text;
  private final List<Field> fields;

  /**
   * The place of one field.
   *
   * @param from where its name begins
   * @param value where its value begins
   * @param to where its value has ended
   */
  public record Field(String name, int from, int value, int to) {
    public Field {
      Objects.requireNonNull(name);
      if (from < 0 || from >= value || value >= to) {
        throw new IllegalArgumentException(
            "no place of a field: %d, %d, %d".formatted(from, value, to));
      }
    }
  }

  /**
   * @param text in UTF-8; it is not copied
   * @param fields all of them in their order, each name once
   */
  public JsonSplice(byte[] text, List<Field> fields) {
    this.text = text;
    this.fields = List.copyOf(fields);
  }

  /** How many bytes the text has. */
  public int length() {
    return text.length;
  }

  /**
   * The object with those fields set, where they stand or else behind all others, and without those
   * that are to be left out.
   */
  public byte[] with(Map<String, Json> set, Set<String> without) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 64);
    Map<String, Json> missing = new LinkedHashMap<>(set);
    out.write('{');
    for (Field field : fields) {
      Json changed = missing.remove(field.name());
      if (changed != null) {
        separate(out);
        out.write(text, field.from(), field.value() - field.from());
        write(out, changed);
      } else if (!without.contains(field.name())) {
        separate(out);
        out.write(text, field.from(), field.to() - field.from());
      }
    }
    missing.forEach(
        (name, value) -> {
          separate(out);
          write(out, Json.of(name));
          out.write(':');
          write(out, value);
        });
    out.write('}');
    return out.toByteArray();
  }

  private static void separate(ByteArrayOutputStream out) {
    if (out.size() > 1) {
      out.write(',');
    }
  }

  private static void write(ByteArrayOutputStream out, Json value) {
    out.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
  }
}
