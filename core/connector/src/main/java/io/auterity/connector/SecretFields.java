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
 * @param secrets the value of each secret by its name
 */
record SecretFields(Json.Obj open, Json.Obj secrets) {

  /** The parts of an input of which the JSON names its secrets. */
  static SecretFields of(Json.Obj asked, Record input) {
    Map<String, Json> open = new LinkedHashMap<>(asked.fields());
    Map<String, Json> secrets = new LinkedHashMap<>();
    for (RecordComponent component : input.getClass().getRecordComponents()) {
      if (component.getType() == VaultSecret.class) {
        open.remove(component.getName());
        VaultSecret secret = (VaultSecret) read(component, input);
        if (secret != null) {
          secrets.put(component.getName(), Json.of(secret.value()));
        }
      }
    }
    return new SecretFields(new Json.Obj(open), new Json.Obj(secrets));
  }

  private static @Nullable Object read(RecordComponent component, Record input) {
    try {
      return component.getAccessor().invoke(input);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
