package io.auterity.workflow.journal;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events to rows and back. The payload is a JSON object with its format version {@code v}. */
public final class EventCodec {

  private static final int FORMAT = 1;
  private static final StepKey NO_STEP = new StepKey(-1, IndexPath.ROOT, 0);

  public static EventRow write(RecordedEvent recorded) {
    RunEvent event = recorded.event();
    StepKey step = Objects.requireNonNullElse(step(event), NO_STEP);
    return new EventRow(
        recorded.seq(),
        step.node(),
        step.path(),
        step.round(),
        EventKind.of(event).number(),
        StoredJson.of(payload(recorded)),
        recorded.at());
  }

  private static @Nullable StepKey step(RunEvent event) {
    return switch (event) {
      case RunEvent.OfStep ofStep -> ofStep.step();
      case RunEvent.Delivered delivered -> delivered.step();
      case RunEvent.Repaired r -> null;
      case RunEvent.CancelRequested c -> null;
      case RunEvent.TimedOut t -> null;
      case RunEvent.Paused p -> null;
      case RunEvent.Resumed r -> null;
      case RunEvent.Reopened r -> null;
    };
  }

  private static Json payload(RecordedEvent recorded) {
    Map<String, Json> json = new LinkedHashMap<>();
    json.put("v", Json.of(FORMAT));
    Instant started = recorded.started();
    if (started != null) {
      json.put("started", Json.of(Micros.of(started)));
    }
    UUID decision = recorded.decision();
    if (decision != null) {
      json.put("decision", Json.of(decision.toString()));
    }
    content(recorded.event(), json);
    return new Json.Obj(json);
  }

  private static void content(RunEvent event, Map<String, Json> json) {
    switch (event) {
      case RunEvent.Completed(var s, Json output) -> json.put("output", output);
      case RunEvent.Failed(var s, Failure failure) ->
          json.put("failure", FailureJson.write(failure));
      case RunEvent.Chosen(var s, int arm) -> json.put("arm", Json.of(arm));
      case RunEvent.Expanded(var s, int count) -> json.put("count", Json.of(count));
      case RunEvent.Rounded(var s, int index, Json carry) -> {
        json.put("index", Json.of(index));
        json.put("carry", carry);
      }
      case RunEvent.ChildBegun(var s, UUID run) -> json.put("run", Json.of(run.toString()));
      case RunEvent.Handled(var s, int arm, Json error) -> {
        json.put("arm", Json.of(arm));
        json.put("error", error);
      }
      case RunEvent.Retrying(var s, int attempt, Instant due, Failure failure, var notTaken) -> {
        json.put("attempt", Json.of(attempt));
        json.put("due", Json.of(Micros.of(due)));
        json.put("failure", FailureJson.write(failure));
        if (notTaken != null) {
          json.put("notTaken", Json.of(notTaken.tries()));
          json.put("since", Json.of(Micros.of(notTaken.since())));
          if (notTaken.until() != null) {
            json.put("until", Json.of(Micros.of(notTaken.until())));
          }
        }
      }
      case RunEvent.Dispatched(var s, @Nullable String provider) -> {
        if (provider != null) {
          json.put("provider", Json.of(provider));
        }
      }
      case RunEvent.Asked(var s, @Nullable Instant due, Json asked) -> {
        if (due != null) {
          json.put("due", Json.of(Micros.of(due)));
        }
        if (!asked.equals(Json.NULL)) {
          json.put("asked", asked);
        }
      }
      case RunEvent.TimerSet(var s, Instant due) -> json.put("due", Json.of(Micros.of(due)));
      case RunEvent.InDoubt(var s, Failure failure) ->
          json.put("failure", FailureJson.write(failure));
      case RunEvent.CancelRequested(String by) -> json.put("by", Json.of(by));
      case RunEvent.TimedOut(Duration limit) -> json.put("limit", Json.of(limit.toNanos()));
      case RunEvent.Paused(String by, boolean unstarted) -> {
        json.put("by", Json.of(by));
        json.put("unstarted", Json.of(unstarted));
      }
      case RunEvent.Resumed(String by) -> json.put("by", Json.of(by));
      case RunEvent.Reopened(var from, @Nullable Json input, boolean over, String by) -> {
        json.put("from", new Json.Arr(from.stream().map(StepKey::json).toList()));
        if (input != null) {
          json.put("input", input);
        }
        json.put("over", Json.of(over));
        json.put("by", Json.of(by));
      }
      case RunEvent.Abandoned(var s, @Nullable Failure doubt) -> {
        if (doubt != null) {
          json.put("failure", FailureJson.write(doubt));
        }
      }
      case RunEvent.Skipped(var s, @Nullable Failure doubt) -> {
        if (doubt != null) {
          json.put("failure", FailureJson.write(doubt));
        }
      }
      case RunEvent.Repaired repaired -> {
        json.put("by", Json.of(repaired.by()));
        json.put("reason", Json.of(repaired.reason()));
        json.put("doubts", new Json.Arr(repaired.doubts().stream().map(StepKey::json).toList()));
        json.put("blind", Json.of(repaired.blind()));
      }
      case RunEvent.Delivered(var s, UUID message, String kind, String by) -> {
        json.put("message", Json.of(message.toString()));
        json.put("kind", Json.of(kind));
        json.put("by", Json.of(by));
      }
      case RunEvent.TimerFired f -> {}
      case RunEvent.Unsent u -> {}
      case RunEvent.Repeated r -> {}
      case RunEvent.ItemDue(var s, int index) -> json.put("index", Json.of(index));
    }
  }

  public static RecordedEvent read(EventRow row) {
    Json.Obj json = (Json.Obj) row.payload().json();
    if (!Json.of(FORMAT).equals(json.get("v"))) {
      throw new IllegalArgumentException(
          "the journal holds a payload of unknown format: " + json.get("v"));
    }
    String decision = json.text("decision");
    return new RecordedEvent(
        row.seq(),
        event(EventKind.of(row.kind()), new StepKey(row.node(), row.path(), row.round()), json),
        Micros.instant(json.get("started")),
        decision == null ? null : UUID.fromString(decision),
        row.at());
  }

  private static RunEvent event(EventKind kind, StepKey step, Json.Obj json) {
    return switch (kind) {
      case COMPLETED -> new RunEvent.Completed(step, value(json, "output"));
      case FAILED -> new RunEvent.Failed(step, failure(json));
      case CHOSEN -> new RunEvent.Chosen(step, integer(json, "arm"));
      case EXPANDED -> new RunEvent.Expanded(step, integer(json, "count"));
      case ROUNDED -> new RunEvent.Rounded(step, integer(json, "index"), value(json, "carry"));
      case CHILD_BEGUN ->
          new RunEvent.ChildBegun(
              step, UUID.fromString(Objects.requireNonNull(json.text("run"), "run")));
      case HANDLED -> new RunEvent.Handled(step, integer(json, "arm"), value(json, "error"));
      case DISPATCHED -> new RunEvent.Dispatched(step, json.text("provider"));
      case RETRYING ->
          new RunEvent.Retrying(
              step, integer(json, "attempt"), due(json), failure(json), notTaken(json));
      case TIMER_SET -> new RunEvent.TimerSet(step, due(json));
      case ASKED ->
          new RunEvent.Asked(
              step,
              Micros.instant(json.get("due")),
              Objects.requireNonNullElse(json.get("asked"), Json.NULL));
      case TIMER_FIRED -> new RunEvent.TimerFired(step);
      case IN_DOUBT -> new RunEvent.InDoubt(step, failure(json));
      case REPEATED -> new RunEvent.Repeated(step);
      case SKIPPED ->
          new RunEvent.Skipped(step, json.get("failure") == null ? null : failure(json));
      case REPAIRED ->
          new RunEvent.Repaired(
              by(json),
              Objects.requireNonNullElse(json.text("reason"), ""),
              ((Json.Arr) value(json, "doubts")).items().stream().map(StepKey::of).toList(),
              Json.of(true).equals(json.get("blind")));
      case ITEM_DUE -> new RunEvent.ItemDue(step, integer(json, "index"));
      case DELIVERED ->
          new RunEvent.Delivered(
              step.node() < 0 ? null : step,
              UUID.fromString(Objects.requireNonNull(json.text("message"), "message")),
              Objects.requireNonNullElse(json.text("kind"), "unknown"),
              by(json));
      case UNSENT -> new RunEvent.Unsent(step);
      case ABANDONED ->
          new RunEvent.Abandoned(step, json.get("failure") == null ? null : failure(json));
      case CANCEL_REQUESTED -> new RunEvent.CancelRequested(by(json));
      case PAUSED -> new RunEvent.Paused(by(json), Json.of(true).equals(json.get("unstarted")));
      case RESUMED -> new RunEvent.Resumed(by(json));
      case REOPENED ->
          new RunEvent.Reopened(
              ((Json.Arr) value(json, "from")).items().stream().map(StepKey::of).toList(),
              json.get("input"),
              Json.of(true).equals(json.get("over")),
              by(json));
      case TIMED_OUT ->
          new RunEvent.TimedOut(Duration.ofNanos(((Json.Int) value(json, "limit")).value()));
    };
  }

  private static Json value(Json.Obj json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }

  private static String by(Json.Obj json) {
    return Objects.requireNonNullElse(json.text("by"), "unknown");
  }

  private static Failure failure(Json.Obj json) {
    return FailureJson.read((Json.Obj) value(json, "failure"));
  }

  private static RunEvent.@Nullable NotTaken notTaken(Json.Obj json) {
    Instant since = Micros.instant(json.get("since"));
    return since == null
        ? null
        : new RunEvent.NotTaken(
            integer(json, "notTaken"), since, Micros.instant(json.get("until")));
  }

  private static int integer(Json.Obj json, String name) {
    return Math.toIntExact(((Json.Int) value(json, name)).value());
  }

  private static Instant due(Json.Obj json) {
    return Objects.requireNonNull(Micros.instant(json.get("due")), "due");
  }
}
