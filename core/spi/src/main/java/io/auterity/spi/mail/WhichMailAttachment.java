package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code mail.attachment.get}. */
public record WhichMailAttachment(
    @Description("The attachment, as its message names it") Ref attachment) {
  public WhichMailAttachment {
    Objects.requireNonNull(attachment);
  }
}
