package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of what asks for one channel. */
public record WhichChannel(@Description("The channel") Ref channel) {
  public WhichChannel {
    Objects.requireNonNull(channel);
  }
}
