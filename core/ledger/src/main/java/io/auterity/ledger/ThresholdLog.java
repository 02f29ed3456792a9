package io.auterity.ledger;

import io.auterity.ledger.BudgetSlices.Place;
import java.time.Instant;

/**
 * The log of thresholds that were reached, and of approvals, beyond one process and its end; each
 * call does I/O.
 */
public interface ThresholdLog {

  /** A log that keeps nothing: nothing is reported, and nothing is approved. */
  ThresholdLog NONE =
      new ThresholdLog() {
        @Override
        public void reached(Place place, Threshold threshold, Spent here, Instant now) {}

        @Override
        public long approved(Place place) {
          return 0;
        }
      };

  /**
   * What one process, or all of them, used of a window.
   *
   * @param held by calls under way; of another process all it has leased and not told as spent
   */
  record Spent(long settled, long held) {}

  /**
   * Tells that a threshold is reached, unless that was told of this window before.
   *
   * @param here what the process used that tells
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void reached(Place place, Threshold threshold, Spent here, Instant now);

  /**
   * How much calls of this window may use beyond thresholds that ask; {@link Long#MAX_VALUE} up to
   * the cap.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  long approved(Place place);
}
