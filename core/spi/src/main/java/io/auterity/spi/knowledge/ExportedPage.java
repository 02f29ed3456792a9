package io.auterity.spi.knowledge;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;

/** A page as a file. */
public record ExportedPage(PageFormat format, @Description("Its bytes") Content content) {
  public ExportedPage {
    Objects.requireNonNull(format);
    Objects.requireNonNull(content);
  }
}
