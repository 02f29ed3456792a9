package io.auterity.platform.call;

import io.auterity.spi.Failure;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of a failure that only the host sets; what a connector writes there is stripped. */
public record HostField(String name) {

  /** The failure with this value, its other fields kept. */
  public Failure attach(Failure failure, String value) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put(name, value);
    return failure.withFields(fields);
  }

  /** Null when the failure has none. */
  public @Nullable String read(Failure failure) {
    return failure.fields().get(name);
  }

  /** The failure without it; the same one when it has none. */
  public Failure strip(Failure failure) {
    if (read(failure) == null) {
      return failure;
    }
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.remove(name);
    return failure.withFields(fields);
  }
}
