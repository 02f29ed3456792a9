package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.store.CarriedRunStore.Carried;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after each run that another carrier has begun to carry on, some at a time, again and again:
 * one whose execution is lost, or was ended from outside, goes on from its rows if these can be
 * read.
 */
final class CarriedSweep {

  /** Runs at a time. */
  static final int PAGE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(CarriedSweep.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMinutes(1);

  /** The first may come before the carrier has connected. */
  private static final int WORTH_A_LINE = 2;

  /** So many runs one after another that fail: the cluster is away. */
  private static final int AWAY = 3;

  private static final UUID FIRST = new UUID(0, 0);

  private final Function<UUID, List<Carried>> page;
  private final EngineCarriers carriers;
  private final Predicate<UUID> stalled;
  private final Predicate<UUID> readable;
  private final EngineTimers timers;
  private final BooleanSupplier open;
  private UUID last = FIRST;
  private int failures;

  /**
   * A sweep.
   *
   * @param page the next runs after one, {@value #PAGE} unless there are fewer
   * @param stalled whether a run stands still, as it could not be read
   * @param readable whether it can be read, which notes it or forgets that it could not
   * @param open whether runs are carried on still
   */
  CarriedSweep(
      Function<UUID, List<Carried>> page,
      EngineCarriers carriers,
      Predicate<UUID> stalled,
      Predicate<UUID> readable,
      EngineTimers timers,
      BooleanSupplier open) {
    this.page = page;
    this.carriers = carriers;
    this.stalled = stalled;
    this.readable = readable;
    this.timers = timers;
    this.open = open;
  }

  /** Begins, unless the journal carries all. */
  void begin() {
    if (!carriers.none()) {
      timers.after(PAUSE, this::turn);
    }
  }

  private void turn() {
    if (!open.getAsBoolean()) {
      return;
    }
    Duration next = REST;
    try {
      List<Carried> some = page.apply(last);
      lookAfter(some);
      boolean more = some.size() == PAGE;
      last = more ? some.getLast().run() : FIRST;
      failures = 0;
      next = more ? PAUSE : REST;
    } catch (CallFailedException e) {
      failures++;
      if (failures == WORTH_A_LINE) {
        LOG.warn("Runs of another carrier are looked after later: {}", e.failure().message());
      }
    } finally {
      timers.after(next, this::turn);
    }
  }

  /**
   * Looks after each run; one that fails keeps no other back.
   *
   * @throws CallFailedException when all fail, or several one after another: the cluster is away
   */
  private void lookAfter(List<Carried> some) {
    int failed = 0;
    for (Carried carried : some) {
      try {
        lookAfter(carried);
        failed = 0;
      } catch (CallFailedException e) {
        failed++;
        if (failed == Math.min(AWAY, some.size())) {
          throw e;
        }
        LOG.debug("The run {} is looked after later.", carried.run(), e);
      }
    }
  }

  private void lookAfter(Carried carried) {
    UUID run = carried.run();
    if (!stalled.test(run) || readable.test(run)) {
      carriers.restart(carried.carrier(), run, readable);
    }
  }
}
