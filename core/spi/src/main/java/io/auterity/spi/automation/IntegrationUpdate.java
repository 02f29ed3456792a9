package io.auterity.spi.automation;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code automation.integration.update}. Where settings are given, all that the account
 * held is replaced by them and the secrets; where they are not, it stays. Secrets need settings,
 * and no field is both.
 */
public record IntegrationUpdate(
    @Description("The account") Ref integration,
    @Description("One line") Change<String> name,
    @Description("Fields that are no secret, all of them; {} where each is one")
        Json.@Nullable Obj settings,
    @Description("Fields that are, all of them, each with the secret that it holds")
        @Nullable Map<String, VaultSecret> secrets) {
  public IntegrationUpdate {
    Objects.requireNonNull(integration);
    Objects.requireNonNull(name);
    if (settings == null && secrets == null) {
      Change.needed("name, settings", name);
    }
    if (secrets != null && settings == null) {
      throw new IllegalArgumentException("secrets need settings, if only {}: both are replaced");
    }
    secrets = NewIntegration.apart(settings, secrets);
  }

  /** Of its name alone. */
  public IntegrationUpdate(Ref integration, Change<String> name) {
    this(integration, name, null, null);
  }
}
