package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineSession;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.seat.EngineSeat;
import io.auterity.workflow.seat.SeatCandidate;
import io.auterity.workflow.seat.SeatTenure;
import io.auterity.workflow.store.SeatStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader election of the servers on one database: asks for the seat of the engine, renews it
 * while this server has it, and hands it over. It keeps a connection of its own, so that no load
 * delays a renewal.
 */
final class SeatElection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SeatElection.class);
  static final Duration BETWEEN_RENEWALS = Duration.ofMillis(750);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  static final Duration AFTER_FAILURE = Duration.ofMillis(100);
  private static final Duration BEFORE_AGAIN = Duration.ofSeconds(5);
  static final Duration PATIENCE = Duration.ofMillis(750);

  private final Database database;
  private final Time time;
  private final SeatCandidate self;
  private final Consumer<SeatTenure> taken;
  private final Consumer<SeatTenure> lost;
  private final Semaphore woken = new Semaphore(0);
  private final ReentrantLock turning = new ReentrantLock();
  private @Nullable EngineSession session;
  private boolean resigned;
  private boolean goesOn;
  private long notBefore;
  private boolean closed;
  private volatile @Nullable SeatTenure tenure;
  private volatile SeatStore.@Nullable Reading seen;

  /**
   * An election in which this server does not stand yet.
   *
   * @param taken told when this server has the seat; returns soon
   * @param lost told when it lost it to another; returns soon
   */
  SeatElection(
      Database database,
      Time time,
      SeatCandidate self,
      Consumer<SeatTenure> taken,
      Consumer<SeatTenure> lost) {
    this.database = database;
    this.time = time;
    this.self = self;
    this.taken = taken;
    this.lost = lost;
    this.notBefore = time.nanos();
  }

  /**
   * Asks for the seat, and goes on to do so; empty when another server has it.
   *
   * @throws CallFailedException {@code unavailable} when the database is
   */
  Optional<SeatTenure> start() {
    Optional<SeatTenure> first = turn(true);
    Thread.ofPlatform().daemon().name("seat").start(this::run);
    return first;
  }

  /** Only looks who has the seat, again and again. */
  void watch() {
    resigned = true;
    Thread.ofPlatform().daemon().name("seat").start(this::run);
  }

  /** Asks at once, as the seat may be free. */
  void look() {
    woken.release();
  }

  /** The seat as this server saw it last. */
  Optional<EngineSeat> seen() {
    return Optional.ofNullable(seen).map(SeatStore.Reading::seat);
  }

  /** Whether a server had the seat when this one looked last. */
  boolean held() {
    SeatStore.Reading reading = seen;
    return reading != null && reading.seat().held(reading.now());
  }

  private void run() {
    Duration pause = BETWEEN_LOOKS;
    while (open()) {
      try {
        boolean _ = woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        int _ = woken.drainPermits();
        turn(false).ifPresent(taken);
        pause = tenure == null ? BETWEEN_LOOKS : BETWEEN_RENEWALS;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (CallFailedException e) {
        LOG.debug("The seat of the engine is asked for again.", e);
        pause = AFTER_FAILURE;
      } catch (RuntimeException e) {
        LOG.error("The seat of the engine is asked for again.", e);
        pause = AFTER_FAILURE;
      }
    }
  }

  private boolean open() {
    turning.lock();
    try {
      return !closed;
    } finally {
      turning.unlock();
    }
  }

  /** Renews the seat, or asks for it; what this server got just now. */
  Optional<SeatTenure> turn(boolean starting) {
    SeatTenure before;
    Optional<SeatTenure> got;
    boolean over;
    boolean done = false;
    turning.lock();
    try {
      before = tenure;
      got = closed ? Optional.empty() : turned(starting);
      over = before != tenure && got.isEmpty();
      done = true;
    } finally {
      if (!done) {
        disconnect();
      }
      turning.unlock();
    }
    if (before != null && over) {
      lost.accept(before);
    }
    return got;
  }

  private Optional<SeatTenure> turned(boolean starting) {
    SeatTenure own = tenure;
    if (own != null) {
      renew(own);
    } else if (resigned || time.nanos() - notBefore < 0) {
      seen = session().inTransaction(SeatStore::read);
    } else {
      return ask(starting);
    }
    return Optional.empty();
  }

  private void renew(SeatTenure own) {
    session().confirm(PATIENCE);
    long asked = time.nanos();
    boolean still =
        session()
            .inTransaction(
                tx -> {
                  SeatStore.Reading found = SeatStore.lock(tx);
                  seen = found;
                  Optional<EngineSeat> renewed = found.seat().renewed(own.epoch(), found.now());
                  renewed.ifPresent(seat -> SeatStore.renew(tx, seat));
                  return renewed.isPresent();
                });
    if (still) {
      own.renewed(asked);
    } else {
      tenure = null;
      LOG.warn("Another server carries on the runs now; this one stands by.");
    }
  }

  private Optional<SeatTenure> ask(boolean starting) {
    long asked = time.nanos();
    Optional<EngineSeat> got = session().inTransaction(tx -> asked(SeatStore.read(tx), starting));
    if (got.isPresent()) {
      got =
          session()
              .inTransaction(
                  tx -> {
                    SeatStore.Reading found = SeatStore.lock(tx);
                    Optional<EngineSeat> seat = asked(found, starting);
                    seat.ifPresent(fresh -> put(tx, fresh, found.now()));
                    return seat;
                  });
    }
    Optional<SeatTenure> fresh = got.map(seat -> new SeatTenure(seat.epoch(), time, asked, goesOn));
    fresh.ifPresent(own -> tenure = own);
    return fresh;
  }

  private Optional<EngineSeat> asked(SeatStore.Reading found, boolean starting) {
    seen = found;
    goesOn = starting && found.seat().heldLastBy(self);
    return found.seat().acquired(self, found.now(), starting);
  }

  /** Whether another server has taken the seat since; false also where that is not known. */
  boolean lost(SeatTenure of) {
    turning.lock();
    try {
      if (tenure == of && !closed) {
        renew(of);
      }
      return tenure != of;
    } catch (CallFailedException e) {
      LOG.debug("Who has the seat of the engine is not known.", e);
      disconnect();
      return false;
    } finally {
      turning.unlock();
    }
  }

  /** Hands the seat over, if this server has it, and asks for it no more. */
  void resign() {
    turning.lock();
    try {
      resigned = true;
      SeatTenure own = tenure;
      if (own != null) {
        handOver(own);
      }
    } finally {
      turning.unlock();
    }
  }

  /** Hands the seat over, and asks for it again after a while. */
  void withdraw(SeatTenure own) {
    turning.lock();
    try {
      if (tenure == own) {
        notBefore = time.nanos() + BEFORE_AGAIN.toNanos();
        handOver(own);
      }
    } finally {
      turning.unlock();
    }
  }

  private void handOver(SeatTenure own) {
    tenure = null;
    if (!closed) {
      give(own);
    }
  }

  private void give(SeatTenure own) {
    try {
      session()
          .inTransaction(
              tx -> {
                SeatStore.Reading found = SeatStore.lock(tx);
                found
                    .seat()
                    .released(own.epoch(), found.now())
                    .ifPresent(
                        seat -> {
                          put(tx, seat, found.now());
                          SeatStore.tell(tx, self.server());
                        });
                return true;
              });
    } catch (CallFailedException e) {
      LOG.warn(
          "The seat of the engine could not be handed over, and is free in {} s: {}",
          EngineSeat.LEASE.toSeconds(),
          e.failure().message());
      disconnect();
    }
  }

  private void put(EngineTransaction tx, EngineSeat seat, Instant now) {
    int _ = SeatStore.put(tx, seat);
    seen = new SeatStore.Reading(seat, now);
  }

  private EngineSession session() {
    EngineSession known = session;
    if (known == null) {
      known = database.engineSession(EngineJob.JOURNAL);
      session = known;
    }
    return known;
  }

  private void disconnect() {
    EngineSession known = session;
    session = null;
    try {
      if (known != null) {
        known.close();
      }
    } catch (RuntimeException e) {
      LOG.debug("A broken connection could not be closed.", e);
    }
  }

  /** Hands the seat over and ends. */
  @Override
  public void close() {
    resign();
    halt();
  }

  /** Ends at once, as a crash would. */
  void halt() {
    turning.lock();
    try {
      closed = true;
      disconnect();
    } finally {
      turning.unlock();
    }
    woken.release();
  }
}
