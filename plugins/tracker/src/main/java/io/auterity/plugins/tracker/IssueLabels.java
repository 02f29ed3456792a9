package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.NewIssueLabel;
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
  private static final String DESCRIPTION = "description";
  private static final String USUAL_COLOR = "ededed";

  IssueLabel create(NewIssueLabel input, Optional<String> callKey) {
    TrackerRules.checkNames(NAME, List.of(input.name()));
    String color = checkedColor(Objects.requireNonNullElse(input.color(), USUAL_COLOR));
    String description = Objects.requireNonNullElse(input.description(), "");
    TrackerRules.checkText(DESCRIPTION, description);
    String project = input.project().id();
    Json.Obj body =
        Json.EMPTY
            .with(PROJECT, Json.of(project))
            .with(NAME, Json.of(input.name()))
            .with(COLOR, Json.of(color))
            .with(DESCRIPTION, Json.of(description));
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

  private static String checkedColor(String text) {
    String color = text.toLowerCase(Locale.ROOT);
    if (!color.matches("[0-9a-f]{6}")) {
      throw Refusal.invalid(COLOR, "must be six hexadecimal digits, e.g. d73a4a");
    }
    return color;
  }

  IssueLabel update(IssueLabelUpdate update) {
    return label(
        store.write(
            writer -> {
              Document before = found(writer.get(COLLECTION, update.label().id()), update.label());
              Document after =
                  new Document(COLLECTION, before.id(), changed(before.body(), update));
              writer.put(after);
              return after;
            }));
  }

  private static Json.Obj changed(Json.Obj before, IssueLabelUpdate update) {
    if (!(update.name() instanceof Change.Keep<String>)) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          NAME,
          "issues name a label by its name: make another and delete this one");
    }
    Json.Obj body =
        switch (update.color()) {
          case Change.Set<String>(String color) -> before.with(COLOR, Json.of(checkedColor(color)));
          case Change.Clear<String>() -> before.with(COLOR, Json.of(USUAL_COLOR));
          default -> before;
        };
    return switch (update.description()) {
      case Change.Set<String>(String text) -> {
        TrackerRules.checkText(DESCRIPTION, text);
        yield body.with(DESCRIPTION, Json.of(text));
      }
      case Change.Clear<String>() -> body.with(DESCRIPTION, Json.of(""));
      default -> body;
    };
  }

  private static Document found(Optional<Document> label, Ref asked) {
    return label.orElseThrow(() -> TrackerErrors.unknown(COLLECTION, asked.id()));
  }

  /** Issues lose it first, so that where this breaks off a repetition finds it still there. */
  Done delete(Ref label, Call call) {
    Document found = found(store.documents().get(COLLECTION, label.id()), label);
    Fields fields = Fields.of(found.body());
    issues.unlabel(fields.text(PROJECT), fields.text(NAME), call);
    return store.write(
        writer -> {
          writer
              .get(COLLECTION, label.id())
              .ifPresent(last -> writer.delete(COLLECTION, last.id()));
          return Done.DONE;
        });
  }

  private IssueLabel label(Document document) {
    Fields fields = Fields.of(document.body());
    return new IssueLabel(
        store.ref(document.id()),
        store.ref(fields.text(PROJECT)),
        fields.text(NAME),
        fields.text(COLOR),
        fields.optionalText(DESCRIPTION).filter(text -> !text.isEmpty()).orElse(null));
  }
}
