package io.auterity.workflow.trigger;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.id.WireId;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.schedule.CronSchedule;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The triggers of tenants: made, changed, paused and deleted, and what they have started. */
public final class Triggers {

  /** Type of the event that says that a trigger has stopped; no other tells of triggers. */
  public static final String STOPPED = "io.auterity.trigger.stopped.v1";

  static final int MOST = 200;
  private static final int PREVIEWED = 5;

  private final TriggerParts parts;
  private final TriggerStore store = new TriggerStore();
  private final StartStore starts = new StartStore();
  private final TriggerStartLog log;

  public Triggers(TriggerParts parts) {
    this.parts = parts;
    this.log = new TriggerStartLog(parts);
  }

  /** Makes a trigger, whose runs are its maker's. */
  public TriggerRow create(TenantScope scope, AuditedAct act, TriggerSpec wanted) {
    return create(scope, act, act.who(), wanted);
  }

  /**
   * Makes a trigger.
   *
   * @param owner whose its runs are
   * @throws CallFailedException {@code invalid}, {@code not_found}; {@code conflict} when the name
   *     is taken
   */
  public TriggerRow create(TenantScope scope, AuditedAct act, Principal owner, TriggerSpec wanted) {
    wanted.check(scope, parts);
    Instant now = parts.time().now();
    TriggerRow row =
        wanted.row(
            scope,
            parts.tokens(),
            parts.ids().next(),
            owner,
            act.who(),
            State.ACTIVE,
            now,
            now,
            false);
    return stored(
        scope,
        row,
        tx -> {
          store.lockAll(tx);
          TriggerRow made = put(tx, act, null, row);
          requireRoom(tx, store);
          return made;
        });
  }

  /** Replaces a trigger, whose runs are those of the caller who did from then on. */
  public TriggerRow update(
      TenantScope scope, AuditedAct act, UUID id, TriggerSpec wanted, @Nullable Instant follows) {
    return update(scope, act, act.who(), id, wanted, follows);
  }

  /**
   * Replaces a trigger. One that has stopped goes on. A poll that asks for the same goes on from
   * where it stands, and so does a schedule that has the same times.
   *
   * @param owner whose its runs are from then on
   * @param follows when the one was written that it takes the place of; null for whichever is there
   * @throws CallFailedException as {@link #create}; {@code conflict} also when it was written at
   *     another time, or stands in a file
   */
  public TriggerRow update(
      TenantScope scope,
      AuditedAct act,
      Principal owner,
      UUID id,
      TriggerSpec wanted,
      @Nullable Instant follows) {
    wanted.check(scope, parts);
    Instant now = parts.time().now();
    TriggerRow made =
        wanted.row(scope, parts.tokens(), id, owner, act.who(), State.ACTIVE, now, now, false);
    return stored(
        scope,
        made,
        tx -> {
          TriggerRow before = ofNoFile(locked(tx, id));
          if (follows != null && !follows.equals(before.updated())) {
            throw new CallFailedException(
                FailureCode.CONFLICT,
                "%s wrote trigger '%s' at %s: read it again"
                    .formatted(before.changedBy().name(), before.name(), before.updated()));
          }
          State state = before.state() == State.PAUSED ? State.PAUSED : State.ACTIVE;
          return put(
              tx,
              act,
              before,
              wanted.row(
                  scope,
                  parts.tokens(),
                  id,
                  owner,
                  act.who(),
                  state,
                  before.created(),
                  now,
                  false));
        });
  }

  static void requireRoom(Transaction tx, TriggerStore store) {
    if (store.count(tx) > MOST) {
      throw new CallFailedException(
          FailureCode.INVALID, "a tenant has at most %d triggers; delete one".formatted(MOST));
    }
  }

  private TriggerRow stored(
      TenantScope scope, TriggerRow row, Function<Transaction, TriggerRow> work) {
    try {
      return parts.inTenant(scope, work);
    } catch (UniqueViolationException e) {
      throw taken(row);
    }
  }

  private TriggerRow put(
      Transaction tx, AuditedAct act, @Nullable TriggerRow before, TriggerRow row) {
    if (!store.put(tx, row, before != null && goesOn(before, row))) {
      throw taken(row);
    }
    String former = before == null ? null : TriggerSpec.digest(before);
    parts.audit().write(tx, act, new AuditedChange(target(row), former, TriggerSpec.digest(row)));
    return locked(tx, row.id());
  }

  /** Whether one that is changed goes on from where it stands. */
  static boolean goesOn(TriggerRow before, TriggerRow row) {
    return before.poll() == null
        ? before.schedule() != null && before.schedule().firesAs(row.schedule())
        : before.poll().asksAs(row.poll());
  }

  private static CallFailedException taken(TriggerRow row) {
    return new CallFailedException(
        FailureCode.CONFLICT, "there is a trigger '%s' already".formatted(row.name()));
  }

  /** All of a tenant, the oldest first. */
  public List<TriggerRow> list(TenantScope scope) {
    return parts.inTenant(scope, store::list);
  }

  /**
   * One of a tenant.
   *
   * @throws CallFailedException {@code not_found}
   */
  public TriggerRow get(TenantScope scope, UUID id) {
    return parts.inTenant(scope, tx -> require(tx, id));
  }

  /**
   * What it has started, or could not, in the last thirty days, the newest first.
   *
   * @throws CallFailedException {@code not_found}
   */
  public List<StartRow> starts(TenantScope scope, UUID id, @Nullable UUID before, int limit) {
    return parts.inTenant(
        scope,
        tx -> {
          require(tx, id);
          return starts.list(tx, id, before, limit);
        });
  }

  /** What the events of a delivery have started, or could not, the newest first. */
  public List<StartRow.OfDelivery> startsOf(
      TenantScope scope, UUID delivery, @Nullable UUID before, int limit) {
    String told = CloudEvent.DELIVERY_ID.write(delivery);
    return parts.inTenant(scope, tx -> starts.ofDelivery(tx, told, before, limit));
  }

  /**
   * Has a run begin that could not.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when it has begun, waits, or
   *     has no input that it could begin with
   */
  public StartRow retry(TenantScope scope, AuditedAct act, UUID id, UUID start) {
    StartRow again = parts.inTenant(scope, tx -> again(tx, act, id, start));
    parts.runner().noteAgain(scope, again.run());
    return again;
  }

  private StartRow again(Transaction tx, AuditedAct act, UUID id, UUID start) {
    TriggerRow trigger = require(tx, id);
    StartRow before = starts.find(tx, id, start).orElseThrow(() -> missing(StartRow.ID, start));
    if (!log.again(tx, trigger, before)) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          before.settled() != null && before.problem() != null
              ? "it has no input that its run could begin with"
              : "its run has begun or is about to");
    }
    AuditedChange change = new AuditedChange(target(trigger), "failed", "waiting");
    parts.audit().write(tx, act, change);
    return starts.find(tx, id, start).orElseThrow(() -> missing(StartRow.ID, start));
  }

  /**
   * Has it wait, with what it has noted; or go on, also when it has stopped.
   *
   * @throws CallFailedException {@code not_found}
   */
  public TriggerRow pause(TenantScope scope, AuditedAct act, UUID id, boolean paused) {
    State state = paused ? State.PAUSED : State.ACTIVE;
    return parts.inTenant(
        scope,
        tx -> {
          TriggerRow before = locked(tx, id);
          Instant now = parts.time().now();
          store.state(tx, id, state, due(before, now), now);
          AuditedChange change =
              new AuditedChange(target(before), before.state().wire(), state.wire());
          parts.audit().write(tx, act, change);
          return locked(tx, id);
        });
  }

  private static @Nullable Instant due(TriggerRow trigger, Instant now) {
    Schedule schedule = trigger.schedule();
    return schedule == null
        ? trigger.poll() == null ? null : now
        : schedule.next(now).map(ZonedDateTime::toInstant).orElse(null);
  }

  /**
   * The next times of a schedule.
   *
   * @throws CallFailedException {@code invalid}
   */
  public List<ZonedDateTime> preview(Schedule schedule) {
    Instant now = parts.time().now();
    schedule.check(now);
    return CronSchedule.of(schedule.cron(), schedule.zone()).next(now, PREVIEWED);
  }

  /**
   * Ends a trigger; runs that it has started go on.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when it stands in a file
   */
  public void delete(TenantScope scope, AuditedAct act, UUID id) {
    parts.inTenant(
        scope,
        tx -> {
          TriggerRow row = ofNoFile(locked(tx, id));
          store.delete(tx, row);
          AuditedChange change = new AuditedChange(target(row), TriggerSpec.digest(row), null);
          parts.audit().write(tx, act, change);
          return row;
        });
  }

  private TriggerRow require(Transaction tx, UUID id) {
    return store.find(tx, id).orElseThrow(() -> missing(TriggerAncestry.TRIGGER_ID, id));
  }

  private TriggerRow locked(Transaction tx, UUID id) {
    return store.locked(tx, id).orElseThrow(() -> missing(TriggerAncestry.TRIGGER_ID, id));
  }

  private static CallFailedException missing(WireId kind, UUID id) {
    return new CallFailedException(
        FailureCode.NOT_FOUND, "there is no '%s'".formatted(kind.write(id)));
  }

  private static TriggerRow ofNoFile(TriggerRow row) {
    if (row.inFile()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "trigger '%s' stands in the file of workflow '%s'; change it there and apply that"
              .formatted(row.name(), row.workflow()));
    }
    return row;
  }

  static String target(TriggerRow row) {
    return "trigger/" + row.name();
  }
}
