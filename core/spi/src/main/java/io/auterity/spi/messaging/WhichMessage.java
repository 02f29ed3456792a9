package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of what asks for one message. */
public record WhichMessage(@Description("The message") Ref message) {
  public WhichMessage {
    Objects.requireNonNull(message);
  }
}
