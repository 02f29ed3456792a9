package io.auterity.workflow.engine;

import io.auterity.spi.CallFailedException;
import io.auterity.workflow.store.CarriedRunStore.Carried;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after each run that another carrier has begun to carry on, some at a time, again and again:
 * one whose execution is lost, or was ended from outside, goes on from its rows.
 */
final class CarriedSweep {

  /** Runs at a time. */
  static final int PAGE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(CarriedSweep.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMinutes(1);

  /** The first may come before the carrier has connected. */
  private static final int WORTH_A_LINE = 2;

  private static final UUID FIRST = new UUID(0, 0);

  private final Function<UUID, List<Carried>> page;
  private final EngineCarriers carriers;
  private final EngineTimers timers;
  private final BooleanSupplier open;
  private UUID last = FIRST;
  private int failures;

  /**
   * A sweep.
   *
   * @param page the next runs after one, {@value #PAGE} unless there are fewer
   * @param open whether runs are carried on still
   */
  CarriedSweep(
      Function<UUID, List<Carried>> page,
      EngineCarriers carriers,
      EngineTimers timers,
      BooleanSupplier open) {
    this.page = page;
    this.carriers = carriers;
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
      some.forEach(run -> carriers.restart(run.carrier(), run.run()));
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
}
