package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attachment of a message, without its bytes. */
public record MailAttachment(
    @Description("The attachment, for mail.attachment.get") Ref ref,
    @Description("Name of the file") @Nullable String name,
    @Description("E.g. application/pdf") String mediaType,
    @Description("About how many bytes it has") @Nullable Long size) {
  public MailAttachment {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(mediaType);
  }
}
