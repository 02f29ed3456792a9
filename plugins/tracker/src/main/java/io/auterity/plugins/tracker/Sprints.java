package io.auterity.plugins.tracker;

import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintState;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sprints as documents; where one stands is a matter of the clock. */
record Sprints(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "sprint";

  private static final String PROJECT = "project";
  private static final String STARTS = "startsAt";
  private static final String ENDS = "endsAt";

  Sprint create(NewSprint input, Optional<String> callKey) {
    TrackerRules.checkLine("name", input.name());
    Instant starts = input.startsAt();
    Instant ends = input.endsAt();
    if (starts != null && ends != null && !ends.isAfter(starts)) {
      throw Refusal.invalid(ENDS, "must be after startsAt");
    }
    String project = input.project().id();
    Json.Obj body =
        with(
            ENDS,
            ends,
            with(
                STARTS,
                starts,
                Json.EMPTY.with(PROJECT, Json.of(project)).with("name", Json.of(input.name()))));
    Document stored =
        store.addOnce(
            COLLECTION,
            callKey,
            body,
            writer -> {
              Projects.requireOpen(writer, project);
              return new TrackerDocuments.Wanted(
                  new Document(COLLECTION, "s" + writer.next(COLLECTION), body), Map.of());
            },
            other -> new IllegalStateException("sprints have no unique key"));
    return sprint(stored);
  }

  private static Json.Obj with(String name, @Nullable Instant value, Json.Obj body) {
    return value == null
        ? body
        : body.with(name, Json.of(value.truncatedTo(ChronoUnit.MICROS).toString()));
  }

  Page<Sprint> list(SprintQuery query) {
    String project = Projects.require(store.documents(), query.project());
    Json.Obj filter = Json.EMPTY.with(PROJECT, Json.of(project));
    return store.page(COLLECTION, filter, query.cursor(), query.limit(), this::sprint);
  }

  Done add(SprintIssue input) {
    issues.change(
        input.issue(),
        (writer, before) -> {
          Document sprint = found(writer.get(COLLECTION, input.sprint().id()), input.sprint());
          if (!before.issue().project().id().equals(sprint.body().text(PROJECT))) {
            throw Refusal.invalid("sprint", "must be one of the issue's project");
          }
          return before.with(store.now(), after -> after.sprint(store.ref(sprint.id())));
        });
    return Done.DONE;
  }

  /**
   * Refuses a sprint that is not there.
   *
   * @return its id
   */
  static String require(Documents documents, Ref sprint) {
    return found(documents.get(COLLECTION, sprint.id()), sprint).id();
  }

  private static Document found(Optional<Document> sprint, Ref asked) {
    return sprint.orElseThrow(() -> TrackerErrors.unknown(COLLECTION, asked.id()));
  }

  private Sprint sprint(Document document) {
    Fields fields = Fields.of(document.body());
    Instant starts = fields.optionalText(STARTS).map(Instant::parse).orElse(null);
    Instant ends = fields.optionalText(ENDS).map(Instant::parse).orElse(null);
    return new Sprint(
        store.ref(document.id()),
        store.ref(fields.text(PROJECT)),
        fields.text("name"),
        state(starts, ends),
        starts,
        ends);
  }

  private SprintState state(@Nullable Instant starts, @Nullable Instant ends) {
    Instant now = store.now();
    if (ends != null && !now.isBefore(ends)) {
      return SprintState.CLOSED;
    }
    return starts == null || now.isBefore(starts) ? SprintState.PLANNED : SprintState.ACTIVE;
  }
}
