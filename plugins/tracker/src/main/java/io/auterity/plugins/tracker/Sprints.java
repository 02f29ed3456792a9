package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintState;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sprints as documents; a sprint's state follows from the clock until a caller sets it. */
record Sprints(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "sprint";

  private static final String PROJECT = "project";
  private static final String STARTS = "startsAt";
  private static final String ENDS = "endsAt";
  private static final String STATE = "state";

  Sprint create(NewSprint input, Optional<String> callKey) {
    TrackerRules.checkLine("name", input.name());
    Instant starts = input.startsAt();
    Instant ends = input.endsAt();
    requireOrder(starts, ends);
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
    return value == null ? body : body.with(name, Json.of(text(value)));
  }

  private static String text(Instant value) {
    return value.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static @Nullable Instant instant(Fields fields, String name) {
    return fields.optionalText(name).map(Instant::parse).orElse(null);
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

  /** Takes an issue out of a sprint that it is planned for. */
  Done remove(SprintIssue input) {
    issues.change(
        input.issue(),
        (writer, before) -> {
          Ref planned = before.issue().sprint();
          if (planned == null || !planned.id().equals(input.sprint().id())) {
            throw Refusal.of(
                FailureCode.NOT_FOUND,
                COLLECTION,
                "issue %s is not planned for sprint %s"
                    .formatted(before.issue().key(), input.sprint().id()));
          }
          return before.with(store.now(), after -> after.sprint(null));
        });
    return Done.DONE;
  }

  Sprint get(Ref sprint) {
    return sprint(found(store.documents().get(COLLECTION, sprint.id()), sprint));
  }

  Sprint update(SprintUpdate update) {
    return sprint(
        store.write(
            writer -> {
              Document before =
                  found(writer.get(COLLECTION, update.sprint().id()), update.sprint());
              Document after =
                  new Document(COLLECTION, before.id(), changed(before.body(), update));
              writer.put(after);
              return after;
            }));
  }

  private static Json.Obj changed(Json.Obj before, SprintUpdate update) {
    Json.Obj named =
        switch (update.name()) {
          case Change.Set<String>(String name) -> {
            TrackerRules.checkLine("name", name);
            yield before.with("name", Json.of(name));
          }
          case Change.Clear<String>() ->
              throw Refusal.invalid("name", "cannot be cleared: give a value");
          default -> before;
        };
    Json.Obj begun = changed(named, STARTS, update.startsAt(), Sprints::text);
    Json.Obj after = changed(begun, ENDS, update.endsAt(), Sprints::text);
    requireOrder(instant(Fields.of(after), STARTS), instant(Fields.of(after), ENDS));
    return changed(after, STATE, update.state(), SprintState::name);
  }

  private static <T> Json.Obj changed(
      Json.Obj before, String field, Change<T> change, Function<T, String> text) {
    Map<String, Json> fields = new LinkedHashMap<>(before.fields());
    switch (change) {
      case Change.Set<T>(T value) -> fields.put(field, Json.of(text.apply(value)));
      case Change.Clear<T>() -> fields.remove(field);
      default -> {}
    }
    return new Json.Obj(fields);
  }

  private static void requireOrder(@Nullable Instant starts, @Nullable Instant ends) {
    if (starts != null && ends != null && !ends.isAfter(starts)) {
      throw Refusal.invalid(ENDS, "must be after startsAt");
    }
  }

  /** Its issues lose it first, so that where this breaks off a repetition finds it still there. */
  Done delete(Ref sprint, Call call) {
    String id = require(store.documents(), sprint);
    issues.unplan(id, call);
    return store.write(
        writer -> {
          writer.get(COLLECTION, id).ifPresent(last -> writer.delete(COLLECTION, id));
          return Done.DONE;
        });
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
    Instant starts = instant(fields, STARTS);
    Instant ends = instant(fields, ENDS);
    return new Sprint(
        store.ref(document.id()),
        store.ref(fields.text(PROJECT)),
        fields.text("name"),
        fields.optionalText(STATE).map(SprintState::valueOf).orElseGet(() -> state(starts, ends)),
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
