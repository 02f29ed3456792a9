package io.auterity.connector;

import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input in two parts, because expressions that see the one must not see the other.
 *
 * @param open all that is no secret
 * @param secrets the value of each secret by its name, of several the values by theirs
 */
record SecretFields(Json.Obj open, Json.Obj secrets) {

  /** The parts of an input of which the JSON names its secrets. */
  static SecretFields of(Json.Obj asked, Record input) {
    Map<String, Json> open = new LinkedHashMap<>(asked.fields());
    Map<String, Json> secrets = new LinkedHashMap<>();
    for (RecordComponent component : input.getClass().getRecordComponents()) {
      Json value = value(read(component, input));
      if (value != null) {
        secrets.put(component.getName(), value);
      }
      if (value != null || component.getType() == VaultSecret.class) {
        open.remove(component.getName());
      }
    }
    return new SecretFields(new Json.Obj(open), new Json.Obj(secrets));
  }

  /** What a component holds that is a secret, or several by name; null where it holds none. */
  private static @Nullable Json value(@Nullable Object held) {
    if (held instanceof VaultSecret secret) {
      return Json.of(secret.value());
    }
    Map<String, Json> values = new LinkedHashMap<>();
    if (held instanceof Map<?, ?> map) {
      map.forEach(
          (name, each) -> {
            if (each instanceof VaultSecret secret) {
              values.put((String) name, Json.of(secret.value()));
            }
          });
    }
    return values.isEmpty() ? null : new Json.Obj(values);
  }

  private static @Nullable Object read(RecordComponent component, Record input) {
    try {
      return component.getAccessor().invoke(input);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
