package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.seat.EngineSeat;
import io.auterity.workflow.seat.SeatTenure;
import io.auterity.workflow.writer.Journal.JournalHeldException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The terms of this server in the seat of the engine: one begins when it gets the seat. */
final class EngineTerms {

  private static final Logger LOG = LoggerFactory.getLogger(EngineTerms.class);

  private final BiFunction<SeatTenure, Consumer<String>, EngineTerm> terms;
  private final EngineTimers timers;
  private final EngineCarriers carriers;
  private final SeatElection election;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile CompletionStage<?> ready = CompletableFuture.completedFuture(true);
  private volatile @Nullable EngineTerm term;
  private volatile @Nullable String fenced;
  private volatile boolean closing;
  private volatile boolean elsewhere;

  /**
   * None yet.
   *
   * @param terms makes a term of its tenure; what it is given is to be called with the reason when
   *     the journal ends by itself
   */
  EngineTerms(EngineParts parts, BiFunction<SeatTenure, Consumer<String>, EngineTerm> terms) {
    this.terms = terms;
    this.timers = parts.timers();
    this.carriers = parts.carriers();
    this.election =
        new SeatElection(
            parts.database(), parts.time(), parts.server(), this::takeUpAgain, this::drop);
  }

  /** The term of this server; null while it does not have the seat. */
  @Nullable EngineTerm now() {
    return term;
  }

  /**
   * Asks for the seat, and begins a term where this server has it; where another has it, this one
   * stands by.
   *
   * @throws CallFailedException {@code unavailable} when the database is
   */
  void start(CompletionStage<?> ready) {
    this.ready = ready;
    election.start().ifPresent(this::takeUp);
  }

  private void takeUpAgain(SeatTenure tenure) {
    Thread.startVirtualThread(
        () -> {
          try {
            takeUp(tenure);
          } catch (CallFailedException e) {
            LOG.warn("Runs are taken up later: {}", e.failure().message());
          }
        });
  }

  private void takeUp(SeatTenure tenure) {
    EngineTerm next = terms.apply(tenure, why -> fenced(tenure, why));
    changing.lock();
    try {
      begin(next);
    } catch (JournalHeldException e) {
      LOG.warn("{}", e.getMessage());
    } finally {
      if (term != next) {
        next.halt();
        election.withdraw(tenure);
      }
      changing.unlock();
    }
  }

  private void begin(EngineTerm next) {
    if (!closing && next.tenure.sure()) {
      next.open();
      term = next;
      fenced = null;
      next.begin(ready);
    }
  }

  /** Another server has the seat, or this one can do nothing with it. */
  private void drop(SeatTenure tenure) {
    changing.lock();
    try {
      EngineTerm now = term;
      if (now != null && now.tenure == tenure) {
        term = null;
        now.halt();
      }
    } finally {
      changing.unlock();
    }
  }

  // A server whose journal breaks by itself is not asked to carry runs on again.
  private void fenced(SeatTenure tenure, String why) {
    EngineTerm now = term;
    if (now != null && now.tenure == tenure) {
      fenced = why;
      now.runs.close();
      Thread.startVirtualThread(() -> leave(tenure));
    }
  }

  private void leave(SeatTenure tenure) {
    if (election.lost(tenure)) {
      fenced = null;
    } else {
      election.resign();
    }
    drop(tenure);
  }

  /**
   * Leaves runs to the servers on the same database that ask for the seat, as one does that stands
   * by.
   */
  void leaveRuns() {
    elsewhere = true;
    election.watch();
  }

  /** Looks who has the seat of the engine, as that may have changed. */
  void seatChanged() {
    election.look();
  }

  /**
   * The term of this server.
   *
   * @throws CallFailedException {@code unsupported} while another server has the seat
   */
  EngineTerm here() {
    EngineTerm now = term;
    if (now != null) {
      return now;
    }
    throw new CallFailedException(
        FailureCode.UNSUPPORTED,
        "this server carries on no runs%s: ask the server on the same database that does, %s"
            .formatted(elsewhere ? " (engine.enabled is false)" : "", holder()));
  }

  /** Whether this server carries on the runs. */
  boolean carriesRuns() {
    EngineTerm now = term;
    return now != null && now.runs.open();
  }

  /** The host of the server that carries on the runs, as this one knows it. */
  String holder() {
    return election.held()
        ? election.seen().map(EngineSeat::host).orElse("")
        : "and there is none now";
  }

  /** Why runs are not carried on; empty when they are, or would be if another server ended. */
  Optional<String> check() {
    String why = fenced;
    EngineTerm now = term;
    boolean works = now == null ? why == null && !closing && !elsewhere : now.runs.open();
    return works
        ? Optional.empty()
        : Optional.of("runs are not carried on here" + (why == null ? "" : ": %s".formatted(why)));
  }

  /** Which server carries on runs. */
  Optional<String> note() {
    return carriesRuns()
        ? Optional.of("this server carries on the runs")
        : election.held()
            ? Optional.of("another server carries on the runs; this one stands by")
            : Optional.empty();
  }

  /** How many runs are not over and cannot be carried on. */
  int stalled() {
    EngineTerm now = term;
    return now == null ? 0 : now.stalled.count();
  }

  /** What a person has to look at although runs are carried on. */
  Optional<String> warning() {
    if (term == null && !election.held()) {
      return Optional.of("no server carries on runs now; one of an equal or newer version may");
    }
    Optional<String> missing = term == null ? Optional.empty() : carriers.warning();
    return missing.or(this::stalledWarning);
  }

  private Optional<String> stalledWarning() {
    int stalled = stalled();
    return stalled == 0
        ? Optional.empty()
        : Optional.of("runs that stand still: %d; the server's log tells why".formatted(stalled));
  }

  /**
   * Lets calls under way end, writes what has happened and hands the seat over; the rest waits for
   * the next server that has it.
   */
  void close() {
    closing = true;
    changing.lock();
    try {
      EngineTerm now = term;
      if (now != null) {
        now.close();
      }
    } finally {
      changing.unlock();
    }
    election.close();
    timers.close();
  }

  /** Ends at once, as a crash would. */
  void halt() {
    closing = true;
    EngineTerm now = term;
    if (now != null) {
      now.halt();
    }
    election.halt();
    timers.close();
  }
}
