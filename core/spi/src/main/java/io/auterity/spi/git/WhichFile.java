package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.content.get}. */
public record WhichFile(
    @Description("The repository") Ref repository,
    @Description("Path of a file") String path,
    @Description("Branch, tag or commit; the default branch when absent") @Nullable String at) {
  public WhichFile {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(path);
  }
}
