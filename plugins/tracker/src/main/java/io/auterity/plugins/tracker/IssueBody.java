package io.auterity.plugins.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an issue; every change of it is checked here.
 *
 * @param asked digest of what it was made from, whatever it has become; null when that is not known
 */
record IssueBody(
    String project,
    String title,
    String body,
    IssueState state,
    List<String> labels,
    Instant createdAt,
    Instant updatedAt,
    Json.Obj extra,
    @Nullable String asked) {

  static final String PROJECT = "project";
  static final String STATE = "state";
  static final String LABELS = "labels";
  private static final String ASKED = "asked";

  IssueBody {
    labels = List.copyOf(labels);
  }

  static IssueBody of(NewIssue input, Instant now) {
    return new IssueBody(
            input.project().id(),
            input.title(),
            Objects.requireNonNullElse(input.body(), ""),
            IssueState.OPEN,
            Objects.requireNonNullElse(input.labels(), List.of()),
            now,
            now,
            Objects.requireNonNullElse(input.extra(), Json.EMPTY),
            CallKey.digest(input))
        .checked();
  }

  IssueBody apply(IssueUpdate update, Instant now) {
    return new IssueBody(
            project,
            changed(update.title(), title, ""),
            changed(update.body(), body, ""),
            changedState(update.state()),
            changed(update.labels(), labels, List.of()),
            createdAt,
            now,
            extra,
            asked)
        .checked();
  }

  private IssueState changedState(Change<IssueState> change) {
    if (change instanceof Change.Clear<IssueState>) {
      throw Refusal.invalid(STATE, "cannot be cleared: set it to open or closed");
    }
    return changed(change, state, state);
  }

  private static <T> T changed(Change<T> change, T before, T cleared) {
    return switch (change) {
      case Change.Set<T>(T value) -> value;
      case Change.Clear<T>() -> cleared;
      default -> before;
    };
  }

  private IssueBody checked() {
    TrackerRules.checkLine("title", title);
    TrackerRules.checkText("body", body);
    TrackerRules.checkLabels(labels);
    TrackerRules.checkText("extra", extra);
    return this;
  }

  Issue issue(String provider, String id) {
    return Issue.builder(new Ref(provider, id), new Ref(provider, project), id, title, createdAt)
        .body(body)
        .state(state)
        .labels(labels)
        .updatedAt(updatedAt)
        .extra(extra)
        .build();
  }

  /** Whether it may have been made from the same input as another. */
  boolean isAskedAs(IssueBody other) {
    return asked == null || asked.equals(other.asked);
  }

  Json.Obj json() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put(PROJECT, Json.of(project));
    fields.put("title", Json.of(title));
    fields.put("body", Json.of(body));
    fields.put(STATE, Json.of(state.name()));
    fields.put(LABELS, Json.array(labels.stream().map(Json::of).toList()));
    fields.put("createdAt", Json.of(createdAt.toString()));
    fields.put("updatedAt", Json.of(updatedAt.toString()));
    fields.put("extra", extra);
    if (asked != null) {
      fields.put(ASKED, Json.of(asked));
    }
    return new Json.Obj(fields);
  }

  static IssueBody read(Document document) {
    Fields fields = Fields.of(document.body());
    return new IssueBody(
        fields.text(PROJECT),
        fields.text("title"),
        fields.text("body"),
        IssueState.valueOf(fields.text(STATE)),
        fields.texts(LABELS),
        Instant.parse(fields.text("createdAt")),
        Instant.parse(fields.text("updatedAt")),
        fields.object("extra"),
        fields.optionalText(ASKED).orElse(null));
  }
}
