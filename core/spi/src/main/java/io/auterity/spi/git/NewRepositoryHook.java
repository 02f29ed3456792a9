package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.webhook.create}. */
public record NewRepositoryHook(
    @Description("The repository") Ref repository,
    @Description("Address that the host shall call") String targetUrl,
    @Description("At least one") List<RepositoryEvent> events,
    @Description("True when absent") @Nullable Boolean active,
    @Description("By which the host signs what it sends; nothing tells it again")
        @Nullable VaultSecret secret) {
  public NewRepositoryHook {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(targetUrl);
    events = List.copyOf(events);
  }
}
