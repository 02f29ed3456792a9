package io.auterity.connector;

import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** The secrets of an input as expressions of a file read them: their values, as texts. */
final class SecretFields {

  private SecretFields() {}

  /** The JSON of an input, with the value of each secret in the place of its name. */
  static Json.Obj filled(Json.Obj asked, Record input) {
    Json.Obj filled = asked;
    for (RecordComponent component : input.getClass().getRecordComponents()) {
      if (component.getType() == VaultSecret.class) {
        VaultSecret secret = (VaultSecret) read(component, input);
        filled =
            secret == null ? filled : filled.with(component.getName(), Json.of(secret.value()));
      }
    }
    return filled;
  }

  private static @Nullable Object read(RecordComponent component, Record input) {
    try {
      return component.getAccessor().invoke(input);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
