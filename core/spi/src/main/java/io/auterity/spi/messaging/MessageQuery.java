package io.auterity.spi.messaging;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.message.list}. */
public record MessageQuery(
    @Description("The channel") Ref channel,
    @Description("Only what answers in the thread of this message; else only what is in none")
        @Nullable Ref thread,
    @Description("Only those sent then or later") @Nullable Instant since,
    @Description("Only those sent before") @Nullable Instant until,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public MessageQuery {
    Objects.requireNonNull(channel);
  }
}
