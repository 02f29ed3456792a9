package io.auterity.spi.automation;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.workflow.list}. */
public record AutomatedWorkflowQuery(
    @Description("Only those whose triggers start them, or do not") @Nullable Boolean active,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
