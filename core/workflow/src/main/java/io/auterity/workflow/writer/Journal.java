package io.auterity.workflow.writer;

import io.auterity.platform.database.Database;
import io.auterity.platform.time.Time;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.seat.SeatTenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The durable record of all runs. A run is always written by the same of its writers, in order. */
public final class Journal implements AutoCloseable {

  private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(10);

  private final SeatTenure tenure;
  private final List<JournalWriter> writers;

  /**
   * A journal that has not started.
   *
   * @param tenure of this server in the seat of the engine, under which all is written
   * @param ended told why nothing is written any more, unless it was closed
   */
  public Journal(
      Database database, Time time, int writers, SeatTenure tenure, Consumer<String> ended) {
    this.tenure = tenure;
    JournalOutage outage = new JournalOutage(time);
    List<JournalWriter> made = new ArrayList<>();
    for (int number = 0; number < writers; number++) {
      made.add(new JournalWriter(database, time, number, tenure.epoch(), outage, ended));
    }
    this.writers = List.copyOf(made);
  }

  /**
   * Connects and locks.
   *
   * @throws JournalHeldException when a server works on the same database that knows no seat
   */
  public void start() {
    try {
      writers.forEach(JournalWriter::start);
    } catch (RuntimeException e) {
      halt();
      throw e;
    }
  }

  /** Hands an entry over; waits while there is no room. */
  public void append(JournalEntry entry, Receipt receipt) {
    writer(entry.run()).append(entry, receipt);
  }

  /**
   * Whether no other server can be at work on a run: calls are made only then. It ends within
   * seconds when the database is not heard any more.
   */
  public boolean leads(UUID run) {
    return tenure.sure() && writer(run).leads();
  }

  /** The epoch of the seat of the engine, under which all is written. */
  public long epoch() {
    return tenure.epoch();
  }

  private JournalWriter writer(UUID run) {
    return writers.get(Math.floorMod(hash(run), writers.size()));
  }

  // The low bits of a UUID of version 7 are random.
  private static int hash(UUID run) {
    return (int) run.getLeastSignificantBits();
  }

  /** Writes what was handed over and ends. */
  @Override
  public void close() {
    writers.forEach(writer -> writer.close(TIME_TO_DRAIN));
  }

  /** Ends at once, as a crash would. */
  public void halt() {
    writers.forEach(JournalWriter::halt);
  }

  /**
   * What becomes of an entry; the entries of one receipt are written as a beginning: behind one
   * that never will be durable, none is. Called on the writer's thread: hand over and return.
   */
  public interface Receipt {

    /** It is durable. */
    void committed();

    /** It never will be: another writer wrote the run's next event, or the journal has ended. */
    void lost();

    /** It never will be: the database refuses what it says. */
    default void refused() {
      lost();
    }
  }

  /** Says that another server works on the same database. */
  public static final class JournalHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalHeldException() {
      super(
          "Another server carries on the runs of this database without its seat, as versions before"
              + " this one do: stop it, and this one takes them over.");
    }
  }
}
