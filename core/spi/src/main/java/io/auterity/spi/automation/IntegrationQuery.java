package io.auterity.spi.automation;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.integration.list}. */
public record IntegrationQuery(
    @Description("Only those of this service, as the engine names it") @Nullable String type,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
