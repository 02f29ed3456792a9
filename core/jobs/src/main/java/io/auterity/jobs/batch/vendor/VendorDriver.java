package io.auterity.jobs.batch.vendor;

import io.auterity.jobs.batch.vendor.VendorRules.Act;
import io.auterity.jobs.batch.vendor.VendorRules.Stage;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.provider.CheckAttempt;
import io.auterity.provider.Lease;
import io.auterity.provider.Offer;
import io.auterity.provider.Providers;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what is due for batches at vendors: notes it, asks the vendor, answers the lines.
 *
 * @param goingOn of which each line holds one that goes on with its answer
 */
record VendorDriver(
    VendorStore store, Providers providers, Time time, Semaphore goingOn, Executor works) {

  private static final Logger LOG = LoggerFactory.getLogger(VendorDriver.class);

  private static final Failure NEVER_HAD =
      Failure.of(FailureCode.UNAVAILABLE, "the vendor does not have the batch that it was handed");

  /** Failures after which a vendor may have what it was handed. */
  private static final Set<FailureCode> UNSURE =
      EnumSet.of(
          FailureCode.UNAVAILABLE,
          FailureCode.TIMEOUT,
          FailureCode.CANCELLED,
          FailureCode.INTERNAL,
          FailureCode.IN_DOUBT);

  /** Does what is due, asynchronously to the caller. */
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
      case CANCEL -> unlessGone(run, this::cancel);
      case READ -> unlessGone(run, this::read);
      case LEAVE -> run.leave(run.unanswered());
      case WAIT, CLOSE -> {}
    }
  }

  private <T extends @Nullable Object> T ask(
      TenantScope scope, VendorBatch batch, BiFunction<WireBatches, Call, T> work) {
    try (Lease lease = providers.lease(scope, Offer.providerOf(batch.offer()))) {
      return lease.batches(new CheckAttempt(time, VendorRules.PATIENCE), work);
    }
  }

  private <T extends @Nullable Object> T ask(VendorRun run, BiFunction<WireBatches, Call, T> work) {
    return ask(run.scope(), run.batch(), work);
  }

  private void create(VendorRun run) {
    run.handing(time.now());
    VendorBatch batch = run.batch();
    List<WireBatches.Line> lines = run.lines();
    List<Integer> numbers = lines.stream().map(line -> batch.number(line.id())).toList();
    if (!store.plan(run.scope(), batch, run.of().worker(), numbers)) {
      run.leave(VendorBatches.LEFT);
      return;
    }
    try {
      begun(run, ask(run, (batches, call) -> handedOver(run, batches, lines, call)));
    } catch (CallFailedException e) {
      if (run.stage() == Stage.UNSURE && UNSURE.contains(e.failure().code())) {
        throw e;
      }
      run.in(Stage.GATHERING);
      refused(run, e.failure());
    }
  }

  // Until here the vendor certainly has nothing.
  private static String handedOver(
      VendorRun run, WireBatches batches, List<WireBatches.Line> lines, Call call) {
    run.in(Stage.UNSURE);
    return batches.create(run.batch().id().toString(), lines, call);
  }

  // Who forgot it meanwhile waits for another one.
  private void begun(VendorRun run, String ref) {
    run.begun(ref);
    if (!store.begun(run.scope(), run.batch().id(), ref)) {
      run.cancel(VendorBatches.LEFT);
      run.leave(VendorBatches.LEFT);
    }
  }

  // The lines fail with it before any other server can think that they lie there.
  private void refused(VendorRun run, Failure why) {
    boolean mine = store.forget(run.scope(), run.batch(), run.of().worker());
    run.leave(mine ? why : VendorBatches.LEFT);
  }

  private void find(VendorRun run) {
    VendorBatch batch = run.batch();
    Optional<String> ref;
    try {
      ref = ask(run, (batches, call) -> batches.find(batch.id().toString(), call));
    } catch (CallFailedException e) {
      if (run.unwanted(time.now())) {
        untold(run, e.failure());
        refused(run, run.unanswered());
      }
      throw e;
    }
    if (ref.isPresent()) {
      begun(run, ref.get());
    } else if (!time.now().isBefore(batch.created().plus(VendorRules.SHOWN))) {
      run.told();
      refused(run, run.unwanted(time.now()) ? run.unanswered() : NEVER_HAD);
    }
  }

  private static void untold(VendorRun run, Failure why) {
    if (run.untold()) {
      VendorBatch batch = run.batch();
      LOG.warn(
          "The vendor's batch {} of {} ({}) could not be cancelled and may go on there: {}",
          batch.id(),
          batch.offer(),
          batch.ref() == null ? "its name there is unknown" : batch.ref(),
          why.message());
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
        LOG.info("The vendor's batch {} goes on: {}", run.ref(), e.failure().message());
        untold(run, e.failure());
        look(run);
        return;
      }
      // It has ended by itself, as the next look tells.
    }
    run.told();
  }

  private static boolean cancelled(WireBatches batches, String ref, Call call) {
    batches.cancel(ref, call);
    return true;
  }

  // Lines that come while it is read are answered by the next reading.
  private void read(VendorRun run) {
    VendorReading reading = new VendorReading(run, store, goingOn);
    try {
      ask(
          run,
          (batches, call) -> {
            batches.results(run.ref(), reading::take, call);
            return true;
          });
    } catch (CallFailedException e) {
      run.readAgain(time.now());
      throw e;
    } finally {
      reading.tellRefused();
    }
    reading.tellUnanswered();
  }
}
