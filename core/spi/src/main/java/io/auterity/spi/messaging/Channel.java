package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel of a messaging service. */
public record Channel(
    @Description("The channel") Ref ref,
    @Description("Name, without #") String name,
    @Description("Who may see it") ChannelType type,
    @Description("What it is about") @Nullable String topic,
    @Description("Whether it takes no message any more") boolean archived,
    @Description("Address for people") @Nullable String webUrl,
    @Description("Other fields of the vendor") Json.Obj extra) {
  public Channel {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(extra);
  }
}
