package io.auterity.spi.git;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.webhook.update}; what is absent stays as it is. */
public record RepositoryHookUpdate(
    @Description("The webhook") Ref webhook,
    Change<String> targetUrl,
    Change<List<RepositoryEvent>> events,
    Change<Boolean> active,
    @Description(
            "The secret that it has, for hosts that forget it with another address; others keep"
                + " theirs")
        @Nullable VaultSecret secret) {
  public RepositoryHookUpdate {
    Objects.requireNonNull(webhook);
    Objects.requireNonNull(targetUrl);
    Objects.requireNonNull(events);
    Objects.requireNonNull(active);
    Change.needed("targetUrl, events, active", targetUrl, events, active);
  }
}
