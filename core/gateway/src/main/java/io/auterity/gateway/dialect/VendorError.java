package io.auterity.gateway.dialect;

import io.auterity.spi.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The error of a vendor in its own dialect, by which clients of that dialect mend themselves.
 * Callers of another are not told it.
 */
public final class VendorError {

  private static final String STATUS = "status";

  /** What it said under that name; null when it said nothing, or in another dialect. */
  public static @Nullable String of(Failure failure, String dialect, String name) {
    return failure.fields().get(Failure.vendors(dialect, name));
  }

  /** The headers of a refusal by a vendor of the dialect, which tell how its limits stand. */
  public static Map<String, String> headers(Failure failure, String dialect) {
    String prefix = Failure.vendorsHeader(dialect, "");
    Map<String, String> headers = new LinkedHashMap<>();
    failure
        .fields()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                headers.put(name.substring(prefix.length()), value);
              }
            });
    return headers;
  }

  /** Whether an answer of a vendor stands behind the failure. */
  public static boolean answered(Failure failure) {
    return failure.fields().containsKey(STATUS);
  }

  /** Takes away a name that means another field where the caller asked. */
  public static UnaryOperator<Failure> without(String dialect, String name) {
    String field = Failure.vendors(dialect, name);
    return failure -> {
      if (!failure.fields().containsKey(field)) {
        return failure;
      }
      Map<String, String> rest = new LinkedHashMap<>(failure.fields());
      rest.remove(field);
      return failure.withFields(rest);
    };
  }

  /** The fields of the caller's own input, without what a vendor answered. */
  public static Map<String, String> ofCaller(Failure failure) {
    Map<String, String> fields = new LinkedHashMap<>(failure.fields());
    if (answered(failure)) {
      fields.clear();
    }
    fields.keySet().removeIf(name -> name.startsWith("error."));
    return fields;
  }
}
