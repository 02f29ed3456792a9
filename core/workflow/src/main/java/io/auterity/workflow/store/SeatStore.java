package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.workflow.seat.EngineSeat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Stores the seat of the engine, one row of the database. */
public final class SeatStore {

  private static final EngineStatement READ_ENGINE_SEAT =
      new EngineStatement(
          "READ_ENGINE_SEAT",
          EngineJob.JOURNAL,
          "select server, host, epoch, until, version, clock_timestamp() as now from engine_seat");

  private static final EngineStatement LOCK_ENGINE_SEAT =
      new EngineStatement(
          "LOCK_ENGINE_SEAT", EngineJob.JOURNAL, "select from engine_seat for update");

  private static final EngineStatement PUT_ENGINE_SEAT =
      new EngineStatement(
          "PUT_ENGINE_SEAT",
          EngineJob.JOURNAL,
          """
          update engine_seat set server = cast(:server as uuid), host = :host, epoch = :epoch, until = :until,
            version = :version
          """);

  private static final EngineStatement TELL_ENGINE_SEAT =
      new EngineStatement(
          "TELL_ENGINE_SEAT",
          EngineJob.JOURNAL,
          "select pg_notify('auterity_changes', 'engine_seat ' || :server)");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          READ_ENGINE_SEAT,
          LOCK_ENGINE_SEAT,
          PUT_ENGINE_SEAT,
          TELL_ENGINE_SEAT,
          RelaxedCommit.RELAX_COMMIT);

  /**
   * The seat as it stands.
   *
   * @param now what the clock of the database says
   */
  public record Reading(EngineSeat seat, Instant now) {}

  /** Reads the seat. */
  public static Reading read(EngineTransaction tx) {
    return tx.query(READ_ENGINE_SEAT).map((row, context) -> reading(row)).one();
  }

  /** Reads the seat once no other changes it, until the transaction ends. */
  public static Reading lock(EngineTransaction tx) {
    var _ = tx.query(LOCK_ENGINE_SEAT).map((row, context) -> true).one();
    return read(tx);
  }

  private static Reading reading(ResultSet row) throws SQLException {
    return new Reading(
        new EngineSeat(
            row.getObject("server", UUID.class),
            row.getString("host"),
            row.getLong("epoch"),
            RunRows.at(row, "until"),
            row.getInt("version")),
        RunRows.at(row, "now"));
  }

  /** Stores a change of hands. */
  public static int put(EngineTransaction tx, EngineSeat seat) {
    return tx.update(PUT_ENGINE_SEAT)
        .bind("server", seat.server())
        .bind("host", seat.host())
        .bind("epoch", seat.epoch())
        .bind("until", seat.until())
        .bind("version", seat.version())
        .execute();
  }

  /**
   * Stores that it was renewed; a crash of the database may take that back, after which it is
   * renewed again.
   */
  public static int renew(EngineTransaction tx, EngineSeat seat) {
    RelaxedCommit.in(tx);
    return put(tx, seat);
  }

  /** Tells all servers, with the commit, that the seat may be taken. */
  public static void tell(EngineTransaction tx, UUID server) {
    var _ = tx.query(TELL_ENGINE_SEAT).bind("server", server).map((row, context) -> true).one();
  }
}
