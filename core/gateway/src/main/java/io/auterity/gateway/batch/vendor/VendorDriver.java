package io.auterity.gateway.batch.vendor;

import io.auterity.gateway.batch.vendor.VendorRules.Act;
import io.auterity.gateway.batch.vendor.VendorRules.Stage;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.provider.CheckAttempt;
import io.auterity.platform.provider.Lease;
import io.auterity.platform.provider.Offer;
import io.auterity.platform.provider.Providers;
import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what is due for batches at vendors: notes it, asks the vendor, answers the lines. */
final class VendorDriver {

  private static final Logger LOG = LoggerFactory.getLogger(VendorDriver.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Failures after which a vendor may have what it was handed. */
  private static final Set<FailureCode> UNSURE =
      EnumSet.of(
          FailureCode.UNAVAILABLE,
          FailureCode.TIMEOUT,
          FailureCode.CANCELLED,
          FailureCode.INTERNAL,
          FailureCode.IN_DOUBT);

  private final VendorStore store;
  private final Providers providers;
  private final Time time;
  private final Executor works;
  private final BiConsumer<Gathered, Seat> gatherer;

  /**
   * What lines have in common that go into one batch.
   *
   * @param of the place of any of them
   */
  record Gathered(LinePlace.Of of, String offer, String target) {}

  /**
   * @param gatherer puts a line into another batch
   */
  VendorDriver(
      VendorStore store,
      Providers providers,
      Time time,
      Executor works,
      BiConsumer<Gathered, Seat> gatherer) {
    this.store = store;
    this.providers = providers;
    this.time = time;
    this.works = works;
    this.gatherer = gatherer;
  }

  /** Does what is due, behind whoever asks. */
  void carryOut(VendorRun run, Act act) {
    works.execute(() -> tried(run, act));
  }

  // An edge: what cannot be done now is tried again.
  private void tried(VendorRun run, Act act) {
    try {
      act(run, act);
    } catch (CallFailedException e) {
      LOG.warn("The vendor's batch {} waits: {}", run.batch().id(), e.failure().message());
    } catch (RuntimeException | Error e) {
      LOG.error("The vendor's batch {} waits.", run.batch().id(), e);
    } finally {
      run.done(time.now());
    }
  }

  private void act(VendorRun run, Act act) {
    switch (act) {
      case CREATE -> create(run);
      case FIND -> find(run);
      case LOOK -> unlessGone(run, this::look);
      case CANCEL -> cancel(run);
      case READ -> unlessGone(run, this::read);
      case WAIT, CLOSE -> {}
    }
  }

  private <T extends @Nullable Object> T ask(
      TenantScope scope, VendorBatch batch, BiFunction<WireBatches, Call, T> work) {
    try (Lease lease = providers.lease(scope, Offer.providerOf(batch.offer()))) {
      return lease.batches(new CheckAttempt(time, PATIENCE), work);
    }
  }

  private <T extends @Nullable Object> T ask(VendorRun run, BiFunction<WireBatches, Call, T> work) {
    return ask(run.scope(), run.batch(), work);
  }

  private void create(VendorRun run) {
    VendorBatch batch = run.batch();
    List<WireBatches.Line> lines = run.lines();
    List<Integer> numbers = lines.stream().map(line -> batch.number(line.id())).toList();
    if (!store.plan(run.scope(), batch, run.of().worker(), numbers)) {
      run.leave(VendorBatches.LEFT);
      return;
    }
    try {
      String id = batch.id().toString();
      begun(run, ask(run, (batches, call) -> batches.create(id, lines, call)));
    } catch (CallFailedException e) {
      if (UNSURE.contains(e.failure().code())) {
        run.in(Stage.UNSURE);
        throw e;
      }
      refused(run, e.failure());
    }
  }

  private void begun(VendorRun run, String ref) {
    run.begun(ref);
    store.begun(run.scope(), run.batch().id(), ref);
  }

  // The lines fail with it before any other server can think that they lie there.
  private void refused(VendorRun run, Failure why) {
    store.forget(run.scope(), run.batch().id());
    run.leave(why);
  }

  private void find(VendorRun run) {
    VendorBatch batch = run.batch();
    Optional<String> ref = ask(run, (batches, call) -> batches.find(batch.id().toString(), call));
    if (ref.isPresent()) {
      begun(run, ref.get());
    } else if (!time.now().isBefore(batch.created().plus(VendorRules.SHOWN))) {
      store.forget(run.scope(), batch.id());
      anew(run);
    }
  }

  // The vendor never had it.
  private void anew(VendorRun run) {
    VendorBatch batch = run.batch();
    List<Seat> seats = run.waiting();
    run.remove(seats);
    for (Seat seat : seats) {
      if (run.cancelling()) {
        seat.failed(unanswered(run));
      } else {
        gatherer.accept(new Gathered(run.of(), batch.offer(), batch.target()), seat);
      }
    }
  }

  private void look(VendorRun run) {
    WireBatches.Standing standing = ask(run, (batches, call) -> batches.standing(run.ref(), call));
    Failure why = standing.failure();
    if (why != null) {
      refused(run, why);
    } else if (standing.ended()) {
      run.in(Stage.ENDED);
    }
  }

  private void unlessGone(VendorRun run, Consumer<VendorRun> act) {
    try {
      act.accept(run);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.NOT_FOUND) {
        throw e;
      }
      refused(
          run,
          Failure.of(
              FailureCode.UNAVAILABLE,
              "the vendor's batch %s is gone: %s".formatted(run.ref(), e.failure().message())));
    }
  }

  private void cancel(VendorRun run) {
    try {
      ask(run, (batches, call) -> cancelled(batches, run.ref(), call));
    } catch (CallFailedException e) {
      if (UNSURE.contains(e.failure().code()) || e.failure().retryable()) {
        throw e;
      }
      // It has ended by itself, as the next look tells.
    }
    run.told();
  }

  private static boolean cancelled(WireBatches batches, String ref, Call call) {
    batches.cancel(ref, call);
    return true;
  }

  /** Cancels one for which nobody waits here, behind whoever asks. */
  void cancel(TenantScope scope, VendorBatch batch) {
    String ref = batch.ref();
    if (ref == null) {
      return;
    }
    works.execute(
        () -> {
          try {
            ask(scope, batch, (batches, call) -> cancelled(batches, ref, call));
          } catch (CallFailedException e) {
            LOG.info("The vendor's batch {} goes on: {}", ref, e.failure().message());
          }
        });
  }

  // Lines that come while it is read are answered by the next reading.
  private void read(VendorRun run) {
    List<Seat> waiting = run.waiting();
    Map<Integer, Consumer<Seat>> ends = new HashMap<>();
    try {
      ask(
          run,
          (batches, call) -> {
            batches.results(run.ref(), result -> take(run, result, ends), call);
            return true;
          });
    } catch (CallFailedException e) {
      run.readAgain(time.now());
      throw e;
    } finally {
      end(run, ends);
    }
    Failure none = unanswered(run);
    waiting.stream()
        .filter(seat -> !seat.left())
        .forEach(seat -> ends.put(seat.number(), one -> one.failed(none)));
    end(run, ends);
  }

  private static void take(
      VendorRun run, WireBatches.Result result, Map<Integer, Consumer<Seat>> ends) {
    int number = run.batch().number(result.line());
    Seat seat = run.seat(number);
    WireResponse response = result.response();
    Failure why = result.failure();
    if (seat == null) {
      return;
    }
    if (response != null && response.succeeded()) {
      seat.answered(response);
    } else if (response != null) {
      ends.put(number, one -> one.answered(response));
    } else if (why != null) {
      ends.put(number, one -> one.failed(run.cancelling() ? unanswered(run) : why));
    }
  }

  // What failed there lies there no more: it is asked as if it never had.
  private void end(VendorRun run, Map<Integer, Consumer<Seat>> ends) {
    if (ends.isEmpty()) {
      return;
    }
    store.release(run.scope(), run.batch().batch(), List.copyOf(ends.keySet()));
    List<Seat> ended =
        run.waiting().stream().filter(one -> ends.containsKey(one.number())).toList();
    ended.forEach(seat -> Objects.requireNonNull(ends.get(seat.number())).accept(seat));
    run.remove(ended);
    ends.clear();
  }

  private static Failure unanswered(VendorRun run) {
    return run.cancelling()
        ? Failure.of(FailureCode.CANCELLED, "the batch was cancelled")
        : Failure.of(FailureCode.TIMEOUT, "the vendor's batch ended without an answer to it");
  }
}
