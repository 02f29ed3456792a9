package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch (RFC 7396): null removes, objects are merged, anything else replaces. */
public final class JsonMergePatch {

  private JsonMergePatch() {}

  /** A value with what a patch says otherwise; null is a value that is not there. */
  public static Json applied(@Nullable Json base, Json patch) {
    if (!(patch instanceof Json.Obj(Map<String, Json> changes))) {
      return patch;
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    if (base instanceof Json.Obj(Map<String, Json> before)) {
      fields.putAll(before);
    }
    changes.forEach(
        (name, value) -> {
          if (value instanceof Json.Null) {
            fields.remove(name);
          } else {
            fields.put(name, applied(fields.get(name), value));
          }
        });
    return new Json.Obj(fields);
  }
}
