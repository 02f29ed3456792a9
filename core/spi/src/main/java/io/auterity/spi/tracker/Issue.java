package io.auterity.spi.tracker;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue as a tracker holds it. */
public record Issue(
    Ref ref,
    @Description("The project that holds it") Ref project,
    @Description("The tracker's number for people, e.g. debts-12") String key,
    String title,
    String body,
    IssueState state,
    List<String> labels,
    Instant createdAt,
    Instant updatedAt,
    @Description("The vendor's own fields") Json.Obj extra,
    @Description("Where it stands in the project's own flow, e.g. In review")
        @Nullable String status,
    @Description("People who work on it, by the vendor's ids") @Default("[]")
        List<String> assignees,
    @Description("How urgent it is") @Nullable IssuePriority priority,
    @Description("The day on which it must be done") @Nullable LocalDate dueOn,
    @Description("The issue of which it is a part") @Nullable Ref parent,
    @Description("The sprint that it is planned for, where the vendor tells") @Nullable Ref sprint,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("Who opened it, by the vendor's id") @Nullable String author) {
  public Issue {
    labels = List.copyOf(labels);
    assignees = List.copyOf(assignees);
  }

  /** An issue that has no assignee and is not planned. */
  public Issue(
      Ref ref,
      Ref project,
      String key,
      String title,
      String body,
      IssueState state,
      List<String> labels,
      Instant createdAt,
      Instant updatedAt,
      Json.Obj extra) {
    this(
        ref, project, key, title, body, state, labels, createdAt, updatedAt, extra, null, List.of(),
        null, null, null, null, null, null);
  }

  /** An open issue without text, unchanged since it was made. */
  public static Builder builder(Ref ref, Ref project, String key, String title, Instant createdAt) {
    return new Builder(ref, project, key, title, createdAt);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(ref, project, key, title, createdAt)
        .body(body)
        .state(state)
        .labels(labels)
        .updatedAt(updatedAt)
        .extra(extra)
        .status(status)
        .assignees(assignees)
        .priority(priority)
        .dueOn(dueOn)
        .parent(parent)
        .sprint(sprint)
        .webUrl(webUrl)
        .author(author);
  }

  /** An issue piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final Ref project;
    private final String key;
    private String title;
    private final Instant createdAt;
    private String body = "";
    private IssueState state = IssueState.OPEN;
    private List<String> labels = List.of();
    private Instant updatedAt;
    private Json.Obj extra = Json.EMPTY;
    private @Nullable String status;
    private List<String> assignees = List.of();
    private @Nullable IssuePriority priority;
    private @Nullable LocalDate dueOn;
    private @Nullable Ref parent;
    private @Nullable Ref sprint;
    private @Nullable String webUrl;
    private @Nullable String author;

    private Builder(Ref ref, Ref project, String key, String title, Instant createdAt) {
      this.ref = ref;
      this.project = project;
      this.key = key;
      this.title = title;
      this.createdAt = createdAt;
      this.updatedAt = createdAt;
    }

    public Builder title(String value) {
      title = value;
      return this;
    }

    public Builder body(String value) {
      body = value;
      return this;
    }

    public Builder state(IssueState value) {
      state = value;
      return this;
    }

    public Builder labels(List<String> value) {
      labels = value;
      return this;
    }

    public Builder updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    public Builder extra(Json.Obj value) {
      extra = value;
      return this;
    }

    public Builder status(@Nullable String value) {
      status = value;
      return this;
    }

    public Builder assignees(List<String> value) {
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

    public Builder sprint(@Nullable Ref value) {
      sprint = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder author(@Nullable String value) {
      author = value;
      return this;
    }

    public Issue build() {
      return new Issue(
          ref, project, key, title, body, state, labels, createdAt, updatedAt, extra, status,
          assignees, priority, dueOn, parent, sprint, webUrl, author);
    }
  }
}
