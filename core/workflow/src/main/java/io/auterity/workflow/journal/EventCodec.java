package io.auterity.workflow.journal;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Event;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.StepKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Events to rows and back. The payload is a JSON object with its format version {@code v}. */
public final class EventCodec {

  private static final int FORMAT = 1;
  private static final int NO_NODE = -1;

  private EventCodec() {}

  public static EventRow write(Recorded recorded) {
    Event event = recorded.event();
    boolean ofStep = event instanceof Event.OfStep;
    StepKey step =
        event instanceof Event.OfStep known
            ? known.step()
            : new StepKey(NO_NODE, IndexPath.ROOT, 0);
    return new EventRow(
        recorded.seq(),
        ofStep ? step.node() : NO_NODE,
        step.path(),
        step.round(),
        EventKind.of(event).number(),
        Bytes.of(payload(recorded)),
        recorded.at());
  }

  private static Json payload(Recorded recorded) {
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

  private static void content(Event event, Map<String, Json> json) {
    switch (event) {
      case Event.Completed(var s, Json output) -> json.put("output", output);
      case Event.Failed(var s, Failure failure) -> json.put("failure", FailureJson.write(failure));
      case Event.Chosen(var s, int arm) -> json.put("arm", Json.of(arm));
      case Event.Expanded(var s, int count) -> json.put("count", Json.of(count));
      case Event.Retrying(var s, int attempt, Instant due, Failure failure) -> {
        json.put("attempt", Json.of(attempt));
        json.put("due", Json.of(Micros.of(due)));
        json.put("failure", FailureJson.write(failure));
      }
      case Event.TimerSet(var s, Instant due) -> json.put("due", Json.of(Micros.of(due)));
      case Event.InDoubt(var s, Failure failure) -> json.put("failure", FailureJson.write(failure));
      case Event.CancelRequested(String by) -> json.put("by", Json.of(by));
      case Event.Dispatched d -> {}
      case Event.TimerFired f -> {}
      case Event.Repeated r -> {}
      case Event.ItemDue d -> throw new IllegalArgumentException("volatile: " + d);
    }
  }

  public static Recorded read(EventRow row) {
    Json.Obj json = (Json.Obj) row.payload().json();
    if (!Json.of(FORMAT).equals(json.get("v"))) {
      throw new IllegalArgumentException(
          "the journal holds a payload of unknown format: " + json.get("v"));
    }
    String decision = json.text("decision");
    return new Recorded(
        row.seq(),
        event(EventKind.of(row.kind()), new StepKey(row.node(), row.path(), row.round()), json),
        Micros.instant(json.get("started")),
        decision == null ? null : UUID.fromString(decision),
        row.at());
  }

  private static Event event(EventKind kind, StepKey step, Json.Obj json) {
    return switch (kind) {
      case COMPLETED -> new Event.Completed(step, value(json, "output"));
      case FAILED -> new Event.Failed(step, failure(json));
      case CHOSEN -> new Event.Chosen(step, integer(json, "arm"));
      case EXPANDED -> new Event.Expanded(step, integer(json, "count"));
      case DISPATCHED -> new Event.Dispatched(step);
      case RETRYING -> new Event.Retrying(step, integer(json, "attempt"), due(json), failure(json));
      case TIMER_SET -> new Event.TimerSet(step, due(json));
      case TIMER_FIRED -> new Event.TimerFired(step);
      case IN_DOUBT -> new Event.InDoubt(step, failure(json));
      case REPEATED -> new Event.Repeated(step);
      case CANCEL_REQUESTED ->
          new Event.CancelRequested(Objects.requireNonNullElse(json.text("by"), "somebody"));
    };
  }

  private static Json value(Json.Obj json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }

  private static Failure failure(Json.Obj json) {
    return FailureJson.read((Json.Obj) value(json, "failure"));
  }

  private static int integer(Json.Obj json, String name) {
    return Math.toIntExact(((Json.Int) value(json, name)).value());
  }

  private static Instant due(Json.Obj json) {
    return Objects.requireNonNull(Micros.instant(json.get("due")), "due");
  }
}
