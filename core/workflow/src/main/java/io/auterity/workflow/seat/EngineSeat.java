package io.auterity.workflow.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seat of the engine, a lease on all runs of a database, and the rules by which servers take,
 * renew, lose and hand it over. Times are those of the database: clocks of servers do not count.
 *
 * @param server that holds it; null while it is vacant
 * @param host name of the server that holds or last held it
 * @param epoch grows with each change of hands
 * @param until when it is lost unless it is renewed
 * @param version of the engine's rules, as the server that holds or last held it knows them
 */
public record EngineSeat(
    @Nullable UUID server, String host, long epoch, Instant until, int version) {

  /** For how long the seat is held without being renewed. */
  public static final Duration LEASE = Duration.ofSeconds(3);

  /**
   * Takes the seat for a server; empty when another holds it, or a newer one held it last.
   *
   * @param starting whether the server has just started: a seat that it held before is free, as the
   *     process that held it has ended
   */
  public Optional<EngineSeat> acquired(SeatCandidate by, Instant now, boolean starting) {
    boolean own = starting && heldLastBy(by);
    boolean may = by.version() >= version && (own || !held(now));
    return may
        ? Optional.of(
            new EngineSeat(by.server(), by.host(), epoch + 1, now.plus(LEASE), by.version()))
        : Optional.empty();
  }

  /**
   * Renews the seat for the server that took it under an epoch; empty when it was lost. One that
   * renews late has it still when no other has taken it.
   */
  public Optional<EngineSeat> renewed(long of, Instant now) {
    return of(of)
        ? Optional.of(new EngineSeat(server, host, epoch, now.plus(LEASE), version))
        : Optional.empty();
  }

  /** Hands the seat over to the next that asks; empty when it was lost. */
  public Optional<EngineSeat> released(long of, Instant now) {
    return of(of)
        ? Optional.of(new EngineSeat(null, host, epoch + 1, now, version))
        : Optional.empty();
  }

  private boolean of(long of) {
    return server != null && epoch == of;
  }

  /** Whether that server has it, or had it until its process ended. */
  public boolean heldLastBy(SeatCandidate candidate) {
    return candidate.server().equals(server);
  }

  /** Whether a server has it now. */
  public boolean held(Instant now) {
    return server != null && now.isBefore(until);
  }
}
