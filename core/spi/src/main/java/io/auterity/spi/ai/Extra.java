package io.auterity.spi.ai;

import io.auterity.spi.Json;
import io.auterity.spi.Json.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields that the canonical records have no name for, by the dialect they are in, e.g. {@code
 * {"openai": {"seed": 7}}}. Named so, because one request may go to several vendors: a codec sends
 * the fields of its own dialect, never another's, which that vendor would refuse or, worse, take
 * for something else.
 */
public final class Extra {

  static final String HELP = "Further fields, by the dialect of the vendor they are for";

  private Extra() {}

  /** Fields of one dialect; null when there are none. */
  public static @Nullable Map<String, Obj> of(String dialect, @Nullable Obj fields) {
    return fields == null || fields.fields().isEmpty() ? null : Map.of(dialect, fields);
  }

  /** The fields of that dialect; empty when there are none. */
  public static Obj in(@Nullable Map<String, Obj> extra, String dialect) {
    Obj fields = extra == null ? null : extra.get(dialect);
    return fields == null ? Json.EMPTY : fields;
  }

  /** All of them by name, e.g. {@code extra.openai.seed}, but those of the dialects given. */
  public static List<String> names(@Nullable Map<String, Obj> extra, String... but) {
    List<String> names = new ArrayList<>();
    if (extra != null) {
      extra.forEach(
          (dialect, fields) -> {
            if (!List.of(but).contains(dialect)) {
              fields.fields().keySet().forEach(name -> names.add("extra." + dialect + "." + name));
            }
          });
    }
    return names;
  }

  /** An unchangeable copy in the same order. */
  static @Nullable Map<String, Obj> copy(@Nullable Map<String, Obj> extra) {
    return extra == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }
}
