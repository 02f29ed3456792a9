package io.auterity.spi.git;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file as it stood at a commit. */
public record FileContent(
    String path,
    @Description("Hash of the file; absent where the host does not tell") @Nullable String sha,
    @Description("Bytes") long size,
    @Description("Its text, when it is UTF-8 and at most a megabyte") @Nullable String text,
    @Description("Its bytes") Content content) {
  public FileContent {
    Objects.requireNonNull(path);
    Objects.requireNonNull(content);
  }
}
