package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that differs. */
public record ChangedFile(
    String path,
    @Description("added, modified, removed, renamed or as the host says") String status,
    @Description("Lines added") @Nullable Integer additions,
    @Description("Lines removed") @Nullable Integer deletions) {
  public ChangedFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(status);
  }
}
