package io.auterity.workflow.trigger;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The triggers of tenants: made, changed, paused and deleted, and what they would do. */
public final class Triggers {

  private static final int MOST = 200;
  private static final int LONGEST = 64_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  private final TriggerParts parts;
  private final TriggerStore store = new TriggerStore();
  private final StartStore starts = new StartStore();

  public Triggers(TriggerParts parts) {
    this.parts = parts;
  }

  /**
   * A trigger that is wanted.
   *
   * @param type of the events that it waits for; {@code .*} at its end stands for whatever follows;
   *     null where it polls
   * @param poll null where it waits for events
   * @param when expression over {@code event} that must hold; null to take each
   * @param input of the run, in whose texts expressions over {@code event} may stand
   */
  public record Wanted(
      String name,
      String workflow,
      @Nullable String type,
      @Nullable Poll poll,
      @Nullable String when,
      Json.Obj input) {
    public Wanted {
      Objects.requireNonNull(name);
      Objects.requireNonNull(workflow);
      Objects.requireNonNull(input);
    }
  }

  /**
   * What a trigger would do with an event; nothing is begun or noted.
   *
   * @param taken whether it would start a run
   * @param reason why not
   * @param input what the run would be given; null where it cannot be made
   */
  public record Trial(boolean taken, @Nullable String reason, Json.@Nullable Obj input) {}

  /**
   * Makes a trigger, whose runs are its maker's.
   *
   * @throws CallFailedException {@code invalid}, {@code not_found}; {@code conflict} when the name
   *     is taken
   */
  public TriggerRow create(TenantScope scope, AuditedAct act, Wanted wanted) {
    check(scope, wanted);
    Instant now = parts.time().now();
    TriggerRow row = row(scope, parts.ids().next(), act, wanted, State.ACTIVE, now, now);
    return parts
        .database()
        .inTenant(
            scope,
            tx -> {
              if (store.count(tx) >= MOST) {
                throw new CallFailedException(
                    FailureCode.INVALID,
                    "a tenant has at most %d triggers; delete one".formatted(MOST));
              }
              return put(tx, act, null, row);
            });
  }

  /**
   * Puts another one in the place of a trigger; its runs are those of whoever did from then on. One
   * that has stopped goes on.
   *
   * @throws CallFailedException as {@link #create}
   */
  public TriggerRow update(TenantScope scope, AuditedAct act, UUID id, Wanted wanted) {
    check(scope, wanted);
    Instant now = parts.time().now();
    return parts
        .database()
        .inTenant(
            scope,
            tx -> {
              TriggerRow before = require(tx, id);
              State state = before.state() == State.PAUSED ? State.PAUSED : State.ACTIVE;
              return put(
                  tx, act, before, row(scope, id, act, wanted, state, before.created(), now));
            });
  }

  private void check(TenantScope scope, Wanted wanted) {
    if (!NAME.matcher(wanted.name()).matches()) {
      throw EventCondition.invalid(
          "name", "'%s' is none; write e.g. on-issue".formatted(wanted.name()));
    }
    Poll poll = wanted.poll();
    if ((wanted.type() == null) == (poll == null)) {
      throw EventCondition.invalid("on", "say type with on: event, or poll with on: poll");
    }
    EventCondition.of(wanted.type(), wanted.when(), wanted.input());
    if (poll != null) {
      PollPlan.of(poll, parts.catalogue());
    }
    int size =
        JsonWriter.bytes(wanted.input()).length
            + (poll == null ? 0 : poll.bytes().length)
            + String.valueOf(wanted.when()).length();
    if (size > LONGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "a trigger has at most %d bytes".formatted(LONGEST));
    }
    parts.runner().require(scope, wanted.workflow());
  }

  private static TriggerRow row(
      TenantScope scope,
      UUID id,
      AuditedAct act,
      Wanted wanted,
      State state,
      Instant created,
      Instant now) {
    return new TriggerRow(
        scope,
        id,
        wanted.name(),
        wanted.workflow(),
        wanted.type(),
        wanted.poll(),
        wanted.when(),
        wanted.input(),
        act.who(),
        created,
        now,
        state,
        0,
        null,
        null,
        wanted.poll() == null ? null : now,
        null,
        null,
        false);
  }

  private TriggerRow put(
      Transaction tx, AuditedAct act, @Nullable TriggerRow before, TriggerRow row) {
    if (!store.put(tx, row)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "there is a trigger '%s' already".formatted(row.name()));
    }
    parts
        .audit()
        .write(
            tx,
            act,
            new AuditedChange(target(row), before == null ? null : digest(before), digest(row)));
    return require(tx, row.id());
  }

  /** All of a tenant, the oldest first. */
  public List<TriggerRow> list(TenantScope scope) {
    return parts.database().inTenant(scope, store::list);
  }

  /**
   * One of a tenant.
   *
   * @throws CallFailedException {@code not_found}
   */
  public TriggerRow get(TenantScope scope, UUID id) {
    return parts.database().inTenant(scope, tx -> require(tx, id));
  }

  /**
   * What it has started, or could not, in the last thirty days, the newest first.
   *
   * @throws CallFailedException {@code not_found}
   */
  public List<StartRow> starts(TenantScope scope, UUID id, @Nullable UUID before, int limit) {
    return parts
        .database()
        .inTenant(
            scope,
            tx -> {
              require(tx, id);
              return starts.list(tx, id, before, limit);
            });
  }

  /**
   * Has it wait, with what it has noted; or go on, also when it has stopped.
   *
   * @throws CallFailedException {@code not_found}
   */
  public TriggerRow pause(TenantScope scope, AuditedAct act, UUID id, boolean paused) {
    State state = paused ? State.PAUSED : State.ACTIVE;
    return parts
        .database()
        .inTenant(
            scope,
            tx -> {
              TriggerRow before = require(tx, id);
              Instant due = before.poll() == null ? null : parts.time().now();
              store.state(tx, id, state, due);
              AuditedChange change =
                  new AuditedChange(target(before), before.state().wire(), state.wire());
              parts.audit().write(tx, act, change);
              return require(tx, id);
            });
  }

  /**
   * Ends a trigger; runs that it has started go on.
   *
   * @throws CallFailedException {@code not_found}
   */
  public void delete(TenantScope scope, AuditedAct act, UUID id) {
    parts
        .database()
        .inTenant(
            scope,
            tx -> {
              TriggerRow row = require(tx, id);
              store.delete(tx, id);
              parts.audit().write(tx, act, new AuditedChange(target(row), digest(row), null));
              return row;
            });
  }

  /**
   * What it would do with an event.
   *
   * @throws CallFailedException {@code not_found}
   */
  public Trial trial(TenantScope scope, UUID id, CloudEvent event) {
    TriggerRow row = get(scope, id);
    EventCondition condition = EventCondition.of(row.type(), row.when(), row.input());
    String against = condition.against(event);
    Json.Obj input = null;
    try {
      input = condition.input(event);
      parts
          .runner()
          .check(
              new RunRequest(
                  scope, row.principal(), EventCondition.DOOR, row.workflow(), input, Map.of()));
      return new Trial(against == null, against, input);
    } catch (EvaluationException | InvalidInputException e) {
      return new Trial(false, against == null ? "input: " + e.getMessage() : against, input);
    } catch (CallFailedException e) {
      return new Trial(false, against == null ? e.failure().message() : against, input);
    }
  }

  private TriggerRow require(Transaction tx, UUID id) {
    return store
        .locked(tx, id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no trigger '%s'".formatted(WireId.TRIGGER.write(id))));
  }

  private static String target(TriggerRow row) {
    return "trigger/" + row.name();
  }

  private static String digest(TriggerRow row) {
    Poll poll = row.poll();
    return AuditedChange.digest(
        "%s %s %s %s %s"
            .formatted(
                row.workflow(),
                row.type(),
                poll == null ? "" : poll.call() + poll.with(),
                row.when(),
                row.input()));
  }
}
