package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Labels of projects as documents. An issue may carry labels that are none of these: they are what
 * a project agreed upon.
 */
record IssueLabels(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "label";

  private static final String PROJECT = "project";
  private static final String NAME = "name";
  private static final String COLOR = "color";
  private static final String USUAL_COLOR = "ededed";

  IssueLabel create(NewIssueLabel input, Optional<String> callKey) {
    TrackerRules.checkNames(NAME, List.of(input.name()));
    String color = Objects.requireNonNullElse(input.color(), USUAL_COLOR).toLowerCase(Locale.ROOT);
    if (!color.matches("[0-9a-f]{6}")) {
      throw Refusal.invalid(COLOR, "must be six hexadecimal digits, e.g. d73a4a");
    }
    String description = Objects.requireNonNullElse(input.description(), "");
    TrackerRules.checkText("description", description);
    String project = input.project().id();
    Json.Obj body =
        Json.EMPTY
            .with(PROJECT, Json.of(project))
            .with(NAME, Json.of(input.name()))
            .with(COLOR, Json.of(color))
            .with("description", Json.of(description));
    Document stored =
        store.addOnce(
            COLLECTION,
            callKey,
            body,
            writer -> {
              Projects.requireOpen(writer, project);
              return new TrackerDocuments.Wanted(
                  new Document(COLLECTION, "b" + writer.next(COLLECTION), body),
                  Map.of(NAME, place(project, input.name())));
            },
            other ->
                Refusal.of(
                    FailureCode.CONFLICT,
                    NAME,
                    "project %s has a label %s already".formatted(project, input.name())));
    return label(stored);
  }

  private static String place(String project, String name) {
    return project + " " + name;
  }

  Page<IssueLabel> list(IssueLabelQuery query) {
    String project = Projects.require(store.documents(), query.project());
    Json.Obj filter = Json.EMPTY.with(PROJECT, Json.of(project));
    return store.page(COLLECTION, filter, query.cursor(), query.limit(), this::label);
  }

  /** Issues lose it first, so that where this breaks off a repetition finds it still there. */
  Done delete(WhichIssueLabel input, Call call) {
    String project = input.project().id();
    TrackerRules.checkText(NAME, input.name());
    String place = place(project, input.name());
    if (store.documents().find(COLLECTION, NAME, place).isEmpty()) {
      throw TrackerErrors.unknown(COLLECTION, input.name());
    }
    issues.unlabel(project, input.name(), call);
    return store
        .documents()
        .write(
            writer -> {
              writer
                  .find(COLLECTION, NAME, place)
                  .ifPresent(found -> writer.delete(COLLECTION, found.id()));
              return Done.DONE;
            });
  }

  private IssueLabel label(Document document) {
    Fields fields = Fields.of(document.body());
    return new IssueLabel(
        store.ref(fields.text(PROJECT)),
        fields.text(NAME),
        fields.text(COLOR),
        fields.optionalText("description").filter(text -> !text.isEmpty()).orElse(null));
  }
}
