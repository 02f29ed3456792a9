package io.auterity.spi.messaging;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.channel.list}. */
public record ChannelQuery(
    @Description("Whether archived channels are listed instead of the others")
        @Nullable Boolean archived,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
