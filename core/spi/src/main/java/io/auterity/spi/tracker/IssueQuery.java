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
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit,
    @Description("Only issues that this person works on, by the vendor's id")
        @Nullable String assignee,
    @Description("Only issues that are planned for this sprint") @Nullable Ref sprint) {

  /** Without a word of who works on them and when. */
  public IssueQuery(
      @Nullable Ref project,
      @Nullable IssueState state,
      @Nullable String label,
      @Nullable Cursor cursor,
      @Nullable Integer limit) {
    this(project, state, label, cursor, limit, null, null);
  }
}
