package io.auterity.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value. A number written as an integer is {@link Int} (64 bits), any other is
 * {@link Dec}; objects keep the order of their names. {@link Object#toString} is compact JSON text.
 */
public sealed interface Json {

  Json NULL = new Null();
  Obj EMPTY = new Obj(Map.of());

  /** The JSON {@code null}. */
  record Null() implements Json {
    @Override
    public String toString() {
      return "null";
    }
  }

  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  record Int(long value) implements Json {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A number with a fraction or exponent; always finite. */
  record Dec(double value) implements Json {
    public Dec {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("not a JSON number: " + value);
      }
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  record Str(String value) implements Json {
    public Str {
      Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
      return JsonText.quoted(value);
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The field of that name, or null when there is none. */
    public @Nullable Json get(String name) {
      return fields.get(name);
    }

    /** The text of that field, or null when there is none or it is no text. */
    public @Nullable String text(String name) {
      return fields.get(name) instanceof Str(String value) ? value : null;
    }

    /** This object with one field added or replaced. */
    public Obj with(String name, Json value) {
      Map<String, Json> copy = new LinkedHashMap<>(fields);
      copy.put(name, value);
      return new Obj(copy);
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  static Json of(@Nullable String value) {
    return value == null ? NULL : new Str(value);
  }

  static Json of(long value) {
    return new Int(value);
  }

  static Json of(double value) {
    return new Dec(value);
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Arr array(Iterable<? extends Json> items) {
    List<Json> list = new ArrayList<>();
    items.forEach(list::add);
    return new Arr(list);
  }

  static Obj object(Map<String, ? extends Json> fields) {
    return new Obj(Collections.unmodifiableMap(fields));
  }
}
