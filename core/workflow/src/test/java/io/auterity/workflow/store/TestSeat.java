package io.auterity.workflow.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.workflow.seat.EngineSeat;
import io.auterity.workflow.seat.SeatTenure;
import java.time.Instant;
import java.util.UUID;

/** The seat of the engine in tests. */
public final class TestSeat {

  private TestSeat() {}

  /** As it stands. */
  public static EngineSeat read(Database database) {
    return database.asEngine(EngineJob.JOURNAL, SeatStore::read).seat();
  }

  /** Takes it from the server that has it. */
  public static SeatTenure take(Database database, Time time) {
    EngineSeat last = read(database);
    EngineSeat seat =
        new EngineSeat(
            UUID.randomUUID(),
            "other",
            last.epoch() + 1,
            Instant.parse("2200-01-01T00:00:00Z"),
            last.version());
    put(database, seat);
    return new SeatTenure(seat.epoch(), time, time.nanos(), false);
  }

  /** Has the time of a lease pass, unless it has changed hands since it had that epoch. */
  public static void expire(Database database, long epoch) {
    int _ =
        database.asEngine(
            EngineJob.JOURNAL,
            tx -> {
              EngineSeat last = SeatStore.lock(tx).seat();
              return last.epoch() == epoch
                  ? SeatStore.put(
                      tx,
                      new EngineSeat(
                          last.server(), last.host(), epoch, Instant.EPOCH, last.version()))
                  : 0;
            });
  }

  public static void put(Database database, EngineSeat seat) {
    int _ = database.asEngine(EngineJob.JOURNAL, tx -> SeatStore.put(tx, seat));
  }
}
