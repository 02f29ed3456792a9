package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of what asks for one e-mail. */
public record WhichMail(@Description("The message") Ref message) {
  public WhichMail {
    Objects.requireNonNull(message);
  }
}
