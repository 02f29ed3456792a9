package io.auterity.jobs.batch.vendor;

import io.auterity.spi.Failure;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * One reading of what a vendor answered to a batch, which gives each line that waits its answer. It
 * goes no faster than lines may go on: an answer is handed over with the permit to go on, so that
 * no more of them are in memory than there are permits.
 */
final class VendorReading {

  /** Refusals that are kept at most until they are told, all at once. */
  private static final int MOST_REFUSALS = 64;

  /** Bytes of these. */
  private static final long MOST_BYTES = 1 << 20;

  private final VendorRun run;
  private final VendorStore store;
  private final Semaphore goingOn;
  private final Set<Integer> unanswered = new HashSet<>();
  private final Map<Integer, Result> refusals = new HashMap<>();
  private long bytes;

  /**
   * @param goingOn of which a line that has an answer holds one
   */
  VendorReading(VendorRun run, VendorStore store, Semaphore goingOn) {
    this.run = run;
    this.store = store;
    this.goingOn = goingOn;
    run.waiting().forEach(seat -> unanswered.add(seat.number()));
  }

  /** Takes what became of a line, and waits until that may go on. */
  void take(Result result) {
    int number = run.batch().number(result.line());
    VendorBatchLine seat = run.seat(number);
    WireResponse response = result.response();
    if (seat == null || (response == null && result.failure() == null)) {
      return;
    }
    unanswered.remove(number);
    if (response != null && response.succeeded()) {
      answer(seat, response);
    } else {
      refuse(number, result);
    }
  }

  // One that has left meanwhile does not go on.
  private void answer(VendorBatchLine seat, WireResponse response) {
    if (!seat.left()) {
      goingOn.acquireUninterruptibly();
      if (!seat.answered(response)) {
        goingOn.release();
      }
    }
    run.remove(List.of(seat));
  }

  private void refuse(int number, Result result) {
    WireResponse response = result.response();
    bytes += response == null ? 0 : response.body().length;
    refusals.put(number, result);
    if (refusals.size() >= MOST_REFUSALS || bytes >= MOST_BYTES) {
      tellRefused();
    }
  }

  /**
   * Tells lines that failed there, which lie there no more: they are asked as if they never had.
   */
  void tellRefused() {
    if (refusals.isEmpty()) {
      return;
    }
    UUID worker = run.of().worker();
    if (store.release(run.scope(), run.batch(), worker, List.copyOf(refusals.keySet()))) {
      refusals.forEach(this::tell);
    } else {
      run.leave(VendorBatches.LEFT);
    }
    refusals.clear();
    bytes = 0;
  }

  private void tell(int number, Result result) {
    VendorBatchLine seat = run.seat(number);
    WireResponse response = result.response();
    if (seat != null && response != null) {
      answer(seat, response);
    } else if (seat != null) {
      seat.failed(run.cancelling() ? run.unanswered() : Objects.requireNonNull(result.failure()));
      run.remove(List.of(seat));
    }
  }

  /** Tells the lines that waited when it began, and of which nothing was said. */
  void tellUnanswered() {
    Failure none = run.unanswered();
    unanswered.forEach(
        number -> refusals.put(number, new Result(run.batch().line(number), null, none)));
    tellRefused();
  }
}
