package io.auterity.workflow.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls that are due. Each is claimed for a while by one process; what it found, what it starts and
 * its position are noted in one transaction, unless another process has taken it over by then.
 */
final class TriggerPolls {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerPolls.class);
  private static final int MOST_ITEMS = 1_000;
  private static final int MOST_PAGES = 20;
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration WHOLE = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final String TYPE = "io.auterity.trigger.item.v1";

  private final TriggerParts parts;
  private final NotedStarts starts;
  private final TriggerStore store = new TriggerStore();
  private volatile boolean closing;

  TriggerPolls(TriggerParts parts) {
    this.parts = parts;
    this.starts = new NotedStarts(parts);
  }

  /** What a poll has found: items by the digest of their id, as events. */
  private record Found(Map<String, CloudEvent> items, @Nullable String position) {}

  /** One that is due, which nobody else gets for a while. */
  Optional<TriggerRow> claim(Set<UUID> butOf) {
    Instant now = parts.time().now();
    return parts
        .database()
        .asEngine(EngineJob.TRIGGERS, tx -> store.claimPoll(tx, butOf, now, now.plus(LEASE)));
  }

  /** Notes no failure any more: what fails now was given up. */
  void close() {
    closing = true;
  }

  /** Has one that was given up polled again, by whomever. */
  void giveBack(TriggerRow claimed) {
    inTenant(claimed, tx -> store.giveBack(tx, claimed, parts.time().now()));
  }

  /** Polls one that is claimed. */
  void poll(TriggerRow trigger) {
    try {
      Poll poll = Objects.requireNonNull(trigger.poll());
      EventCondition condition = EventCondition.of(null, trigger.when(), trigger.input());
      Found found = found(trigger, PollPlan.of(poll, parts.catalogue()));
      boolean starting = trigger.primed() || poll.all();
      inTenant(trigger, tx -> noted(tx, trigger, condition, found, starting));
    } catch (CallFailedException e) {
      failed(trigger, e.failure().message(), !e.failure().retryable());
    } catch (EvaluationException e) {
      failed(trigger, String.valueOf(e.getMessage()), true);
    } catch (RuntimeException e) {
      LOG.error("Trigger {} could not poll", trigger.name(), e);
      failed(trigger, "it could not poll for a fault of the server's", true);
    }
  }

  private Found found(TriggerRow trigger, PollPlan plan) {
    Map<String, CloudEvent> items = new LinkedHashMap<>();
    String position = trigger.position();
    String page = null;
    long end = parts.time().nanos() + WHOLE.toNanos();
    for (int i = 0; i < MOST_PAGES; i++) {
      Json.Obj result = asked(trigger, plan, plan.input(trigger.position(), page), left(end));
      for (Json item : plan.items(result)) {
        String id = plan.id(item);
        items.put(HexFormat.of().formatHex(Sha256.of(id)), event(trigger, id, item));
      }
      if (items.size() > MOST_ITEMS) {
        break;
      }
      position = i == 0 ? plan.position(position, result) : position;
      page = plan.next(result);
      if (page == null) {
        return new Found(items, position);
      }
    }
    throw new CallFailedException(
        FailureCode.TOO_LARGE,
        "the list has more than %d items or %d pages: narrow poll.with"
            .formatted(MOST_ITEMS, MOST_PAGES));
  }

  private Duration left(long end) {
    Duration left = Duration.ofNanos(end - parts.time().nanos());
    if (left.isNegative() || left.isZero()) {
      throw new CallFailedException(
          FailureCode.TIMEOUT, "the list took longer than %d minutes".formatted(WHOLE.toMinutes()));
    }
    return left.compareTo(CALL) < 0 ? left : CALL;
  }

  private Json.Obj asked(TriggerRow trigger, PollPlan plan, Json.Obj input, Duration most) {
    Invocation call =
        Invocation.of(
                parts.ids().next(),
                trigger.scope(),
                trigger.principal(),
                plan.capability.id(),
                Payload.of(input))
            .labels(Map.of("trigger", trigger.name()))
            .timeout(most)
            .door(Invocation.Door.WORKFLOW)
            .build();
    return switch (parts.invoker().invoke(call)) {
      case Outcome.Succeeded(UUID d, Record value, var usage, String p) when value != null ->
          parts.binder().render(plan.capability, value);
      case Outcome.Succeeded other -> Json.EMPTY;
      case Outcome.Refused(UUID d, Failure failure) -> throw new CallFailedException(failure);
      case Outcome.Failed(UUID d, Failure failure) -> throw new CallFailedException(failure);
    };
  }

  private CloudEvent event(TriggerRow trigger, String id, Json item) {
    Json.Obj data = item instanceof Json.Obj object ? object : Json.EMPTY.with("item", item);
    return new CloudEvent(
        UUID.nameUUIDFromBytes((trigger.id() + "/" + id).getBytes(UTF_8)),
        TYPE,
        "/triggers/" + trigger.name(),
        id,
        trigger.scope().tenant(),
        parts.time().now(),
        data);
  }

  private boolean noted(
      Transaction tx, TriggerRow trigger, EventCondition condition, Found found, boolean starting) {
    if (!store.polled(tx, trigger, found.position(), true, parts.time().now())) {
      return false;
    }
    store.well(tx, trigger.id());
    Set<String> unseen =
        new HashSet<>(
            store.unseen(
                tx, trigger.id(), List.copyOf(found.items().keySet()), parts.time().now()));
    found
        .items()
        .forEach(
            (item, event) -> {
              if (starting
                  && unseen.contains(item)
                  && condition.against(trigger.id(), event) == null) {
                starts.note(tx, trigger, condition, event);
              }
            });
    return true;
  }

  private void failed(TriggerRow trigger, String problem, boolean counts) {
    if (closing) {
      return;
    }
    inTenant(
        trigger,
        tx -> {
          if (store.polled(tx, trigger, trigger.position(), false, parts.time().now())) {
            starts.failed(tx, trigger.id(), "poll: " + problem, counts);
          }
          return true;
        });
  }

  private void inTenant(TriggerRow trigger, Predicate<Transaction> work) {
    parts.database().inTenant(trigger.scope(), work::test);
  }
}
