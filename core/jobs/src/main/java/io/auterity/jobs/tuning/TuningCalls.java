package io.auterity.jobs.tuning;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls for a tuning job that are made in the background. The platform asks how far it is, so that
 * it is followed whatever becomes of its owner's key; the owner is who is billed.
 */
final class TuningCalls {

  /** Names the job on the call that bills it. */
  static final String LABEL = "tuning";

  /** On a bill whose tokens no provider reported. */
  static final String ESTIMATED = "tuning-estimated";

  /** On a bill that its owner cannot be asked to pay any more: the id of that owner. */
  static final String OWNER = "tuning-owner";

  private static final int MOST_ON_PAGE = 100;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Invoker invoker;
  private final Ids ids;

  TuningCalls(Invoker invoker, Ids ids) {
    this.invoker = invoker;
    this.ids = ids;
  }

  /**
   * How far a job is.
   *
   * @throws CallFailedException when its provider cannot be asked, or does not know it
   */
  Tuning get(TuningJob job) {
    Map<String, String> labels = Map.of(LABEL, job.reference());
    TuningGet input = new TuningGet(job.lies());
    Outcome outcome =
        invoker.invoke(call(ids.next(), job, Principal.PLATFORM, "ai.tuning.get", input, labels));
    return (Tuning) succeeded(outcome);
  }

  /**
   * The job at a provider, if it has it.
   *
   * @throws CallFailedException when the provider cannot be asked
   */
  Optional<Tuning> find(TuningJob job, String provider) {
    Cursor cursor = null;
    do {
      TuningQuery query = new TuningQuery(cursor, MOST_ON_PAGE, provider, job.reference());
      Map<String, String> labels = Map.of(LABEL, job.reference());
      Page<?> page =
          (Page<?>)
              succeeded(
                  invoker.invoke(
                      call(ids.next(), job, Principal.PLATFORM, "ai.tuning.list", query, labels)));
      if (!page.items().isEmpty()) {
        return Optional.of((Tuning) page.items().getFirst());
      }
      cursor = page.next();
    } while (cursor != null);
    return Optional.empty();
  }

  private static Record succeeded(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded made -> Objects.requireNonNull(made.value());
      case Outcome.Refused(var _, var failure) -> throw new CallFailedException(failure);
      case Outcome.Failed(var _, var failure) -> throw new CallFailedException(failure);
    };
  }

  /**
   * Bills what a job trained.
   *
   * @param id of the call
   * @param payer its owner, or the platform for an owner who may not call any more
   */
  Outcome settle(UUID id, TuningJob job, Principal payer, TuningBill bill) {
    Principal owner = job.order().owner();
    Map<String, String> labels = new HashMap<>(job.order().labels());
    labels.put(LABEL, job.reference());
    if (Boolean.TRUE.equals(bill.estimated())) {
      labels.put(ESTIMATED, "true");
    }
    if (!payer.equals(owner)) {
      labels.put(OWNER, owner.id().toString());
    }
    return invoker.invoke(call(id, job, payer, "ai.tuning.settle", bill, labels));
  }

  private static Invocation call(
      UUID id,
      TuningJob job,
      Principal caller,
      String capability,
      Record input,
      Map<String, String> labels) {
    return Invocation.of(id, job.scope(), caller, capability, Payload.of(input))
        .labels(labels)
        .timeout(TIMEOUT)
        .door(Invocation.Door.GATEWAY)
        .build();
  }
}
