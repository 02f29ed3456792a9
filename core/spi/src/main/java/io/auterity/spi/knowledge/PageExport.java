package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.content.export}. */
public record PageExport(@Description("The page") Ref page, PageFormat format) {
  public PageExport {
    Objects.requireNonNull(page);
    Objects.requireNonNull(format);
  }
}
