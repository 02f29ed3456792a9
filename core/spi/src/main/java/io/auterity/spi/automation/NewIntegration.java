package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.VaultSecret;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.integration.create}; no field is both a setting and a secret. */
public record NewIntegration(
    @Description("One line") String name,
    @Description("The service, as the engine names it, e.g. githubApi") String type,
    @Description("Fields that are no secret; {} where each is one") Json.Obj settings,
    @Description("Fields that are, each with the secret that it holds")
        @Nullable Map<String, VaultSecret> secrets) {
  public NewIntegration {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(settings);
    secrets = apart(settings, secrets);
  }

  static @Nullable Map<String, VaultSecret> apart(
      Json.@Nullable Obj settings, @Nullable Map<String, VaultSecret> secrets) {
    for (String field :
        secrets == null ? Map.<String, VaultSecret>of().keySet() : secrets.keySet()) {
      if (settings != null && settings.get(field) != null) {
        throw new IllegalArgumentException(
            "settings holds '%s', which is a secret".formatted(field));
      }
    }
    return secrets == null ? null : Map.copyOf(secrets);
  }
}
