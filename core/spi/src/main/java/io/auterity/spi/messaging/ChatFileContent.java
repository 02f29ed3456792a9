package io.auterity.spi.messaging;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that came with a message, with its bytes. */
public record ChatFileContent(
    @Description("Name of the file; absent where the vendor does not tell") @Nullable String name,
    @Description("Its bytes") Content content) {
  public ChatFileContent {
    Objects.requireNonNull(content);
  }
}
