package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.integration.configure}. */
public record IntegrationSetup(
    @Description("The one whose settings are replaced; a new one is made when absent")
        @Nullable Ref integration,
    @Description("One line") String name,
    @Description("The service, as the engine names it, e.g. githubApi") String type,
    @Description("Fields that are no secret") Json.Obj settings,
    @Description("The field that holds the secret") @Nullable String secretField,
    @Description("Its value") @Nullable VaultSecret secret) {
  public IntegrationSetup {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(settings);
  }
}
