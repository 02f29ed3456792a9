package io.auterity.spi.git;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of one file by a commit. */
public record FileChange(
    FileAction action,
    @Description("Path in the repository, without a slash at its begin") String path,
    @Description("The whole text of the file; instead of content") @Nullable String text,
    @Description("The whole bytes of the file; instead of text") @Nullable Content content) {
  public FileChange {
    Objects.requireNonNull(action);
    Objects.requireNonNull(path);
  }
}
