package io.auterity.server.triggers;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.expression.DurationText;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.Poll;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trigger.
 *
 * @param inFile whether it stands in the file of its workflow, where alone it is changed
 * @param on {@code event}, {@code poll}, {@code cron}, {@code webhook} or {@code form}
 * @param type of the events that it waits for; absent where it waits for none
 * @param poll what it asks; absent where it does not poll
 * @param cron its times; absent where it has none, as are {@code zone} and {@code missed}
 * @param missed what becomes of times at which no server was there: {@code skip}, {@code last} or
 *     {@code all}
 * @param webhook how calls from outside are verified and answered; absent where none start its runs
 * @param warning what may come of how these are verified, or why no event of the type can happen as
 *     things stand; absent where nothing is to be said
 * @param path of the address to which these are sent, which is to be kept from others; absent where
 *     none start its runs
 * @param next when it fires next; absent where it has no times, or does not fire now
 * @param by name of whose its runs are: who wrote it last, or the key that it was given in {@code
 *     as}
 * @param changedBy name of who wrote it last, and counts as having started its runs
 * @param state {@code active}, {@code paused}, or {@code stopped} after ten failures in a row
 * @param failures how often in a row it could not start what it should have
 * @param problem why it could not the last time
 * @param polled when it last asked
 * @param slowedUntil until when its runs begin later, as it started too many; absent when it has
 *     not of late
 */
public record TriggerView(
    String id,
    String name,
    String workflow,
    boolean inFile,
    String on,
    @Nullable String type,
    @Nullable PollView poll,
    @Nullable String cron,
    @Nullable String zone,
    @Nullable String missed,
    @Nullable TriggerWebhook webhook,
    @Nullable String warning,
    @Nullable String path,
    @Nullable Instant next,
    @Nullable String when,
    Json.Obj input,
    String by,
    String changedBy,
    Instant created,
    Instant updated,
    String state,
    int failures,
    @Nullable String problem,
    @Nullable Instant problemAt,
    @Nullable Instant polled,
    @Nullable Instant slowedUntil) {

  static final String EVENT = "event";
  static final String POLL = "poll";
  static final String CRON = "cron";
  static final String WEBHOOK = "webhook";
  static final String FORM = "form";

  /**
   * How calls from outside that start runs are verified and answered.
   *
   * @param verify {@code none}, {@code {"bearer": {"secret": NAME}}}, {@code {"standard":
   *     {"secret": NAME}}} for Standard Webhooks, or {@code {"hmac": {"header": NAME, "secret":
   *     NAME}}}, in which {@code prefix} and {@code encoding}, {@code hex} or {@code base64}, may
   *     stand too, and {@code timestamp}, {@code part}, {@code id}, {@code over} and {@code
   *     tolerance} of a signed time
   * @param reply {@code accepted}, which it is when absent, or {@code output}, with which the call
   *     waits up to 30 seconds for the run's output
   */
  public record TriggerWebhook(Json verify, @Nullable String reply) {

    IncomingWebhook wanted() {
      Json.Obj written = Json.EMPTY.with("verify", verify);
      return IncomingWebhook.of(reply == null ? written : written.with("reply", Json.of(reply)));
    }

    private static TriggerWebhook of(IncomingWebhook webhook) {
      return new TriggerWebhook(webhook.verify().json(), webhook.reply().wire());
    }
  }

  /**
   * An operation that is asked every so often for a list.
   *
   * @param call capability that only reads, e.g. {@code tracker.issue.list}
   * @param with its input, in whose texts {@code ${position}} may stand
   * @param every how long from one to the next, 10s to 7d
   * @param items expression over {@code result}; {@code ${result.items}} when absent
   * @param id expression over one of them, named item, by which it is known again; its reference
   *     when absent
   * @param position expression over {@code result} and {@code position}: what is kept from one to
   *     the next
   * @param all whether what is there at first starts runs too
   * @param route sets the label route, which the condition of a route tests
   * @param provider that is asked; without it routes decide, and else the default of the kind
   */
  public record PollView(
      String call,
      Json.@Nullable Obj with,
      String every,
      @Nullable String items,
      @Nullable String id,
      @Nullable String position,
      @Nullable Boolean all,
      @Nullable String route,
      @Nullable String provider) {}

  /**
   * A run that a trigger started, or could not.
   *
   * @param cause the event's id
   * @param subject what that is about
   * @param state {@code started}, {@code waiting} or {@code failed}
   * @param run absent unless it is started
   */
  public record StartView(
      String id,
      String cause,
      String subject,
      Instant noted,
      String state,
      @Nullable String run,
      @Nullable String problem) {

    static StartView of(StartRow row) {
      boolean started = row.settled() != null && row.problem() == null;
      return new StartView(
          StartRow.ID.write(row.id()),
          row.cause(),
          row.subject(),
          row.noted(),
          started ? "started" : row.settled() == null ? "waiting" : "failed",
          started ? Invocation.RUN_ID.write(row.run()) : null,
          row.problem());
    }
  }

  /**
   * A run that a trigger started because of a delivery, or could not.
   *
   * @param trigger its id
   * @param name of the trigger
   */
  public record DeliveryStart(String trigger, String name, String workflow, StartView start) {

    static DeliveryStart of(StartRow.OfDelivery started) {
      return new DeliveryStart(
          TriggerAncestry.TRIGGER_ID.write(started.trigger()),
          started.name(),
          started.workflow(),
          StartView.of(started.start()));
    }
  }

  static TriggerView of(TriggerRow row, WebhookTokens tokens, @Nullable String warning) {
    Poll poll = row.poll();
    Schedule schedule = row.schedule();
    return new TriggerView(
        TriggerAncestry.TRIGGER_ID.write(row.id()),
        row.name(),
        row.workflow(),
        row.inFile(),
        on(row),
        row.type(),
        poll == null
            ? null
            : new PollView(
                poll.call(),
                poll.with(),
                DurationText.write(poll.every()),
                poll.items(),
                poll.id(),
                poll.position(),
                poll.all(),
                poll.route(),
                poll.provider()),
        schedule == null ? null : schedule.cron(),
        schedule == null ? null : schedule.zone(),
        schedule == null ? null : schedule.missed().wire(),
        row.webhook() == null ? null : TriggerWebhook.of(row.webhook()),
        warning,
        path(row, tokens),
        next(row),
        row.when(),
        row.input(),
        row.principal().name(),
        row.changedBy().name(),
        row.created(),
        row.updated(),
        row.state().wire(),
        row.failures(),
        row.problem(),
        row.problemAt(),
        row.polled(),
        row.slowedUntil());
  }

  private static String on(TriggerRow row) {
    if (row.webhook() != null) {
      return WEBHOOK;
    }
    if (row.form()) {
      return FORM;
    }
    return row.schedule() != null ? CRON : row.poll() == null ? EVENT : POLL;
  }

  private static @Nullable String path(TriggerRow row, WebhookTokens tokens) {
    return row.token() == null ? null : tokens.path(row.scope(), row.id(), row.token());
  }

  // Where the zone is unknown here, its problem says so.
  private static @Nullable Instant next(TriggerRow row) {
    try {
      return row.next().orElse(null);
    } catch (CallFailedException e) {
      return null;
    }
  }
}
