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

  /** A channel that takes messages, of which no more is known. */
  public static Channel of(Ref ref, String name, ChannelType type) {
    return new Channel(ref, name, type, null, false, null, Json.EMPTY);
  }

  /** The same about something. */
  public Channel withTopic(@Nullable String value) {
    return new Channel(ref, name, type, value, archived, webUrl, extra);
  }

  /** The same, that takes messages or does not. */
  public Channel withArchived(boolean value) {
    return new Channel(ref, name, type, topic, value, webUrl, extra);
  }

  /** The same with an address for people. */
  public Channel withWebUrl(@Nullable String value) {
    return new Channel(ref, name, type, topic, archived, value, extra);
  }

  /** The same with other fields of the vendor. */
  public Channel withExtra(Json.Obj value) {
    return new Channel(ref, name, type, topic, archived, webUrl, value);
  }
}
