package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that a build server runs for a repository: a workflow file, a job, an activated
 * repository.
 */
public record Pipeline(
    Ref ref,
    String name,
    @Description("The repository that it builds; absent where the server does not tell")
        @OfKind("git")
        @Nullable Ref repository,
    @Description("Whether it can be started") boolean active,
    @Description("Its page for people") @Nullable String webUrl) {
  public Pipeline {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
