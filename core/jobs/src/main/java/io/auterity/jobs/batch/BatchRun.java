package io.auterity.jobs.batch;

import io.auterity.jobs.batch.vendor.LinePlace;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch, as one worker takes it from where it stands to its end. Where it stands is in the
 * database alone: a worker that is gone leaves lines without an end, which the next one asks.
 */
final class BatchRun {

  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int AHEAD = 256;

  private final BatchParts parts;
  private final LineCaller caller;
  private final UUID me;
  private final LinePlaces places;
  private final BooleanSupplier closing;
  private final BatchWire wire;
  private final AdaptiveConcurrency pace;
  private final LineSlots slots;
  private final UnfinishedLines open = new UnfinishedLines();
  private volatile CallBatch batch;
  private volatile boolean lost;
  private boolean lie;

  BatchRun(
      BatchParts parts,
      LineCaller caller,
      UUID me,
      LinePlaces places,
      CallBatch batch,
      BooleanSupplier closing) {
    this.parts = parts;
    this.caller = caller;
    this.me = me;
    this.places = places;
    this.batch = batch;
    this.closing = closing;
    this.wire = Objects.requireNonNull(parts.wires().get(batch.order().dialect()), "dialect");
    this.pace = new AdaptiveConcurrency(Math.max(1, parts.linesAtOnce() / 2));
    this.slots = new LineSlots(places, scope().tenant(), pace, this::vendorsHaveRoom);
  }

  TenantScope scope() {
    return batch.scope();
  }

  UUID id() {
    return batch.id();
  }

  /** The batch as it stands now. */
  void stands(CallBatch now) {
    batch = now;
  }

  /** The lease is lost: another worker has the batch, or no worker should. */
  void lose() {
    lost = true;
    parts.vendors().leave(id());
  }

  private boolean vendorsHaveRoom() {
    return parts.vendors().hasRoom(scope(), batch.times().expires());
  }

  private boolean goesOn() {
    return !lost && !closing.getAsBoolean();
  }

  void run() throws InterruptedException {
    if (batch.times().started() == null && !read()) {
      return;
    }
    if (batch.times().finalizing() == null) {
      try {
        lie = parts.vendors().holds(scope(), id());
        ask();
      } finally {
        awaitUnderWay();
      }
    }
    if (goesOn()) {
      finish();
    }
  }

  // However it ends: the lease is renewed until then, so that no other worker asks
  // these lines again.
  private void awaitUnderWay() throws InterruptedException {
    while (open.underWay() > 0) {
      if (BatchRules.rest(batch, parts.time().now()) != null) {
        parts.vendors().endWaiting(id());
      }
      places.await(places.rung(), Duration.ofMillis(100));
    }
  }

  /** Reads the lines; false when there is nothing to go on with. */
  private boolean read() {
    if (!parts.batches().clearLines(scope(), id(), me)) {
      return false;
    }
    BatchInput input = new BatchInput(wire, batch.order().endpoint(), this::add);
    List<BatchError> errors =
        input.read(
            parts.files(),
            scope(),
            batch.principal().id(),
            Objects.requireNonNull(batch.order().inputFile(), "input"));
    if (!goesOn()) {
      return false;
    }
    if (batch.times().cancelling() != null) {
      return parts.batches().clearLines(scope(), id(), me);
    }
    if (!errors.isEmpty()) {
      parts.batches().fail(scope(), id(), me, errors, parts.time().now());
      return false;
    }
    return parts.batches().begin(scope(), id(), me, input.lines(), parts.time().now()) && look();
  }

  private boolean add(List<BatchLine> lines) {
    return goesOn()
        && batch.times().cancelling() == null
        && parts.batches().addLines(scope(), id(), me, lines);
  }

  private boolean look() {
    parts
        .batches()
        .renew(scope(), id(), me, Duration.ofMinutes(1))
        .ifPresentOrElse(this::stands, this::lose);
    return goesOn();
  }

  /** Asks lines until none is left, or no more are to be asked. */
  private void ask() throws InterruptedException {
    while (goesOn()) {
      long rung = places.rung();
      Instant now = parts.time().now();
      if (BatchRules.rest(batch, now) != null) {
        parts.vendors().cancel(placeOf(0));
        break;
      }
      while (!open.hasNext(now, false) && open.wantsMore()) {
        open.add(parts.batches().waiting(scope(), id(), open.last(), AHEAD));
      }
      if (open.isEmpty() && isOver()) {
        break;
      }
      beginDue(now);
      places.await(rung, LOOK);
    }
  }

  // What the database counts decides, in case that a line was lost sight of.
  private boolean isOver() {
    if (look() && batch.counts().waiting() > 0) {
      open.startOver();
      return false;
    }
    return goesOn();
  }

  private void beginDue(Instant now) {
    while (open.hasNext(now, slots.hasRoom())) {
      LineSlots.Slot slot = slots.take(now);
      if (slot == null) {
        return;
      }
      int number = open.begin();
      Thread.ofVirtual().name("batch-line").start(() -> ask(number, slot));
    }
  }

  // An edge: a line whose end cannot be kept has none, and is asked again.
  private void ask(int number, LineSlots.Slot slot) {
    Runnable after = () -> open.over(number, rested());
    try {
      after = asked(number, slot);
    } catch (CallFailedException e) {
      LOG.warn("Line {} of batch {} waits: {}", number, id(), e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("Line {} of batch {} waits.", number, id(), e);
    } finally {
      after.run();
      slot.close();
    }
  }

  // What is noted of it once it is under way no more.
  private Runnable asked(int number, LineSlots.Slot slot) {
    BatchLine line = parts.batches().line(scope(), id(), number).orElse(null);
    if (line != null && slot.isHeldUp(() -> caller.model(line))) {
      return () -> open.heldUp(number);
    }
    Instant again = line == null ? null : ask(line, slot);
    return () -> open.over(number, again);
  }

  private Instant rested() {
    return parts.time().now().plus(REST);
  }

  private @Nullable Instant ask(BatchLine line, LineSlots.Slot slot) {
    if (!lie && !parts.vendors().takes(scope())) {
      return end(line, caller.ask(batch, line, null), null);
    }
    Runnable waits = () -> slot.waits(caller.model(line));
    try (LinePlace place = parts.vendors().place(placeOf(line.number()), waits)) {
      boolean lay = place.offer() != null;
      return end(line, caller.ask(batch, line, place), lay ? place : null);
    }
  }

  private LinePlace.Of placeOf(int line) {
    Duration alone =
        CallOptions.timeout(batch.order().headers().get("auterity-timeout"), CallOptions.LONGEST);
    return new LinePlace.Of(scope(), id(), line, me, batch.times().expires(), alone);
  }

  // When it is asked again; null when it has its end. Its place is null where it lay nowhere.
  private @Nullable Instant end(BatchLine line, LineCaller.Told told, @Nullable LinePlace lay) {
    BatchRules.Refused refused = told.refused();
    // A call broken off by a server that ends says nothing of the line, and one that was let go
    // while it lay with a vendor was not refused.
    if (refused != null && (closing.getAsBoolean() || refused.code() == FailureCode.CANCELLED)) {
      return rested();
    }
    return switch (next(refused, line, lay)) {
      case BatchRules.Next.End _ -> {
        pace.answered();
        keep(() -> parts.batches().settle(scope(), id(), me, LineEnd.of(line, told.answer())));
        yield null;
      }
      case BatchRules.Next.Wait(Duration time, boolean limited) -> {
        Instant now = parts.time().now();
        if (limited) {
          pace.limited(now, time);
        }
        Instant again = now.plus(time);
        keep(() -> parts.batches().postpone(scope(), id(), me, line, again));
        yield again;
      }
    };
  }

  private static BatchRules.Next next(
      BatchRules.@Nullable Refused refused, BatchLine line, @Nullable LinePlace lay) {
    if (refused == null) {
      return new BatchRules.Next.End();
    }
    if (lay == null) {
      return BatchRules.next(refused, line.attempts());
    }
    if (!lay.asked() && lay.reachable()) {
      return whileLying(refused, line, lay);
    }
    BatchRules.Next next = BatchRules.afterVendor(refused, line.attempts());
    if (next instanceof BatchRules.Next.Wait(Duration time, _) && time.isZero()) {
      lay.release();
    }
    return next;
  }

  private static BatchRules.Next whileLying(
      BatchRules.Refused refused, BatchLine line, LinePlace lay) {
    BatchRules.Next next = BatchRules.whileLying(refused, line.attempts());
    if (next instanceof BatchRules.Next.End) {
      lay.drop();
    }
    return next;
  }

  /** Keeps trying while the database is away, for what was answered has been paid for. */
  private void keep(BooleanSupplier change) {
    while (!lost) {
      try {
        if (!change.getAsBoolean()) {
          lose();
        }
        return;
      } catch (CallFailedException e) {
        if (e.failure().code() != FailureCode.UNAVAILABLE || !waits()) {
          throw e;
        }
      }
    }
  }

  private boolean waits() {
    try {
      places.await(places.rung(), LOOK);
      return !closing.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the batch; done again from its beginning when it was broken off. */
  private void finish() {
    BatchStore batches = parts.batches();
    if (batch.times().finalizing() == null) {
      @Nullable LineState rest = BatchRules.rest(batch, parts.time().now());
      if (!batches.finish(scope(), id(), me, rest, parts.time().now()) || !look()) {
        return;
      }
    }
    BatchStore.Results results =
        new BatchResults(batches, parts.files(), parts.time(), parts.ids()).write(batch, wire);
    batches.end(scope(), id(), me, BatchRules.end(batch), results, parts.time().now());
  }
}
