package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.List;

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
    @Description("The vendor's own fields") Json.Obj extra) {
  public Issue {
    labels = List.copyOf(labels);
  }

  /** An open issue without text, which nobody has changed since it was made. */
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
        .extra(extra);
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

    public Issue build() {
      return new Issue(ref, project, key, title, body, state, labels, createdAt, updatedAt, extra);
    }
  }
}
