package io.auterity.plugins.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stored body of an issue; every change of it is checked here.
 *
 * @param asked digest of what it was made from, whatever it has become; null when that is not known
 */
record IssueBody(Issue issue, @Nullable String asked) {

  static final String PROJECT = "project";
  static final String STATE = "state";
  static final String LABELS = "labels";
  static final String ASSIGNEES = "assignees";
  static final String PARENT = "parent";
  static final String SPRINT = "sprint";
  private static final String STATUS = "status";
  private static final String ASKED = "asked";

  /** One that {@code input} asks for, with the reference that it will have. */
  static IssueBody of(NewIssue input, Ref ref, Instant now) {
    Ref parent = input.parent();
    Issue made =
        Issue.builder(ref, within(ref, input.project().id()), ref.id(), input.title(), now)
            .body(Objects.requireNonNullElse(input.body(), ""))
            .labels(Objects.requireNonNullElse(input.labels(), List.of()))
            .extra(Objects.requireNonNullElse(input.extra(), Json.EMPTY))
            .status(IssueStatus.TO_DO.label())
            .assignees(Objects.requireNonNullElse(input.assignees(), List.of()))
            .priority(input.priority())
            .dueOn(input.dueOn())
            .parent(parent == null ? null : within(ref, parent.id()))
            .build();
    return new IssueBody(checked(made), CallKey.digest(input));
  }

  private static Ref within(Ref neighbour, String id) {
    return new Ref(neighbour.provider(), id);
  }

  IssueBody apply(IssueUpdate update, Instant now) {
    Ref parent = changed(update.parent(), issue.parent(), null);
    Issue.Builder after =
        issue.toBuilder()
            .title(Objects.requireNonNull(changed(update.title(), issue.title(), "")))
            .body(Objects.requireNonNull(changed(update.body(), issue.body(), "")))
            .labels(Objects.requireNonNull(changed(update.labels(), issue.labels(), List.of())))
            .assignees(
                Objects.requireNonNull(changed(update.assignees(), issue.assignees(), List.of())))
            .priority(changed(update.priority(), issue.priority(), null))
            .dueOn(changed(update.dueOn(), issue.dueOn(), null))
            .parent(parent == null ? null : within(issue.ref(), parent.id()))
            .extra(Objects.requireNonNull(changed(update.extra(), issue.extra(), Json.EMPTY)))
            .updatedAt(now);
    return new IssueBody(checked(after.build()), asked).in(status().in(wanted(update.state())));
  }

  private IssueState wanted(Change<IssueState> change) {
    return switch (change) {
      case Change.Set<IssueState>(IssueState value) -> value;
      case Change.Clear<IssueState>() ->
          throw Refusal.invalid(STATE, "cannot be cleared: set it to open or closed");
      default -> issue.state();
    };
  }

  private static <T> @Nullable T changed(
      Change<T> change, @Nullable T before, @Nullable T cleared) {
    return switch (change) {
      case Change.Set<T>(T value) -> value;
      case Change.Clear<T>() -> cleared;
      default -> before;
    };
  }

  IssueStatus status() {
    return IssueStatus.of(Objects.requireNonNull(issue.status()));
  }

  IssueBody in(IssueStatus status) {
    return new IssueBody(
        issue.toBuilder().status(status.label()).state(status.state()).build(), asked);
  }

  /** The same at a later time, with one thing changed. */
  IssueBody with(Instant now, Function<Issue.Builder, Issue.Builder> change) {
    return new IssueBody(change.apply(issue.toBuilder().updatedAt(now)).build(), asked);
  }

  private static Issue checked(Issue issue) {
    TrackerRules.checkLine("title", issue.title());
    TrackerRules.checkText("body", issue.body());
    TrackerRules.checkNames(LABELS, issue.labels());
    TrackerRules.checkNames(ASSIGNEES, issue.assignees());
    TrackerRules.checkText("extra", issue.extra());
    return issue;
  }

  /** Whether it was made from that input, as far as that is known. */
  boolean isAskedAs(NewIssue input) {
    return asked == null || asked.equals(CallKey.digest(input));
  }

  Json.Obj json() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put(PROJECT, Json.of(issue.project().id()));
    fields.put("title", Json.of(issue.title()));
    fields.put("body", Json.of(issue.body()));
    fields.put(STATE, Json.of(issue.state().name()));
    fields.put(LABELS, texts(issue.labels()));
    fields.put("createdAt", Json.of(issue.createdAt().toString()));
    fields.put("updatedAt", Json.of(issue.updatedAt().toString()));
    fields.put("extra", issue.extra());
    fields.put(STATUS, Json.of(status().name()));
    fields.put(ASSIGNEES, texts(issue.assignees()));
    put(fields, "priority", issue.priority(), IssuePriority::name);
    put(fields, "dueOn", issue.dueOn(), LocalDate::toString);
    put(fields, PARENT, issue.parent(), Ref::id);
    put(fields, SPRINT, issue.sprint(), Ref::id);
    put(fields, ASKED, asked, text -> text);
    return new Json.Obj(fields);
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::of).toList());
  }

  private static <T> void put(
      Map<String, Json> fields, String name, @Nullable T value, Function<T, String> text) {
    if (value != null) {
      fields.put(name, Json.of(text.apply(value)));
    }
  }

  static IssueBody read(Document document, String provider) {
    Fields fields = Fields.of(document.body());
    IssueState state = IssueState.valueOf(fields.text(STATE));
    Ref ref = new Ref(provider, document.id());
    Function<String, Ref> near = id -> within(ref, id);
    Issue issue =
        Issue.builder(
                ref,
                near.apply(fields.text(PROJECT)),
                document.id(),
                fields.text("title"),
                Instant.parse(fields.text("createdAt")))
            .body(fields.text("body"))
            .state(state)
            .labels(fields.texts(LABELS))
            .updatedAt(Instant.parse(fields.text("updatedAt")))
            .extra(fields.object("extra"))
            .status(status(fields, state).label())
            .assignees(fields.texts(ASSIGNEES))
            .priority(fields.optionalText("priority").map(IssuePriority::valueOf).orElse(null))
            .dueOn(fields.optionalText("dueOn").map(LocalDate::parse).orElse(null))
            .parent(fields.optionalText(PARENT).map(near).orElse(null))
            .sprint(fields.optionalText(SPRINT).map(near).orElse(null))
            .build();
    return new IssueBody(issue, fields.optionalText(ASKED).orElse(null));
  }

  // Issues of earlier versions have a state alone.
  private static IssueStatus status(Fields fields, IssueState state) {
    return fields
        .optionalText(STATUS)
        .map(IssueStatus::valueOf)
        .orElse(IssueStatus.TO_DO.in(state));
  }
}
