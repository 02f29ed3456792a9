package io.auterity.spi.knowledge;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.content.import}. */
public record PageImport(
    @Description("The space") Ref space,
    @Description("The page that it shall stand under; at the top when absent") @Nullable Ref parent,
    String title,
    @Description("What it is written in") PageFormat format,
    @Description("Its bytes; of texts in UTF-8") Content content) {
  public PageImport {
    Objects.requireNonNull(space);
    Objects.requireNonNull(title);
    Objects.requireNonNull(format);
    Objects.requireNonNull(content);
  }
}
