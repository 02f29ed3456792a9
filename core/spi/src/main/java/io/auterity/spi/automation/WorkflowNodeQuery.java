package io.auterity.spi.automation;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.node.list}. */
public record WorkflowNodeQuery(
    @Description("Only those that work with this service, as the engine names it")
        @Nullable String app,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
