package io.auterity.spi.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Input of {@code tracker.issue.update}; what is absent stays as it is. */
public record IssueUpdate(
    @Description("The issue") Ref issue,
    Change<String> title,
    Change<String> body,
    Change<IssueState> state,
    Change<List<String>> labels,
    @Description("People who work on it, by the vendor's ids") Change<List<String>> assignees,
    @Description("How urgent it is") Change<IssuePriority> priority,
    @Description("The day on which it must be done") Change<LocalDate> dueOn,
    @Description("The issue of which it is a part") Change<Ref> parent,
    @Description("The vendor's own fields, those that it names") Change<Json.Obj> extra) {
  public IssueUpdate {
    Objects.requireNonNull(issue);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
    Objects.requireNonNull(state);
    Objects.requireNonNull(labels);
    Objects.requireNonNull(assignees);
    Objects.requireNonNull(priority);
    Objects.requireNonNull(dueOn);
    Objects.requireNonNull(parent);
    Objects.requireNonNull(extra);
    Change.needed(
        "title, body, state, labels, assignees, priority, dueOn, parent, extra",
        title,
        body,
        state,
        labels,
        assignees,
        priority,
        dueOn,
        parent,
        extra);
  }

  /** One that keeps who works on it, and when. */
  public IssueUpdate(
      Ref issue,
      Change<String> title,
      Change<String> body,
      Change<IssueState> state,
      Change<List<String>> labels) {
    this(
        issue,
        title,
        body,
        state,
        labels,
        Change.keep(),
        Change.keep(),
        Change.keep(),
        Change.keep(),
        Change.keep());
  }

  /** One that changes nothing yet, and must. */
  public static Builder builder(Ref issue) {
    return new Builder(issue);
  }

  /** An update piece by piece. */
  public static final class Builder {
    private final Ref issue;
    private Change<String> title = Change.keep();
    private Change<String> body = Change.keep();
    private Change<IssueState> state = Change.keep();
    private Change<List<String>> labels = Change.keep();
    private Change<List<String>> assignees = Change.keep();
    private Change<IssuePriority> priority = Change.keep();
    private Change<LocalDate> dueOn = Change.keep();
    private Change<Ref> parent = Change.keep();
    private Change<Json.Obj> extra = Change.keep();

    private Builder(Ref issue) {
      this.issue = issue;
    }

    public Builder title(Change<String> value) {
      title = value;
      return this;
    }

    public Builder body(Change<String> value) {
      body = value;
      return this;
    }

    public Builder state(Change<IssueState> value) {
      state = value;
      return this;
    }

    public Builder labels(Change<List<String>> value) {
      labels = value;
      return this;
    }

    public Builder assignees(Change<List<String>> value) {
      assignees = value;
      return this;
    }

    public Builder priority(Change<IssuePriority> value) {
      priority = value;
      return this;
    }

    public Builder dueOn(Change<LocalDate> value) {
      dueOn = value;
      return this;
    }

    public Builder parent(Change<Ref> value) {
      parent = value;
      return this;
    }

    public Builder extra(Change<Json.Obj> value) {
      extra = value;
      return this;
    }

    public IssueUpdate build() {
      return new IssueUpdate(
          issue, title, body, state, labels, assignees, priority, dueOn, parent, extra);
    }
  }
}
