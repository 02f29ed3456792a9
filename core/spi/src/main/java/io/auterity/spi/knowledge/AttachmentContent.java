package io.auterity.spi.knowledge;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;

/** A file that hangs on a page, with its bytes. */
public record AttachmentContent(
    @Description("Name of the file") String name, @Description("Its bytes") Content content) {
  public AttachmentContent {
    Objects.requireNonNull(name);
    Objects.requireNonNull(content);
  }
}
