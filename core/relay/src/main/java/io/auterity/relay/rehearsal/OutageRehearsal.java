package io.auterity.relay.rehearsal;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.json.LowerCaseName;
import io.auterity.relay.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One provider that is taken away from some calls of its tenant for a while.
 *
 * @param run whose calls it is taken from; null for the calls that carry its {@link
 *     Decision#REHEARSAL label}
 * @param by name of the principal that began it
 * @param until first moment at which it is over by itself
 * @param ended when it was ended before that; null otherwise
 * @param why what ended it before that; null otherwise
 */
public record OutageRehearsal(
    UUID id,
    UUID tenant,
    String provider,
    Fault fault,
    @Nullable UUID run,
    String by,
    Instant began,
    Instant until,
    @Nullable Instant ended,
    @Nullable End why) {

  /** The shortest that can be rehearsed. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /** The longest that can be rehearsed. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  /** How the provider behaves meanwhile. */
  public enum Fault implements LowerCaseName {
    /** It fails at once, as with HTTP status 503. */
    UNAVAILABLE,
    /** It does not answer, until the caller or its route gives up. */
    SILENT
  }

  /** What ended it. */
  public enum End implements LowerCaseName {
    /** Its time was over. */
    TIME,
    /** A person ended it. */
    ASKED,
    /** The breaker of another provider opened as well, which was not taken away. */
    OUTAGE
  }

  /** As it stands on the wire and in the label. */
  public String wireId() {
    return Decision.REHEARSAL_ID.write(id);
  }

  /** When it ended, or will end by itself. */
  public Instant end() {
    return ended == null ? until : ended;
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return !now.isBefore(end());
  }

  /** What ended it; null while it goes on. */
  public @Nullable End endedBy(Instant now) {
    if (!isOver(now)) {
      return null;
    }
    return why == null ? End.TIME : why;
  }

  /** Whether it concerns a call of its tenant. */
  public boolean concerns(Invocation call) {
    if (run == null) {
      return wireId().equals(call.labels().get(Decision.REHEARSAL));
    }
    Invocation.Parent parent = call.parent();
    return parent != null && parent.run().equals(run);
  }

  /** The same, ended at that moment. */
  public OutageRehearsal ended(Instant at, End by) {
    return new OutageRehearsal(id, tenant, provider, fault, run, this.by, began, until, at, by);
  }
}
