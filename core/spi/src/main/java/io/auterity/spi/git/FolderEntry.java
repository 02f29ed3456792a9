package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry of a folder in a repository. */
public record FolderEntry(
    String path,
    EntryType type,
    @Description("Hash of what stands there; absent where the host does not tell")
        @Nullable String sha,
    @Description("Bytes of a file") @Nullable Long size) {
  public FolderEntry {
    Objects.requireNonNull(path);
    Objects.requireNonNull(type);
  }
}
