package io.auterity.spi.knowledge;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.attachment.upload}. */
public record NewAttachment(
    @Description("The page") Ref page,
    @Description("Name of the file") String name,
    @Description("Its bytes") Content content) {
  public NewAttachment {
    Objects.requireNonNull(page);
    Objects.requireNonNull(name);
    Objects.requireNonNull(content);
  }
}
