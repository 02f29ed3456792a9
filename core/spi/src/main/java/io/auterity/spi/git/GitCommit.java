package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A commit. */
public record GitCommit(
    String sha,
    String message,
    @Description("Name of its author") String author,
    @Description("Address of its author; absent where the host hides it") @Nullable String email,
    @Description("When it was authored") Instant at,
    @Description("The commits that it follows") List<String> parents,
    @Description("Its page for people") @Nullable String webUrl) {
  public GitCommit {
    Objects.requireNonNull(sha);
    Objects.requireNonNull(message);
    Objects.requireNonNull(author);
    Objects.requireNonNull(at);
    parents = List.copyOf(parents);
  }
}
