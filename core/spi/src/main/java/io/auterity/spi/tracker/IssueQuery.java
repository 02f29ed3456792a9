package io.auterity.spi.tracker;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.issue.list}. */
public record IssueQuery(
    @Description("Only issues of this project") @Nullable Ref project,
    @Description("Only issues in this state") @Nullable IssueState state,
    @Description("Only issues that carry this label") @Nullable String label,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
