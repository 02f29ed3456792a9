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
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Objects;
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
 * @param when expression over {@code event} or {@code schedule} that must hold; null to take each
 * @param input of the run, in whose texts expressions over the same may stand
 */
public record TriggerSpec(
    String name,
    String workflow,
    @Nullable String type,
    @Nullable Poll poll,
    @Nullable Schedule schedule,
    @Nullable String when,
    Json.Obj input) {

  private static final int LONGEST = 64_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /** Refuses what no trigger can be. */
  void check(TenantScope scope, TriggerParts parts) {
    if (!NAME.matcher(name).matches()) {
      throw EventCondition.invalid("name", "'%s' is none; write e.g. on-issue".formatted(name));
    }
    if (Stream.of(type, poll, schedule).flatMap(Stream::ofNullable).count() != 1) {
      throw EventCondition.invalid(
          "on", "say type with on: event, poll with on: poll, or cron with on: cron");
    }
    check(parts.rules());
    parts.runner().require(scope, workflow);
  }

  /** Refuses what cannot work, whatever it is called and whichever workflow it starts. */
  void check(TriggerRules rules) {
    if (size() > LONGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "a trigger has at most %d bytes".formatted(LONGEST));
    }
    if (schedule != null) {
      EventCondition.ofTimes(when, input);
      schedule.check(rules.time().now());
      return;
    }
    EventCondition.of(type, when, input);
    if (type != null) {
      new DeclaredTypes(rules.types()).require(type);
    }
    if (poll != null) {
      PollPlan.of(poll, rules.catalogue());
    }
  }

  private int size() {
    return JsonWriter.bytes(input).length
        + (poll == null ? 0 : poll.bytes().length)
        + String.valueOf(when).length();
  }

  /**
   * The trigger that it makes for an owner.
   *
   * @param inFile whether it stands in the file of its workflow
   */
  TriggerRow row(
      TenantScope scope,
      UUID id,
      Principal owner,
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
        when,
        input,
        owner,
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
    Json.Obj whole =
        Json.EMPTY
            .with("name", Json.of(row.name()))
            .with("workflow", Json.of(row.workflow()))
            .with("type", Json.of(row.type()))
            .with("poll", poll == null ? Json.of((String) null) : poll.json())
            .with("when", Json.of(row.when()))
            .with("input", row.input())
            .with("schedule", Json.of(Objects.toString(row.schedule(), null)))
            .with("owner", Json.of(row.principal().id().toString()));
    return AuditedChange.digest(whole.toString());
  }
}
