package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.channel.create}. */
public record NewChannel(
    @Description("Name, without #: lower-case letters, digits, _ and -")
        @TextForm(least = 1, most = 80)
        String name,
    @Description("What it is about") @TextForm(most = 250) @Nullable String topic) {
  public NewChannel {
    Objects.requireNonNull(name);
  }
}
