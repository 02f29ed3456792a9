package io.auterity.temporal;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.time.Micros;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.RepetitionFacts;
import io.auterity.workflow.engine.Repeatability;
import io.auterity.workflow.event.AwaitedEvent;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.StoredJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of executions and activities as JSON, and back; empty bytes for nothing. */
final class CarrierJson {

  static final byte[] NOTHING = {};

  /** What the values of one step, and so their text, may take. */
  private static final int MOST = 128 << 20;

  /** Levels around a value, with those that a capability has around what it read. */
  private static final int AROUND = 100;

  private static final JsonReader READER = JsonReader.around(MOST, AROUND);

  static byte[] bytes(@Nullable Json json) {
    return json == null ? NOTHING : JsonWriter.bytes(json);
  }

  static @Nullable Json json(byte[] bytes) {
    return bytes.length == 0 ? null : READER.read(bytes);
  }

  private static Json.Obj object(byte[] bytes) {
    return (Json.Obj) READER.read(bytes);
  }

  private static String text(Json.Obj json, String name) {
    String text = json.text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  private static long number(Json.Obj json, String name) {
    return ((Json.Int) required(json, name)).value();
  }

  static byte[] write(CarriedPosition at) {
    return bytes(
        Json.EMPTY
            .with("seq", Json.of(at.seq()))
            .with("begun", Json.of(at.begun()))
            .with("fence", Json.of(at.fence()))
            .with("published", Json.of(at.published()))
            .with("accepted", Json.of(Micros.of(at.accepted()))));
  }

  static CarriedPosition position(byte[] bytes) {
    Json.Obj json = object(bytes);
    return new CarriedPosition(
        (int) number(json, "seq"),
        json.get("begun") instanceof Json.Bool(boolean begun) && begun,
        number(json, "fence"),
        (int) number(json, "published"),
        Micros.instant(number(json, "accepted")));
  }

  static byte[] messages(List<InboxMessage> messages) {
    return bytes(new Json.Arr(messages.stream().map(CarrierJson::message).toList()));
  }

  private static Json message(InboxMessage message) {
    StoredJson payload = message.payload();
    return Json.EMPTY
        .with("id", Json.of(message.id().toString()))
        .with("kind", Json.of(message.kind().name()))
        .with("name", Json.of(message.name()))
        .with("payload", payload == null ? Json.of((String) null) : payload.json())
        .with("by", Json.of(message.by()));
  }

  static List<InboxMessage> messages(byte[] bytes) {
    return ((Json.Arr) READER.read(bytes)).items().stream().map(CarrierJson::message).toList();
  }

  private static InboxMessage message(Json item) {
    Json.Obj json = (Json.Obj) item;
    Json payload = json.get("payload");
    return new InboxMessage(
        UUID.fromString(text(json, "id")),
        InboxMessage.Kind.valueOf(text(json, "kind")),
        json.text("name"),
        payload == null || payload instanceof Json.Null ? null : StoredJson.of(payload),
        text(json, "by"));
  }

  static byte[] marks(List<InboxMessage.Taken> marks) {
    return bytes(
        new Json.Arr(
            marks.stream()
                .<Json>map(
                    mark ->
                        Json.EMPTY
                            .with("id", Json.of(mark.id().toString()))
                            .with("refused", Json.of(mark.refused())))
                .toList()));
  }

  static List<InboxMessage.Taken> marks(byte[] bytes) {
    return ((Json.Arr) READER.read(bytes))
        .items().stream()
            .map(Json.Obj.class::cast)
            .map(
                mark ->
                    new InboxMessage.Taken(UUID.fromString(text(mark, "id")), mark.text("refused")))
            .toList();
  }

  static byte[] ids(List<UUID> ids) {
    return bytes(new Json.Arr(ids.stream().<Json>map(id -> Json.of(id.toString())).toList()));
  }

  static List<UUID> ids(byte[] bytes) {
    return ((Json.Arr) READER.read(bytes))
        .items().stream().map(id -> UUID.fromString(((Json.Str) id).value())).toList();
  }

  static byte[] question(Repeatability.@Nullable Aim aim, @Nullable Json input) {
    Json.Obj json = Json.EMPTY;
    if (aim != null) {
      json =
          json.with(
              "aim",
              Json.EMPTY.with("provider", Json.of(aim.provider())).with("input", aim.input()));
    }
    return bytes(input == null ? json : json.with("input", input));
  }

  static Repeatability.@Nullable Aim aim(byte[] question) {
    return object(question).get("aim") instanceof Json.Obj aim
        ? new Repeatability.Aim(aim.text("provider"), (Json.Obj) required(aim, "input"))
        : null;
  }

  static @Nullable Json input(byte[] question) {
    return object(question).get("input");
  }

  private static Json required(Json.Obj json, String name) {
    Json value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  static byte[] write(RepetitionFacts facts) {
    String at =
        switch (facts.idempotency()) {
          case CallIdempotency.Anywhere a -> "anywhere";
          case CallIdempotency.Nowhere n -> "nowhere";
          case CallIdempotency.At(String provider) -> "at " + provider;
        };
    return bytes(Json.EMPTY.with("at", Json.of(at)).with("effect", Json.of(facts.effect())));
  }

  static RepetitionFacts facts(byte[] bytes) {
    Json.Obj json = object(bytes);
    String at = text(json, "at");
    CallIdempotency idempotency =
        switch (at) {
          case "anywhere" -> new CallIdempotency.Anywhere();
          case "nowhere" -> new CallIdempotency.Nowhere();
          default -> new CallIdempotency.At(at.substring("at ".length()));
        };
    return new RepetitionFacts(
        idempotency, json.get("effect") instanceof Json.Bool(boolean effect) && effect);
  }

  /** A call that an activity makes. */
  static byte[] write(AfterCommit.Dial dial) {
    PreparedStep.Dispatch call = dial.call();
    return bytes(
        Json.EMPTY
            .with("step", call.step().json())
            .with("capability", Json.of(call.capability()))
            .with("input", call.input())
            .with("labels", StoredJson.texts(call.labels()))
            .with("provider", Json.of(call.provider()))
            .with("timeout", Json.of(call.timeout().toString()))
            .with("only", Json.of(dial.only()))
            .with("effect", Json.of(dial.effect())));
  }

  static AfterCommit.Dial dial(byte[] bytes) {
    Json.Obj json = object(bytes);
    Map<String, String> labels = new HashMap<>();
    ((Json.Obj) required(json, "labels"))
        .fields()
        .forEach((name, value) -> labels.put(name, ((Json.Str) value).value()));
    return new AfterCommit.Dial(
        new PreparedStep.Dispatch(
            StepKey.of(required(json, "step")),
            text(json, "capability"),
            (Json.Obj) required(json, "input"),
            labels,
            json.text("provider"),
            Duration.parse(text(json, "timeout"))),
        json.text("only"),
        json.get("effect") instanceof Json.Bool(boolean effect) && effect);
  }

  static byte[] write(LocalCalls.Place place) {
    return bytes(
        Json.EMPTY.with("queue", Json.of(place.queue())).with("number", Json.of(place.number())));
  }

  /** Where a call goes on; empty for the result of one. */
  static Optional<LocalCalls.Place> place(byte[] bytes) {
    Json.Obj json = object(bytes);
    return Optional.ofNullable(json.text("queue"))
        .map(queue -> new LocalCalls.Place(queue, number(json, "number")));
  }

  static byte[] write(CallEnd end) {
    Json.Obj json =
        Json.EMPTY
            .with("at", Json.of(Micros.of(end.at())))
            .with("took", Json.of(end.took().toNanos() / 1_000))
            .with("decision", Json.of(end.result().decision().toString()));
    return bytes(
        switch (end.result()) {
          case CallResult.Succeeded(UUID d, Json output) -> json.with("output", output);
          case CallResult.Refused(UUID d, var failure) ->
              json.with("refused", FailureJson.write(failure));
          case CallResult.Failed(UUID d, var failure) ->
              json.with("failed", FailureJson.write(failure));
        });
  }

  static CallEnd end(byte[] bytes) {
    Json.Obj json = object(bytes);
    return new CallEnd(
        result(json),
        Micros.instant(number(json, "at")),
        Duration.of(number(json, "took"), ChronoUnit.MICROS));
  }

  private static CallResult result(Json.Obj json) {
    UUID decision = UUID.fromString(text(json, "decision"));
    if (json.get("failed") instanceof Json.Obj failed) {
      return new CallResult.Failed(decision, FailureJson.read(failed));
    }
    return json.get("refused") instanceof Json.Obj refused
        ? new CallResult.Refused(decision, FailureJson.read(refused))
        : new CallResult.Succeeded(decision, required(json, "output"));
  }

  static byte[] event(Optional<RunEvent> event) {
    return event.map(CarrierJson::row).map(CarrierJson::bytes).orElse(NOTHING);
  }

  private static Json row(RunEvent event) {
    EventRow row = EventCodec.write(new RecordedEvent(1, event, null, null, Instant.EPOCH));
    StepKey step = new StepKey(row.node(), row.path(), row.round());
    return Json.EMPTY
        .with("step", step.json())
        .with("kind", Json.of(row.kind()))
        .with("payload", row.payload().json());
  }

  static Optional<RunEvent> event(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    Json.Obj json = object(bytes);
    StepKey step = StepKey.of(required(json, "step"));
    EventRow row =
        new EventRow(
            1,
            step.node(),
            step.path(),
            step.round(),
            (int) number(json, "kind"),
            StoredJson.of(required(json, "payload")),
            Instant.EPOCH);
    return Optional.of(EventCodec.read(row).event());
  }

  static byte[] write(AwaitedEvent event) {
    return bytes(event.json());
  }

  static AwaitedEvent awaited(byte[] bytes) {
    return AwaitedEvent.read(object(bytes));
  }

  private CarrierJson() {}
}
