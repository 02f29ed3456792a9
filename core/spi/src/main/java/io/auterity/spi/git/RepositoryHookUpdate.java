package io.auterity.spi.git;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;

/** Input of {@code git.webhook.update}; what is absent stays as it is. */
public record RepositoryHookUpdate(
    @Description("The webhook") Ref webhook,
    Change<String> targetUrl,
    Change<List<RepositoryEvent>> events,
    Change<Boolean> active) {
  public RepositoryHookUpdate {
    Objects.requireNonNull(webhook);
    Objects.requireNonNull(targetUrl);
    Objects.requireNonNull(events);
    Objects.requireNonNull(active);
  }
}
