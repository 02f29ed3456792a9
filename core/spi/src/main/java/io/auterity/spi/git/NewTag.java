package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.tag.create}. */
public record NewTag(
    @Description("The repository") Ref repository,
    String name,
    @Description("Branch or commit that it names") String target,
    @Description("Makes it an annotated tag") @Nullable String message) {
  public NewTag {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    Objects.requireNonNull(target);
  }
}
