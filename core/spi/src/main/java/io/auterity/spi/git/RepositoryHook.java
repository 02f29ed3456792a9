package io.auterity.spi.git;

import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;

/** A webhook: an address that a git host tells what happens in a repository. */
public record RepositoryHook(
    Ref ref, String targetUrl, List<RepositoryEvent> events, boolean active) {
  public RepositoryHook {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(targetUrl);
    events = List.copyOf(events);
  }
}
