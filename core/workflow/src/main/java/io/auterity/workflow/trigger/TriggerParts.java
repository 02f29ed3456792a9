package io.auterity.workflow.trigger;

import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.event.CustomEvents;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shared dependencies of triggers: database, outbox, audit, invoker, runner and limits.
 *
 * @param types of events that are declared, e.g. {@code io.auterity.tracker.issue.*.v1}, where
 *     {@code *} stands for words that are only known when the event happens
 * @param events of tenants' own
 * @param tokens of the addresses of webhooks
 * @param startsPerHour of one trigger, before it is slowed down
 */
public record TriggerParts(
    Database database,
    Outbox outbox,
    ChangeAudit audit,
    Ids ids,
    Time time,
    Catalogue catalogue,
    Binder binder,
    Invoker invoker,
    Runner runner,
    TriggerCounts counts,
    Supplier<? extends Collection<String>> types,
    CustomEvents events,
    WebhookTokens tokens,
    int startsPerHour) {

  /** Works in a transaction of a tenant. */
  <T extends @Nullable Object> T inTenant(TenantScope scope, Function<Transaction, T> work) {
    return database.inTenant(scope, work);
  }

  TriggerRules rules() {
    return new TriggerRules(catalogue, time, types, tokens);
  }

  /** How many runs a trigger may start within an hour. */
  StartPace pace() {
    return new StartPace(startsPerHour);
  }

  /** Begins runs. */
  public interface Runner {

    /** Whether runs are carried on in this process now. */
    boolean open();

    /**
     * Writes the row of a run that is to begin, in the transaction that notes its start.
     *
     * @param at when it was asked for
     * @throws io.auterity.workflow.engine.InvalidInputException with every problem of its input
     * @throws io.auterity.spi.CallFailedException {@code not_found}, {@code invalid}, {@code
     *     too_large}
     */
    void note(Transaction tx, RunRequest request, UUID id, Instant at);

    /** Has a run wait for its beginning again that was given up; to be asked in no transaction. */
    void noteAgain(TenantScope scope, UUID run);

    /**
     * Ends a run that was noted and cannot begin, until it is noted again.
     *
     * @param end {@code failed} or {@code cancelled}
     */
    void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why);

    /**
     * Takes a run back that was noted and cannot begin, where no caller was told of it; false where
     * it is not there, or was sent something.
     */
    boolean forget(TenantScope scope, UUID run);

    /**
     * Begins a run that was noted, unless it has begun or ended.
     *
     * @param at when it was asked for
     * @throws io.auterity.workflow.engine.InvalidInputException with every problem of its input
     * @throws io.auterity.spi.CallFailedException {@code forbidden} when whose it is may not start
     *     runs; {@code not_found}, {@code too_large}, {@code rate_limited}, {@code unavailable}
     */
    UUID begin(RunRequest request, UUID id, Instant at);

    /**
     * Refuses a workflow that is not there.
     *
     * @throws io.auterity.spi.CallFailedException {@code not_found}
     */
    void require(TenantScope scope, String workflow);

    /**
     * Looks at the wish for a run without beginning it.
     *
     * @throws io.auterity.workflow.engine.InvalidInputException with every problem of its input
     * @throws io.auterity.spi.CallFailedException {@code forbidden}, {@code not_found}, {@code
     *     too_large}
     */
    void check(RunRequest request);
  }
}
