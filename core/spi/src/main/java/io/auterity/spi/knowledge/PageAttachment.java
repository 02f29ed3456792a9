package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that hangs on a page. */
public record PageAttachment(
    Ref ref,
    @Description("Name of the file") String name,
    @Description("What it is; absent where the vendor does not tell") @Nullable String mediaType,
    @Description("Bytes; absent where the vendor does not tell") @Nullable Long size,
    @Description("Its page for people") @Nullable String webUrl) {
  public PageAttachment {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
