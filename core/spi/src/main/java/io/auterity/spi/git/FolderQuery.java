package io.auterity.spi.git;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.content.list}. */
public record FolderQuery(
    @Description("The repository") Ref repository,
    @Description("Path of a folder; the top when absent") @Nullable String path,
    @Description("Branch, tag or commit; the default branch when absent") @Nullable String at,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public FolderQuery {
    Objects.requireNonNull(repository);
  }
}
