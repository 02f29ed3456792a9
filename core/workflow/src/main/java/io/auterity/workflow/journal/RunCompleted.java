package io.auterity.workflow.journal;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The event that a run has ended. It holds nothing of what the run worked on. */
public final class RunCompleted {

  public static final String TYPE = "io.auterity.run.completed.v1";

  static final String SOURCE = "/workflow";

  private static final String DOOR = "door";

  /** Whether an event tells of a run that came in through a door. */
  public static boolean isOf(CloudEvent event, String door) {
    return event.source().equals(SOURCE) && door.equals(event.data().text(DOOR));
  }

  /** The event of an end; the same each time it is made. */
  static CloudEvent of(RunBirth run, RunHead end) {
    Instant finished = Objects.requireNonNull(end.finished());
    Map<String, Json> data = new LinkedHashMap<>();
    data.put("workflow", Json.of(run.workflow()));
    data.put("version", Json.of(run.version()));
    data.put("state", Json.of(end.phase().wire()));
    data.put(DOOR, Json.of(run.door()));
    data.put("createdAt", Json.of(run.created().toString()));
    data.put("finishedAt", Json.of(finished.toString()));
    if (end.round() > 0) {
      data.put("round", Json.of(end.round()));
    }
    StoredJson failure = end.failure();
    if (failure != null) {
      data.put("failure", reason((Json.Obj) failure.json()));
    }
    return new CloudEvent(
        id(run.id(), end.round()),
        TYPE,
        SOURCE,
        Invocation.RUN_ID.write(run.id()),
        run.scope().tenant(),
        finished,
        run.descent().told(Json.object(data)));
  }

  private static UUID id(UUID run, int round) {
    String name = "%s/%s%s".formatted(TYPE, run, round == 0 ? "" : "/" + round);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  // Its message may quote what the run worked on.
  private static Json.Obj reason(Json.Obj failure) {
    Json.Obj code = Json.EMPTY.with("code", Json.of(failure.text("code")));
    String step = failure.text("step");
    return step == null ? code : code.with("step", Json.of(step));
  }
}
