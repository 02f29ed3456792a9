package io.auterity.server.triggers;

import static io.auterity.server.triggers.TriggerView.CRON;
import static io.auterity.server.triggers.TriggerView.EVENT;
import static io.auterity.server.triggers.TriggerView.FORM;
import static io.auterity.server.triggers.TriggerView.POLL;
import static io.auterity.server.triggers.TriggerView.WEBHOOK;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.resource.SecretUse;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.triggers.TriggerView.DeliveryStart;
import io.auterity.server.triggers.TriggerView.PollView;
import io.auterity.server.triggers.TriggerView.StartView;
import io.auterity.server.triggers.TriggerView.TriggerWebhook;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.webhook.WebhookDeliveries;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.Poll;
import io.auterity.workflow.trigger.TriggerRehearsal;
import io.auterity.workflow.trigger.TriggerSpec;
import io.auterity.workflow.trigger.Triggers;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Triggers, which start runs by themselves: creates, changes, pauses, tries and lists them. */
@RestController
@RequestMapping("/api/v1/triggers")
public record TriggerController(
    Triggers triggers,
    TriggerRehearsal rehearsal,
    WebhookDeliveries deliveries,
    WebhookTokens tokens,
    TriggerWarnings warnings,
    SecretUse secrets,
    ServiceKeys keys,
    AccessAudit audit) {

  public static final Act READ = new Act("trigger.read", Trace.NONE, false);
  public static final Act WRITE = new Act("trigger.write", Trace.WITH_CHANGE, false);

  /**
   * The specification of a trigger; its runs are those of the caller who wrote it, by the grants at
   * the time of the run.
   *
   * @param name one of its tenant, e.g. {@code on-issue}
   * @param on {@code event}, {@code poll}, {@code cron}, {@code webhook} or {@code form}, which
   *     people fill in: it has no {@code when} and no {@code input}
   * @param type of the events, e.g. {@code io.auterity.tracker.issue.created.v1}; {@code .*} at the
   *     end stands for whatever follows; with {@code on: event}
   * @param poll with {@code on: poll}
   * @param cron five fields, e.g. {@code 30 2 * * *}, or a name such as {@code @daily}; with {@code
   *     on: cron}
   * @param zone of the times of {@code cron}, e.g. {@code Europe/Berlin}; UTC when absent
   * @param missed what becomes of times of {@code cron} at which no server was there: {@code skip},
   *     {@code last}, which starts one run, or {@code all}, up to 1,000; {@code last} when absent
   * @param webhook of calls from outside; with {@code on: webhook}
   * @param when expression over {@code event} that must hold, e.g. {@code ${event.data.provider ==
   *     'forge'}}; absent takes each; an item of a poll is {@code event.data}, a call is {@code
   *     event} with {@code body}, {@code headers} and {@code query}, and a time is {@code schedule}
   * @param input of the run, in whose texts expressions over {@code event} or {@code schedule} may
   *     stand
   * @param as name of the key whose its runs are, which can do no more than the caller; absent for
   *     the caller's
   * @param follows {@code updated} of the one that it takes the place of: refused when that was
   *     written since
   */
  public record NewTrigger(
      String name,
      String workflow,
      String on,
      @Nullable String type,
      @Nullable PollView poll,
      @Nullable String cron,
      @Nullable String zone,
      @Nullable String missed,
      @Nullable TriggerWebhook webhook,
      @Nullable String when,
      Json.@Nullable Obj input,
      @Nullable String as,
      @Nullable Instant follows) {

    private TriggerSpec wanted() {
      if (!List.of(EVENT, POLL, CRON, WEBHOOK, FORM).contains(on)) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "on: '%s' is neither event, poll, cron, webhook nor form".formatted(on));
      }
      boolean form = on.equals(FORM);
      if (given(type, poll, cron, webhook) != (form ? 0 : 1) || !(form || on.equals(given()))) {
        throw new CallFailedException(
            FailureCode.INVALID,
            "on: say type with event, poll with poll, cron with cron, webhook with webhook, and"
                + " none of them with form");
      }
      if (cron == null && (zone != null || missed != null)) {
        throw new CallFailedException(
            FailureCode.INVALID, "on: say zone and missed with cron alone");
      }
      return new TriggerSpec(
          name,
          workflow,
          type,
          poll == null ? null : poll(poll),
          cron == null ? null : Schedule.of(cron, zone, missed),
          webhook == null ? null : webhook.wanted(),
          form,
          when,
          Objects.requireNonNullElse(input, Json.EMPTY));
    }

    private String given() {
      if (webhook != null) {
        return WEBHOOK;
      }
      return type != null ? EVENT : poll != null ? POLL : CRON;
    }

    private static long given(@Nullable Object... some) {
      return Stream.of(some).filter(Objects::nonNull).count();
    }

    private static Poll poll(PollView told) {
      Duration every =
          DurationText.read(told.every())
              .orElseThrow(
                  () ->
                      new CallFailedException(
                          FailureCode.INVALID,
                          "poll.every: '%s' is no duration; write e.g. 5m"
                              .formatted(told.every())));
      Poll poll =
          Poll.of(
              told.call(),
              told.with(),
              every,
              told.items(),
              told.id(),
              told.position(),
              Boolean.TRUE.equals(told.all()));
      return poll.to(told.route(), told.provider());
    }
  }

  /**
   * What a trigger is tried with: one of both.
   *
   * @param delivery that a vendor sent to a webhook; of a trigger that takes events
   * @param call that could come from outside; of a trigger with a webhook
   */
  public record TriggerTry(@Nullable String delivery, @Nullable TriedCall call) {}

  /**
   * A call of a trigger's webhook, as expressions read it.
   *
   * @param headers by lower-case name
   */
  public record TriedCall(
      @Nullable Json body,
      @Nullable Map<String, String> headers,
      @Nullable Map<String, String> query) {

    private IncomingCall made() {
      return new IncomingCall(
          null,
          Objects.requireNonNullElse(body, Json.NULL),
          texts("headers", headers),
          texts("query", query));
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, String> given) {
      Map<String, String> texts = Objects.requireNonNullElse(given, Map.of());
      if (texts.values().stream().anyMatch(Objects::isNull)) {
        throw new CallFailedException(
            FailureCode.INVALID, "call.%s: has a name without a text".formatted(field));
      }
      return texts;
    }
  }

  /**
   * What a trigger would do with a call, or one event of a delivery; nothing is begun.
   *
   * @param taken whether it would start a run
   * @param reason why not
   * @param input what the run would be given; absent where it cannot be made
   */
  public record TriggerTrial(
      String type,
      String subject,
      boolean taken,
      @Nullable String reason,
      Json.@Nullable Obj input) {}

  /**
   * A time of a schedule.
   *
   * @param local as the clock of its zone shows it, with offset and zone
   */
  public record ScheduledTime(Instant at, String local) {}

  /** The next times of a schedule; fewer than five where it has no more. */
  public record ScheduledTimes(List<ScheduledTime> items) {}

  /** Triggers of a tenant, the oldest first. */
  public record TriggerViews(List<TriggerView> items) {}

  /** What a trigger would do with a call, or each event of a delivery. */
  public record TriggerTrials(List<TriggerTrial> items) {}

  @Needs("trigger.read")
  @GetMapping
  TriggerViews list(Caller caller) {
    Function<TriggerRow, Optional<String>> warning = warnings.now(caller.scope());
    return new TriggerViews(
        triggers.list(caller.scope()).stream()
            .map(row -> TriggerView.of(row, tokens, warning.apply(row).orElse(null)))
            .toList());
  }

  /**
   * The next five times of a schedule, as they would start runs from now on.
   *
   * @param cron five fields, or a name such as {@code @daily}
   * @param zone UTC when absent
   */
  @Needs("trigger.read")
  @GetMapping("/preview")
  ScheduledTimes preview(
      Caller caller,
      @RequestParam String cron,
      @RequestParam(required = false) @Nullable String zone) {
    return new ScheduledTimes(
        triggers.preview(Schedule.of(cron, zone, null)).stream()
            .map(at -> new ScheduledTime(at.toInstant(), at.toString()))
            .toList());
  }

  @Needs("trigger.read")
  @GetMapping("/{id}")
  TriggerView get(Caller caller, @PathVariable String id) {
    return view(triggers.get(caller.scope(), TriggerAncestry.TRIGGER_ID.read(id)));
  }

  /** What it has started, or could not, in the last thirty days, the newest first. */
  @Needs("trigger.read")
  @GetMapping("/{id}/starts")
  PageOf<StartView> starts(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    UUID before = Paging.cursor(StartRow.ID, cursor);
    List<StartView> found =
        triggers
            .starts(caller.scope(), TriggerAncestry.TRIGGER_ID.read(id), before, size + 1)
            .stream()
            .map(StartView::of)
            .toList();
    return Paging.page(found, size, StartView::id);
  }

  /**
   * What the events of a delivery have started, or could not, in the last thirty days, replays
   * included, the newest first.
   */
  @Needs("trigger.read")
  @GetMapping("/starts")
  PageOf<DeliveryStart> startsOf(
      Caller caller,
      @RequestParam String delivery,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    UUID before = Paging.cursor(StartRow.ID, cursor);
    List<DeliveryStart> found =
        triggers
            .startsOf(caller.scope(), CloudEvent.DELIVERY_ID.read(delivery), before, size + 1)
            .stream()
            .map(DeliveryStart::of)
            .toList();
    return Paging.page(found, size, started -> started.start().id());
  }

  @Needs("trigger.write")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TriggerView create(Caller caller, @RequestBody NewTrigger body) {
    return view(
        triggers.create(caller.scope(), act(caller), owner(caller, body), wanted(caller, body)));
  }

  /** Another one in its place; one that has stopped goes on. */
  @Needs("trigger.write")
  @PutMapping("/{id}")
  TriggerView update(Caller caller, @PathVariable String id, @RequestBody NewTrigger body) {
    UUID trigger = TriggerAncestry.TRIGGER_ID.read(id);
    return view(
        triggers.update(
            caller.scope(),
            act(caller),
            owner(caller, body),
            trigger,
            wanted(caller, body),
            body.follows()));
  }

  private Principal owner(Caller caller, NewTrigger body) {
    String key = body.as();
    return key == null ? caller.principal() : keys.of(caller.scope(), caller.principal(), key);
  }

  /** It takes nothing any more, and what it has noted waits. */
  @Needs("trigger.write")
  @PostMapping("/{id}/pause")
  TriggerView pause(Caller caller, @PathVariable String id) {
    UUID trigger = TriggerAncestry.TRIGGER_ID.read(id);
    return view(triggers.pause(caller.scope(), act(caller), trigger, true));
  }

  /** It goes on, also when it has stopped. */
  @Needs("trigger.write")
  @PostMapping("/{id}/resume")
  TriggerView resume(Caller caller, @PathVariable String id) {
    UUID trigger = TriggerAncestry.TRIGGER_ID.read(id);
    return view(triggers.pause(caller.scope(), act(caller), trigger, false));
  }

  /** Runs that it has started go on. */
  @Needs("trigger.write")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String id) {
    triggers.delete(caller.scope(), act(caller), TriggerAncestry.TRIGGER_ID.read(id));
  }

  /** Has a run begin that could not. */
  @Needs("trigger.write")
  @PostMapping("/{id}/starts/{start}/retry")
  StartView retry(Caller caller, @PathVariable String id, @PathVariable String start) {
    return StartView.of(
        triggers.retry(
            caller.scope(),
            act(caller),
            TriggerAncestry.TRIGGER_ID.read(id),
            StartRow.ID.read(start)));
  }

  /** What a trigger would do with a kept delivery or a call; nothing is begun, each is audited. */
  @Needs("content.read")
  @PostMapping("/{id}/try")
  TriggerTrials attempt(Caller caller, @PathVariable String id, @RequestBody TriggerTry body) {
    TriggerRow trigger = triggers.get(caller.scope(), TriggerAncestry.TRIGGER_ID.read(id));
    if ((body.delivery() == null) == (body.call() == null)) {
      throw new CallFailedException(FailureCode.INVALID, "say either delivery or call");
    }
    List<CloudEvent> events =
        body.delivery() == null
            ? List.of()
            : deliveries.told(caller.scope(), CloudEvent.DELIVERY_ID.read(body.delivery()));
    audit.first(caller.scope(), caller.act(DecisionController.CONTENT_READ), "done");
    List<TriggerRehearsal.Trial> trials =
        body.call() == null
            ? rehearsal.of(trigger, events)
            : List.of(rehearsal.ofCall(trigger, body.call().made()));
    return new TriggerTrials(trials.stream().map(TriggerController::trial).toList());
  }

  private TriggerView view(TriggerRow row) {
    return TriggerView.of(row, tokens, warnings.now(row.scope()).apply(row).orElse(null));
  }

  /** What is wanted, of a caller who may have its secrets used. */
  private TriggerSpec wanted(Caller caller, NewTrigger body) {
    TriggerSpec wanted = body.wanted();
    for (String secret : wanted.secrets()) {
      Verdict verdict = secrets.of(caller.scope(), caller.principal(), secret);
      if (!verdict.permits()) {
        throw new CallFailedException(
            FailureCode.FORBIDDEN,
            "webhook names the secret '%s': %s".formatted(secret, verdict.reason()));
      }
    }
    return wanted;
  }

  private static TriggerTrial trial(TriggerRehearsal.Trial trial) {
    return new TriggerTrial(
        trial.event().type(),
        trial.event().subject(),
        trial.taken(),
        trial.reason(),
        trial.input());
  }

  private static AuditedAct act(Caller caller) {
    return caller.act(WRITE);
  }
}
