package io.auterity.workflow.journal;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.id.WireId;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of an approval, as it is after the events that are written with it.
 *
 * @param step its key
 * @param change what has led to it
 * @param choice what was decided; null where it was not
 */
public record ApprovalRow(
    UUID id,
    RunBirth run,
    String step,
    ApprovalRequest request,
    Change change,
    @Nullable String choice,
    Instant at) {

  /** Ids of approvals that runs wait for. */
  public static final WireId ID = new WireId("ask_");

  /** State of one that waits for votes. */
  public static final String OPEN = "open";

  public static final String ASKED = "io.auterity.approval.asked.v1";
  public static final String REMINDED = "io.auterity.approval.reminded.v1";
  public static final String ESCALATED = "io.auterity.approval.escalated.v1";
  public static final String DECIDED = "io.auterity.approval.decided.v1";

  /** What has happened to an approval. */
  public enum Change {
    ASKED,
    VOTED,
    REMINDED,
    ESCALATED,
    DECIDED,
    EXPIRED,
    /** Its step or its run has ended otherwise. */
    CLOSED;

    /** Whether it is still asked. */
    public boolean open() {
      return switch (this) {
        case ASKED, VOTED, REMINDED, ESCALATED -> true;
        case DECIDED, EXPIRED, CLOSED -> false;
      };
    }

    /** As rows and events have it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Id of the approval that a step of a run asks for, the same each time it is made.
   *
   * @param step its key, with the round
   */
  public static UUID id(UUID run, String step) {
    return UUID.nameUUIDFromBytes(
        "approval/%s/%s".formatted(run, step).getBytes(StandardCharsets.UTF_8));
  }

  /** State of the row. */
  public String state() {
    return change.open() ? OPEN : change.wire();
  }

  /** The event that tells of it; null where none does. It holds nothing of what is shown. */
  public @Nullable CloudEvent told() {
    String type =
        switch (change) {
          case VOTED -> null;
          case ASKED -> ASKED;
          case REMINDED -> REMINDED;
          case ESCALATED -> ESCALATED;
          case DECIDED, EXPIRED, CLOSED -> DECIDED;
        };
    if (type == null) {
      return null;
    }
    String name = "%s/%s/%d".formatted(type, id, request.notices().size());
    Json.Obj data =
        Json.EMPTY
            .with("run", Json.of(Invocation.RUN_ID.write(run.id())))
            .with("workflow", Json.of(run.workflow()))
            .with("step", Json.of(step))
            .with("state", Json.of(state()))
            .with("choice", Json.of(choice));
    return new CloudEvent(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        type,
        RunCompleted.SOURCE,
        ID.write(id),
        run.scope().tenant(),
        at,
        run.descent().told(data));
  }
}
