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

  /** All issues. */
  public static Builder builder() {
    return new Builder();
  }

  /** A question piece by piece. */
  public static final class Builder {
    private @Nullable Ref project;
    private @Nullable IssueState state;
    private @Nullable String label;
    private @Nullable Cursor cursor;
    private @Nullable Integer limit;
    private @Nullable String assignee;
    private @Nullable Ref sprint;

    private Builder() {}

    public Builder project(@Nullable Ref value) {
      project = value;
      return this;
    }

    public Builder state(@Nullable IssueState value) {
      state = value;
      return this;
    }

    public Builder label(@Nullable String value) {
      label = value;
      return this;
    }

    public Builder cursor(@Nullable Cursor value) {
      cursor = value;
      return this;
    }

    public Builder limit(@Nullable Integer value) {
      limit = value;
      return this;
    }

    public Builder assignee(@Nullable String value) {
      assignee = value;
      return this;
    }

    public Builder sprint(@Nullable Ref value) {
      sprint = value;
      return this;
    }

    public IssueQuery build() {
      return new IssueQuery(project, state, label, cursor, limit, assignee, sprint);
    }
  }
}
