package io.auterity.jobs.batch.vendor;

import io.auterity.jobs.batch.vendor.VendorRules.Act;
import io.auterity.jobs.batch.vendor.VendorRules.Stage;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A batch at a vendor with the lines that wait for it here; from any thread. */
final class VendorRun {

  private final LinePlace.Of of;
  private final Map<Integer, VendorBatchLine> seats = new TreeMap<>();
  private VendorBatch batch;
  private Stage stage;
  private Instant first;
  private Instant last;
  private Instant asked = Instant.EPOCH;
  private long bytes;
  private boolean cancelling;
  private boolean cancelled;
  private boolean busy;
  private int tries;

  /**
   * @param of the place of any line of it
   */
  VendorRun(LinePlace.Of of, VendorBatch batch, Stage stage, Instant now) {
    this.of = of;
    this.batch = batch;
    this.stage = stage;
    this.first = now;
    this.last = now;
  }

  LinePlace.Of of() {
    return of;
  }

  TenantScope scope() {
    return of.scope();
  }

  synchronized VendorBatch batch() {
    return batch;
  }

  synchronized Stage stage() {
    return stage;
  }

  synchronized boolean cancelling() {
    return cancelling;
  }

  /** Whether its lines are not waited for any more. */
  synchronized boolean unwanted(Instant now) {
    return cancelling || VendorRules.isLate(of.expires(), now);
  }

  /** Takes a line; false when it has its fill, or is about to be handed over. */
  synchronized boolean take(VendorBatchLine seat, Instant now) {
    boolean open = stage == Stage.GATHERING && !busy && !VendorRules.isFull(seats.size(), bytes);
    if (open) {
      seated(seat, now);
    }
    return open;
  }

  /** Takes a line that lies in it. */
  synchronized void seated(VendorBatchLine seat, Instant now) {
    seats.put(seat.number(), seat);
    bytes += seat.request().body().length;
    last = now;
  }

  /** The next action; its executor reports when it is {@link #done}. */
  synchronized Act next(Instant now) {
    if (busy) {
      return Act.WAIT;
    }
    seats.values().removeIf(VendorBatchLine::left);
    Act act =
        VendorRules.next(
            new VendorRules.Standing(
                stage,
                seats.size(),
                bytes,
                first,
                last,
                asked,
                cancelling,
                cancelled,
                of.expires()),
            now);
    busy = act != Act.WAIT;
    return act;
  }

  synchronized boolean isEmpty() {
    return seats.isEmpty();
  }

  synchronized void done(Instant now) {
    busy = false;
    asked = now;
  }

  synchronized void in(Stage other) {
    stage = other;
  }

  /** It is about to be handed over. */
  synchronized void handing(Instant now) {
    batch =
        new VendorBatch(batch.id(), batch.batch(), batch.offer(), batch.target(), now, batch.ref());
  }

  synchronized void begun(String ref) {
    batch = batch.named(ref);
    stage = Stage.UNDER_WAY;
  }

  synchronized void told() {
    cancelled = true;
  }

  /** The vendor could not be told; true when it is tried no more. */
  synchronized boolean untold() {
    tries++;
    cancelled = tries >= VendorRules.MOST_TRIES;
    return cancelled;
  }

  /** Results are read again after a while. */
  synchronized void readAgain(Instant now) {
    last = now.plus(VendorRules.LOOK);
  }

  /** Its lines are not wanted any more; those of one that is not handed over are given back. */
  synchronized void cancel(Failure why) {
    if (!cancelling) {
      cancelling = true;
      asked = Instant.EPOCH;
    }
    if (stage == Stage.GATHERING && !busy) {
      leave(why);
    }
  }

  /** Lets all go that wait. */
  synchronized void leave(Failure why) {
    waiting().forEach(seat -> seat.failed(why));
    seats.clear();
  }

  synchronized List<VendorBatchLine> waiting() {
    return List.copyOf(seats.values());
  }

  synchronized @Nullable VendorBatchLine seat(int number) {
    return seats.get(number);
  }

  synchronized void remove(Collection<VendorBatchLine> ended) {
    ended.forEach(seat -> seats.remove(seat.number(), seat));
  }

  synchronized String ref() {
    return Objects.requireNonNull(batch.ref(), "ref");
  }

  /** Why lines of which the vendor said nothing have no answer. */
  synchronized Failure unanswered() {
    return cancelling
        ? VendorBatches.CANCELLED
        : Failure.of(FailureCode.TIMEOUT, "the vendor's batch ended without an answer to it");
  }

  /** What is handed over. */
  synchronized List<Line> lines() {
    List<Line> lines = new ArrayList<>(seats.size());
    seats.values().forEach(seat -> lines.add(new Line(batch.line(seat.number()), seat.request())));
    return lines;
  }
}
