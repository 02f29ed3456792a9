package io.auterity.spi.event;

import io.auterity.spi.Description;
import java.util.Objects;

/** An event that was raised. */
public record EventRaised(
    @Description("Id of the event, the same whenever it is raised again under its key") String id,
    String type) {
  public EventRaised {
    Objects.requireNonNull(id);
    Objects.requireNonNull(type);
  }
}
