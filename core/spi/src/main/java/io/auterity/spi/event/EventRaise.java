package io.auterity.spi.event;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code event.custom.raise}. */
public record EventRaise(
    @Description("Type of the event, which a resource of kind event declares")
        @TextForm(least = 1, most = 200)
        String type,
    @Description("What it is about, e.g. the number of an order, at most 400 characters")
        @Nullable String subject,
    @Description("What it says, as its schema has it, at most 64 KiB") Json.@Nullable Obj data) {
  public EventRaise {
    Objects.requireNonNull(type);
  }
}
