package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Ref;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.issue.create}. */
public record NewIssue(
    @Description("The project that will hold it") Ref project,
    @Description("One line, at most 500 characters") String title,
    @Description("Text of the issue; empty when absent") @Nullable String body,
    @Description("Labels of the issue") @Nullable List<String> labels,
    @Description("The vendor's own fields") @Nullable Obj extra,
    @Description("People who work on it, by the vendor's ids") @Nullable List<String> assignees,
    @Description("How urgent it is") @Nullable IssuePriority priority,
    @Description("The day on which it must be done") @Nullable LocalDate dueOn,
    @Description("The issue of which it is a part") @Nullable Ref parent) {
  public NewIssue {
    Objects.requireNonNull(project);
    Objects.requireNonNull(title);
    labels = labels == null ? null : List.copyOf(labels);
    assignees = assignees == null ? null : List.copyOf(assignees);
  }

  /** One of which nothing more is known. */
  public NewIssue(
      Ref project,
      String title,
      @Nullable String body,
      @Nullable List<String> labels,
      @Nullable Obj extra) {
    this(project, title, body, labels, extra, null, null, null, null);
  }

  /** One of which the rest is absent. */
  public static Builder builder(Ref project, String title) {
    return new Builder(project, title);
  }

  /** A new issue piece by piece. */
  public static final class Builder {
    private final Ref project;
    private final String title;
    private @Nullable String body;
    private @Nullable List<String> labels;
    private @Nullable Obj extra;
    private @Nullable List<String> assignees;
    private @Nullable IssuePriority priority;
    private @Nullable LocalDate dueOn;
    private @Nullable Ref parent;

    private Builder(Ref project, String title) {
      this.project = project;
      this.title = title;
    }

    public Builder body(@Nullable String value) {
      body = value;
      return this;
    }

    public Builder labels(@Nullable List<String> value) {
      labels = value;
      return this;
    }

    public Builder extra(@Nullable Obj value) {
      extra = value;
      return this;
    }

    public Builder assignees(@Nullable List<String> value) {
      assignees = value;
      return this;
    }

    public Builder priority(@Nullable IssuePriority value) {
      priority = value;
      return this;
    }

    public Builder dueOn(@Nullable LocalDate value) {
      dueOn = value;
      return this;
    }

    public Builder parent(@Nullable Ref value) {
      parent = value;
      return this;
    }

    public NewIssue build() {
      return new NewIssue(project, title, body, labels, extra, assignees, priority, dueOn, parent);
    }
  }
}
