package io.auterity.spi.automation;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.execution.list}. */
public record WorkflowExecutionQuery(
    @Description("Only those of this workflow") @Nullable Ref workflow,
    @Description("Only those in this state") @Nullable ExecutionState state,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
