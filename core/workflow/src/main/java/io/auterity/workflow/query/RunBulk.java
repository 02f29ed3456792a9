package io.auterity.workflow.query;

import io.auterity.platform.call.Principal;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.LowerCaseName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk act: one verb for many runs, which a background job carries out one after the other.
 *
 * @param by who asked for it
 * @param total how many runs were found
 * @param done how many have had their turn, with those that refused
 * @param refused how many did not do it
 * @param problems why the first of these did not
 * @param ended when it was over; null while it goes on
 * @param stoppedBy who stopped it before its end; null when none did
 */
public record RunBulk(
    UUID id,
    Verb verb,
    Principal by,
    int total,
    int done,
    int refused,
    List<Problem> problems,
    Instant created,
    @Nullable Instant ended,
    @Nullable String stoppedBy) {

  /** Ids of bulk acts. */
  public static final WireId ID = new WireId("bulk_");

  /** Runs of one bulk act at most. */
  public static final int MOST = 10_000;

  /** Bulk acts of a tenant at one time. */
  public static final int MOST_AT_ONCE = 10;

  /** How long one that is over is told of. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** Refusals that are told. */
  public static final int MOST_PROBLEMS = 20;

  public RunBulk {
    problems = List.copyOf(problems);
  }

  /** What is done with each run. */
  public enum Verb implements LowerCaseName {
    CANCEL,
    PAUSE,
    RESUME,
    AGAIN;

    /** The right that it takes for one run, as the audit log has it. */
    public String action() {
      return this == RESUME ? PAUSE.action() : "control:run." + wire();
    }
  }

  /** Why a run did not do it. */
  public record Problem(UUID run, String why) {}
}
