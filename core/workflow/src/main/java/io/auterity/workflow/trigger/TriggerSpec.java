package io.auterity.workflow.trigger;

import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a trigger.
 *
 * @param type of the events that it waits for; {@code .*} at its end stands for whatever follows;
 *     null where it waits for none
 * @param poll null where it does not poll
 * @param schedule null where it has no times
 * @param webhook null where no call from outside starts its runs
 * @param form whether people who fill in a form start its runs, with what they give as the input
 * @param when expression over {@code event} or {@code schedule} that must hold; null to take each
 * @param input of the run, in whose texts expressions over the same may stand
 */
public record TriggerSpec(
    String name,
    String workflow,
    @Nullable String type,
    @Nullable Poll poll,
    @Nullable Schedule schedule,
    @Nullable IncomingWebhook webhook,
    boolean form,
    @Nullable String when,
    Json.Obj input) {

  private static final int LONGEST = 64_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /** One that people start by a form. */
  public static TriggerSpec ofForm(
      String name, String workflow, @Nullable String when, Json.Obj input) {
    return new TriggerSpec(name, workflow, null, null, null, null, true, when, input);
  }

  /** One that no call and no form starts. */
  public TriggerSpec(
      String name,
      String workflow,
      @Nullable String type,
      @Nullable Poll poll,
      @Nullable Schedule schedule,
      @Nullable String when,
      Json.Obj input) {
    this(name, workflow, type, poll, schedule, null, false, when, input);
  }

  /** Refuses what no trigger can be. */
  void check(TenantScope scope, TriggerParts parts) {
    if (!NAME.matcher(name).matches()) {
      throw EventCondition.invalid("name", "'%s' is none; write e.g. on-issue".formatted(name));
    }
    long sources = Stream.of(type, poll, schedule, webhook).flatMap(Stream::ofNullable).count();
    if (sources + (form ? 1 : 0) != 1) {
      throw EventCondition.invalid(
          "on",
          "say type with on: event, poll with on: poll, cron with on: cron, webhook with on:"
              + " webhook, and none of them with on: form");
    }
    check(parts.rules(), parts.events().types(scope));
    parts.runner().require(scope, workflow);
  }

  /**
   * Refuses what cannot work, whatever it is called and whichever workflow it starts.
   *
   * @param custom types of the tenant's own events
   */
  void check(TriggerRules rules, Collection<String> custom) {
    if (size() > LONGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "a trigger has at most %d bytes".formatted(LONGEST));
    }
    if (form) {
      requireWhole();
      return;
    }
    if (schedule != null) {
      EventCondition.ofTimes(when, input);
      schedule.check(rules.time().now());
      return;
    }
    if (webhook != null) {
      EventCondition.ofCalls(when, input);
      return;
    }
    EventCondition.of(type, when, input);
    if (type != null) {
      rules.declared(custom).require(type);
    }
    if (poll != null) {
      PollPlan.of(poll, rules.catalogue());
    }
  }

  private void requireWhole() {
    if (when != null) {
      throw EventCondition.invalid("when", "a form has no condition; leave it out");
    }
    if (!input.fields().isEmpty()) {
      throw EventCondition.invalid("input", "who fills in the form gives it; leave it out");
    }
  }

  /** The names of the secrets by which its calls are verified. */
  public Set<String> secrets() {
    return webhook == null || webhook.verify().secret() == null
        ? Set.of()
        : Set.of(webhook.verify().secret());
  }

  private int size() {
    return JsonWriter.bytes(input).length
        + (poll == null ? 0 : poll.bytes().length)
        + (webhook == null ? 0 : webhook.bytes().length)
        + String.valueOf(when).length();
  }

  /**
   * The trigger that it makes for an owner.
   *
   * @param changedBy who writes it
   * @param tokens one of which it gets where calls start its runs; a row that has one keeps that
   * @param inFile whether it stands in the file of its workflow
   */
  TriggerRow row(
      TenantScope scope,
      WebhookTokens tokens,
      UUID id,
      Principal owner,
      Principal changedBy,
      State state,
      Instant created,
      Instant now,
      boolean inFile) {
    Instant due =
        poll != null
            ? now
            : schedule == null
                ? null
                : schedule.next(now).map(ZonedDateTime::toInstant).orElse(null);
    return new TriggerRow(
        scope,
        id,
        name,
        workflow,
        inFile,
        type,
        poll,
        schedule,
        webhook,
        webhook == null ? null : tokens.fresh(scope, id),
        form,
        when,
        input,
        owner,
        changedBy,
        created,
        now,
        state,
        0,
        null,
        null,
        due,
        schedule == null ? null : now,
        null,
        null,
        false,
        null,
        null);
  }

  /** A digest of the specification and its owner, by which the audit log tells one from another. */
  static String digest(TriggerRow row) {
    Poll poll = row.poll();
    IncomingWebhook webhook = row.webhook();
    Json.Obj whole =
        Json.EMPTY
            .with("name", Json.of(row.name()))
            .with("workflow", Json.of(row.workflow()))
            .with("type", Json.of(row.type()))
            .with("poll", poll == null ? Json.of((String) null) : poll.json())
            .with("when", Json.of(row.when()))
            .with("input", row.input())
            .with("schedule", Json.of(Objects.toString(row.schedule(), null)))
            .with("webhook", webhook == null ? Json.of((String) null) : webhook.json())
            .with("form", Json.of(row.form()))
            .with("owner", Json.of(row.principal().id().toString()));
    return AuditedChange.digest(whole.toString());
  }
}
