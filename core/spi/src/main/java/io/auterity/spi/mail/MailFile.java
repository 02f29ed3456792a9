package io.auterity.spi.mail;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.Objects;

/** An attachment of a message with its bytes. */
public record MailFile(@Description("Its bytes, with name and media type") Content content) {
  public MailFile {
    Objects.requireNonNull(content);
  }
}
