package io.auterity.spi.shape;

import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret by its name in the vault; its value has no JSON. */
enum SecretShape implements Shape {
  BY_NAME;

  private static final String NAME = "secret";
  private static final String FORM = "name one of the vault as {\"secret\": \"its-name\"}";

  @Override
  public Json.Obj schema() {
    Json.Obj name =
        Json.EMPTY
            .with("type", Json.of("string"))
            .with("minLength", Json.of(1))
            .with("description", Json.of("Its name in the vault, which holds what it is"));
    return Json.EMPTY
        .with("type", Json.of("object"))
        .with("properties", Json.EMPTY.with(NAME, name))
        .with("required", Json.array(List.of(Json.of(NAME))))
        .with("additionalProperties", Json.of(false))
        .with("writeOnly", Json.of(true));
  }

  // A text may be the secret itself, so it is never repeated.
  @Override
  public @Nullable Object read(Json json, Binding binding) {
    if (json instanceof Json.Obj object
        && object.fields().size() == 1
        && object.get(NAME) instanceof Json.Str(String name)
        && !name.isBlank()) {
      return VaultSecret.named(name);
    }
    return binding.wrong("must name a secret", FORM + " and write it in no call");
  }

  @Override
  public Json write(Object value) {
    String name = ((VaultSecret) value).name().orElse("");
    return Json.EMPTY.with(NAME, Json.of(name));
  }
}
