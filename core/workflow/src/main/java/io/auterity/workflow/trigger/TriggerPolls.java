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
import io.auterity.workflow.trigger.store.TriggerRow.Walk;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls that are due. Each is claimed for a while by one process. What a page had, what that starts
 * and how far the list is read are noted in one transaction, unless another process has taken it
 * over by then; so a list of any length is read, by as many polls as it takes.
 */
final class TriggerPolls {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerPolls.class);
  private static final int ITEMS_AT_ONCE = 1_000;

  /** So many pages are read by one poll. */
  static final int MOST_PAGES = 100;

  /** A list that is read in parts is gone on with after so long: a vendor's cursor dies soon. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration WHOLE = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final String TYPE = "io.auterity.trigger.item.v1";

  private final TriggerParts parts;
  private final TriggerStartLog starts;
  private final TriggerStore store = new TriggerStore();
  private volatile boolean closing;

  TriggerPolls(TriggerParts parts) {
    this.parts = parts;
    this.starts = new TriggerStartLog(parts);
  }

  /** What a page has: items by the digest of their id, as events, and what comes behind it. */
  private record Found(
      Map<String, CloudEvent> items, @Nullable Walk next, @Nullable String position) {}

  /** Claims a trigger whose poll is due; no other claim gets it for a while. */
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

  /** Has one that was given up polled again, by this server or another. */
  void giveBack(TriggerRow claimed) {
    inTenant(claimed, tx -> store.giveBack(tx, claimed, parts.time().now()));
  }

  /** Polls one that is claimed. */
  void poll(TriggerRow trigger) {
    Reached reached = new Reached(trigger.walk());
    try {
      read(trigger, reached);
    } catch (CallFailedException e) {
      failed(trigger, reached, e.failure().message(), !e.failure().retryable());
    } catch (EvaluationException e) {
      failed(trigger, reached, String.valueOf(e.getMessage()), true);
    } catch (RuntimeException e) {
      LOG.error("Trigger {} could not poll", trigger.name(), e);
      failed(trigger, reached, "it could not poll for a fault of the server's", true);
    }
  }

  private void read(TriggerRow trigger, Reached reached) {
    PollPlan plan = PollPlan.of(Objects.requireNonNull(trigger.poll()), parts.catalogue());
    EventCondition condition = EventCondition.of(trigger);
    long end = parts.time().nanos() + WHOLE.toNanos();
    for (int i = 0; i < MOST_PAGES && left(end).isPositive(); i++) {
      Found found = found(trigger, plan, reached.walk, left(end));
      if (!noted(trigger, condition, reached.walk, found) || found.next() == null) {
        return;
      }
      reached.go(found.next());
    }
    inTenant(trigger, tx -> rests(tx, trigger, reached.last(), PAUSE));
  }

  private boolean rests(Transaction tx, TriggerRow trigger, @Nullable Walk walk, Duration pause) {
    Instant now = parts.time().now();
    return store.rests(tx, trigger, walk, now, now.plus(pause));
  }

  private static Duration every(TriggerRow trigger) {
    return Objects.requireNonNull(trigger.poll()).every();
  }

  // As it was to come, but while there is still something to go on with.
  private static Duration soon(TriggerRow trigger) {
    Duration every = every(trigger);
    return every.compareTo(MINUTE) < 0 ? every : MINUTE;
  }

  private Found found(TriggerRow trigger, PollPlan plan, @Nullable Walk walk, Duration left) {
    String page = walk == null ? null : walk.page();
    Json.Obj result = asked(trigger, plan, plan.input(trigger.position(), page), left);
    Map<String, CloudEvent> items = new LinkedHashMap<>();
    for (Json item : plan.items(result)) {
      String id = plan.id(item);
      items.put(HexFormat.of().formatHex(Sha256.of(id)), event(trigger, id, item));
    }
    String position = walk == null ? plan.position(trigger.position(), result) : walk.position();
    String next = plan.next(result);
    if (next != null && next.equals(page)) {
      throw new CallFailedException(
          Failure.of(FailureCode.INVALID, "a page of the list names itself as the next one")
              .withRetryable(false));
    }
    return new Found(items, next == null ? null : new Walk(next, position), position);
  }

  private Duration left(long end) {
    Duration left = Duration.ofNanos(end - parts.time().nanos());
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
            .labels(labels(trigger))
            .provider(Objects.requireNonNull(trigger.poll()).provider())
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

  private static Map<String, String> labels(TriggerRow trigger) {
    String route = Objects.requireNonNull(trigger.poll()).route();
    return route == null
        ? Map.of("trigger", trigger.name())
        : Map.of("trigger", trigger.name(), "route", route);
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

  /** Notes a page, some items at once; false when that is no more this process's to do. */
  private boolean noted(
      TriggerRow trigger, EventCondition condition, @Nullable Walk before, Found found) {
    List<String> all = List.copyOf(found.items().keySet());
    for (int from = 0; ; from += ITEMS_AT_ONCE) {
      boolean last = from + ITEMS_AT_ONCE >= all.size();
      List<String> some = all.subList(from, last ? all.size() : from + ITEMS_AT_ONCE);
      if (!parts.inTenant(
          trigger.scope(),
          tx -> {
            boolean ours = last ? went(tx, trigger, found) : store.walked(tx, trigger, before);
            if (ours) {
              start(tx, trigger, condition, found, some);
            }
            return ours;
          })) {
        return false;
      }
      if (last) {
        return true;
      }
    }
  }

  private boolean went(Transaction tx, TriggerRow trigger, Found found) {
    if (found.next() != null) {
      return store.walked(tx, trigger, found.next());
    }
    boolean ours = store.polled(tx, trigger, found.position(), parts.time().now());
    if (ours) {
      store.well(tx, trigger.id());
    }
    return ours;
  }

  private void start(
      Transaction tx,
      TriggerRow trigger,
      EventCondition condition,
      Found found,
      List<String> items) {
    boolean starting = trigger.primed() || Objects.requireNonNull(trigger.poll()).all();
    Set<String> unseen = new HashSet<>(store.unseen(tx, trigger.id(), items, parts.time().now()));
    for (String item : items) {
      CloudEvent event = Objects.requireNonNull(found.items().get(item));
      if (starting && unseen.contains(item) && condition.against(trigger.id(), event) == null) {
        starts.note(tx, trigger, condition, event);
      }
    }
  }

  // What passes by itself is asked again where it failed, as soon as the vendor may like it, for a
  // cursor does not live for ever; all else from the beginning of the list. That counts until a
  // list is read to its end.
  private void failed(TriggerRow trigger, Reached reached, String problem, boolean counts) {
    if (closing) {
      return;
    }
    inTenant(
        trigger,
        tx -> {
          boolean again = counts && reached.walk != null;
          Duration pause = !counts && reached.walk != null ? soon(trigger) : every(trigger);
          if (rests(tx, trigger, counts ? null : reached.walk, pause)) {
            String more = again ? "; the list is read from its beginning again" : "";
            starts.failed(tx, trigger.id(), "poll: " + problem + more, counts);
          }
        });
  }

  private void inTenant(TriggerRow trigger, Consumer<Transaction> work) {
    parts.inTenant(
        trigger.scope(),
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** How far a poll has come. */
  private static final class Reached {
    private final Set<String> pages = new HashSet<>();
    private @Nullable Walk walk;
    private @Nullable Walk before;
    private int read;

    private Reached(@Nullable Walk walk) {
      this.walk = walk;
      if (walk != null) {
        pages.add(walk.page());
      }
    }

    private void go(Walk next) {
      if (!pages.add(next.page())) {
        throw new CallFailedException(
            Failure.of(FailureCode.INVALID, "the pages of the list lead in a circle")
                .withRetryable(false));
      }
      before = walk;
      walk = next;
      read++;
    }

    /** The page that was read last: what left the list meanwhile moves others over its end. */
    private @Nullable Walk last() {
      return read < 2 ? walk : before;
    }
  }
}
