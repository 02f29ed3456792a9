package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that came with a message, without its bytes. */
public record ChatFile(
    @Description("The file, for messaging.file.get") Ref ref,
    @Description("Name of the file; absent where the vendor does not tell") @Nullable String name,
    @Description("E.g. application/pdf; absent where the vendor does not tell")
        @Nullable String mediaType,
    @Description("Bytes; absent where the vendor does not tell") @Nullable Long size,
    @Description("Its page for people") @Nullable String webUrl) {
  public ChatFile {
    Objects.requireNonNull(ref);
  }
}
