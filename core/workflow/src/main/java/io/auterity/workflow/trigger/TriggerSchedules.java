package io.auterity.workflow.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.schedule.Schedule.Firing;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires schedules that are due. Each is claimed for a while by one process; which runs its times
 * start, and how far it has fired, are noted in one transaction, each time once.
 */
final class TriggerSchedules {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerSchedules.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String TYPE = "io.auterity.trigger.time.v1";

  private final TriggerParts parts;
  private final Runnable noted;
  private final TriggerStartLog starts;
  private final TriggerStore store = new TriggerStore();

  /**
   * What one has to fire.
   *
   * @param next when it fires then; null when it does no more
   */
  private record Due(
      TriggerRow trigger, EventCondition condition, List<Firing> times, @Nullable Instant next) {}

  /**
   * @param noted told when runs are to begin
   */
  TriggerSchedules(TriggerParts parts, Runnable noted) {
    this.parts = parts;
    this.noted = noted;
    this.starts = new TriggerStartLog(parts);
  }

  /** Fires what is due; false when there was nothing. */
  boolean runOnce() {
    Instant now = parts.time().now();
    List<TriggerRow> due =
        parts
            .database()
            .asEngine(EngineJob.TRIGGERS, tx -> store.claimSchedules(tx, now, now.plus(LEASE)));
    Map<UUID, List<TriggerRow>> byTenant =
        due.stream().collect(Collectors.groupingBy(row -> row.scope().tenant()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      byTenant.values().forEach(some -> threads.execute(() -> fireAll(some, now)));
    }
    if (!due.isEmpty()) {
      noted.run();
    }
    return !due.isEmpty();
  }

  // After a stop one may have many times, and then goes by itself.
  private void fireAll(List<TriggerRow> triggers, Instant now) {
    Map<Boolean, List<Due>> due =
        triggers.stream()
            .flatMap(row -> due(row, now).stream())
            .collect(Collectors.partitioningBy(each -> each.times().size() <= 1));
    fire(due.getOrDefault(true, List.of()), now);
    due.getOrDefault(false, List.of()).forEach(each -> fire(List.of(each), now));
  }

  private Optional<Due> due(TriggerRow trigger, Instant now) {
    try {
      Schedule schedule = Objects.requireNonNull(trigger.schedule());
      return Optional.of(
          new Due(
              trigger,
              EventCondition.of(trigger),
              schedule.due(Objects.requireNonNull(trigger.fired()), now),
              schedule.next(now).map(ZonedDateTime::toInstant).orElse(null)));
    } catch (CallFailedException e) {
      failed(trigger, now, e.failure().message());
    } catch (RuntimeException e) {
      LOG.error("Trigger {} could not fire", trigger.name(), e);
    }
    return Optional.empty();
  }

  // Those of a tenant in one transaction; where it fails, each in its own, so that one holds up no
  // other. What fails for a fault of the server's is claimed again when the lease has ended.
  private void fire(List<Due> some, Instant now) {
    if (some.isEmpty()) {
      return;
    }
    TriggerRow first = some.getFirst().trigger();
    boolean fired = false;
    try {
      fired = parts.inTenant(first.scope(), tx -> fired(tx, some, now));
    } catch (RuntimeException e) {
      if (some.size() == 1) {
        LOG.error("Trigger {} could not fire", first.name(), e);
      }
    }
    if (!fired && some.size() > 1) {
      some.forEach(each -> fire(List.of(each), now));
    }
  }

  // Several rows are locked only while none else locks several; false where another does now.
  private boolean fired(Transaction tx, List<Due> some, Instant now) {
    if (some.size() > 1 && !store.lockedAll(tx)) {
      return false;
    }
    for (Due each : some) {
      if (store.fired(tx, each.trigger(), now, each.next())) {
        noted(tx, each);
      }
    }
    return true;
  }

  private void noted(Transaction tx, Due due) {
    TriggerRow trigger = due.trigger();
    for (Firing firing : due.times()) {
      CloudEvent event = event(trigger, firing);
      if (due.condition().against(trigger.id(), event) == null) {
        starts.note(tx, trigger, due.condition(), event);
      }
    }
  }

  private static CloudEvent event(TriggerRow trigger, Firing firing) {
    return new CloudEvent(
        UUID.nameUUIDFromBytes((trigger.id() + "/" + firing.name()).getBytes(UTF_8)),
        TYPE,
        "/triggers/" + trigger.name(),
        firing.name(),
        trigger.scope().tenant(),
        firing.at().toInstant(),
        firing.json());
  }

  /** Its times are missed until it can be read, which is looked at again after a while. */
  private void failed(TriggerRow trigger, Instant now, String problem) {
    parts.inTenant(
        trigger.scope(),
        tx -> {
          if (store.fired(tx, trigger, now, now.plus(Duration.ofHours(1)))) {
            starts.failed(tx, trigger.id(), problem, true);
          }
          return true;
        });
  }
}
