package io.auterity.workflow.trigger;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.event.CustomEvents;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunCompleted;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Triggers of one tenant with a clock of their own, a tracker and an engine that only counts. */
final class TriggerHouse implements TriggerParts.Runner, Invoker {

  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");
  static final AuditedAct ACT =
      new AuditedAct(
          new Principal(new UUID(0, 9), "maker", Principal.Type.SERVICE), "", "test", "test");

  final ManualTime time = new ManualTime(NOW);
  final TenantScope tenant;
  final TriggerParts parts;
  final Triggers triggers;
  final TriggerRehearsal rehearsal;
  final CustomEvents events = new CustomEvents();
  final Map<UUID, RunRequest> begun = new LinkedHashMap<>();

  /** Runs that are there with their start, and when that was. */
  final Map<UUID, Instant> there = new ConcurrentHashMap<>();

  /** Runs that could not begin. */
  final Map<UUID, RunPhase> givenUp = new ConcurrentHashMap<>();

  final List<Invocation> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger looks = new AtomicInteger();
  volatile boolean open = true;
  boolean allowed = true;
  boolean circling;

  /** The page after that of this number is the second one again. */
  int circle = Integer.MAX_VALUE;

  @Nullable Failure refusal;
  Runnable afterSubmit = () -> {};
  Runnable ofOthers = () -> {};
  Runnable beforeAnswer = () -> {};

  /** What the tracker has, in pages. */
  List<List<String>> pages = List.of(List.of());

  private final TestDatabase db;

  TriggerHouse(TestDatabase db) {
    this.db = db;
    tenant = db.newTenant();
    Ids ids = new Ids(time, new Random());
    Binder binder = new Binder();
    parts =
        new TriggerParts(
            db.database(),
            new Outbox(db.database(), time),
            new ChangeAudit(ids, time),
            ids,
            time,
            Catalogue.standard(),
            binder,
            this,
            this,
            new TriggerCounts(),
            () -> List.of("io.auterity.tracker.issue.*", RunCompleted.TYPE, Triggers.STOPPED),
            events,
            new WebhookTokens(seal(), new Random()),
            100_000);
    triggers = new Triggers(parts);
    rehearsal = new TriggerRehearsal(parts);
  }

  private static ContentSeal seal() {
    try {
      Path keys = Files.createTempDirectory("triggers");
      return new ContentSeal(MasterKey.open(keys.resolve("master.key")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TriggerSpec calls(String name, Json verify, @Nullable String when) {
    return new TriggerSpec(
        name,
        "triage",
        null,
        null,
        null,
        IncomingWebhook.of(Json.EMPTY.with("verify", verify)),
        false,
        when,
        Json.EMPTY.with("title", Json.of("${event.body.title}")));
  }

  /** One that verifies nothing. */
  TriggerRow onCall(@Nullable String when) {
    return triggers.create(tenant, ACT, calls("hook", Json.of("none"), when));
  }

  WebhookStarts calls() {
    return new WebhookStarts(parts, () -> {});
  }

  String path(TriggerRow row) {
    return parts.tokens().path(tenant, row.id(), Objects.requireNonNull(row.token()));
  }

  static TriggerSpec events(String name, String type, @Nullable String when) {
    return new TriggerSpec(
        name,
        "triage",
        type,
        null,
        null,
        when,
        Json.EMPTY.with("title", Json.of("${event.data.title}")));
  }

  TriggerRow onEvent(@Nullable String when) {
    return onEvent("on-issue", "io.auterity.tracker.*", when);
  }

  TriggerRow onEvent(String name, String type, @Nullable String when) {
    return triggers.create(tenant, ACT, events(name, type, when));
  }

  TriggerRow onPoll(boolean all) {
    return onPoll("on-item", polling("1m", null, all));
  }

  TriggerRow onPoll(String name, Poll poll) {
    return triggers.create(tenant, ACT, items(name, poll));
  }

  static Poll polling(String every, @Nullable String position, boolean all) {
    return Poll.of(
        "tracker.issue.list",
        Json.EMPTY.with("project", Json.of("p")),
        DurationText.read(every).orElseThrow(),
        null,
        null,
        position,
        all);
  }

  private static TriggerSpec items(String name, Poll poll) {
    return new TriggerSpec(
        name,
        "triage",
        null,
        poll,
        null,
        null,
        Json.EMPTY.with("title", Json.of("${event.data.title}")));
  }

  /** One whose runs get a title that begins with a word. */
  static TriggerSpec saying(String word, @Nullable Poll poll) {
    return new TriggerSpec(
        poll == null ? "on-issue" : "on-item",
        "triage",
        poll == null ? "io.auterity.tracker.*" : null,
        poll,
        null,
        null,
        Json.EMPTY.with("title", Json.of(word + " ${event.data.title}")));
  }

  TriggerRow changed(TriggerRow row, Poll poll) {
    return changed(row, items(row.name(), poll), null);
  }

  TriggerRow changed(TriggerRow row, TriggerSpec wanted, @Nullable Instant follows) {
    return triggers.update(tenant, ACT, row.id(), wanted, follows);
  }

  StartRow retried(TriggerRow row, StartRow start) {
    return triggers.retry(tenant, ACT, row.id(), start.id());
  }

  void sql(String statement) {
    db.database().inTenant(tenant, tx -> tx.update(statement).execute());
  }

  int number(String query) {
    return db.database().inTenant(tenant, tx -> tx.query(query).mapTo(Integer.class).one());
  }

  /** Has a run of that id be under way. */
  void underWay(UUID run) {
    stored(run, "running", "null");
  }

  /** Has a run of that id be there that has not begun. */
  void noted(UUID run) {
    stored(run, "queued", "'9999-12-31 00:00:00+00'");
  }

  private void stored(UUID run, String state, String due) {
    Tampering.with(
        db.logins().owner(),
        "run",
        """
        insert into run (id, tenant, born, workflow, version, definition_digest, input_digest,
          principal, principal_name, principal_type, door, labels, state, created, due, input, engine)
        values ('%1$s', '%2$s', now(), 'triage', 1, '', '', '%2$s', '', '', 'trigger', '',
          '%3$s', now(), %4$s, '', 3)
        """
            .formatted(run, tenant.tenant(), state, due));
  }

  /** The event of the end of a run that these triggers led to. */
  CloudEvent ended(int number, TriggerRow... led) {
    return ended(number, 0, led);
  }

  /** As {@link #ended(int, TriggerRow...)}, after so many reopenings. */
  CloudEvent ended(int number, int round, TriggerRow... led) {
    TriggerAncestry triggerAncestry = TriggerAncestry.NONE;
    for (TriggerRow row : led) {
      triggerAncestry = triggerAncestry.with(row.id());
    }
    RunBirth birth =
        new RunBirth(
            new UUID(6, number),
            tenant,
            "other",
            1,
            Digest.of(Json.EMPTY),
            Digest.of(Json.EMPTY),
            ACT.who(),
            "behalf/1",
            Map.of(),
            NOW,
            StoredJson.of(Json.EMPTY),
            1,
            triggerAncestry,
            null,
            null);
    RunHead end =
        new RunHead(birth.id(), RunPhase.SUCCEEDED, null, null, round, NOW, NOW, null, null, null);
    return Objects.requireNonNull(JournalEntry.of(birth, List.of(), end).completed());
  }

  TriggerRow paused(TriggerRow row, boolean paused) {
    return triggers.pause(tenant, ACT, row.id(), paused);
  }

  CloudEvent event(int number) {
    return event(number, Json.of("t" + number));
  }

  CloudEvent event(int number, Json title) {
    return new CloudEvent(
        new UUID(7, number),
        "io.auterity.tracker.issue.created.v1",
        "/webhooks/forge",
        "p#" + number,
        tenant.tenant(),
        time.now(),
        Json.EMPTY.with("title", title));
  }

  void delete(TriggerRow row) {
    triggers.delete(tenant, ACT, row.id());
  }

  void receive(CloudEvent event) {
    new TriggerEvents(parts, () -> {}).receive(event);
  }

  void start() {
    TriggerStarts starts = new TriggerStarts(parts);
    while (starts.runOnce()) {
      // Until nothing is due.
    }
  }

  TriggerRow onTime(String cron, String zone, String missed) {
    return triggers.create(tenant, ACT, times("nightly", cron, zone, missed));
  }

  static TriggerSpec times(String name, String cron, String zone, String missed) {
    Json.Obj input =
        Json.EMPTY.with(
            "title", Json.of("${schedule.date} ${schedule.time} after ${schedule.missed}"));
    return new TriggerSpec(
        name, "triage", null, null, Schedule.of(cron, zone, missed), null, input);
  }

  TriggerRow changed(TriggerRow row, TriggerSpec wanted) {
    return changed(row, wanted, null);
  }

  /** Fires what is due at a time, as two servers do at once, and begins its runs. */
  void fireAt(String time) {
    this.time.advance(Duration.between(this.time.now(), Instant.parse(time)));
    Thread other = Thread.ofVirtual().start(this::fire);
    fire();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    start();
  }

  void fire() {
    TriggerSchedules schedules = new TriggerSchedules(parts, () -> {});
    while (schedules.runOnce()) {
      // Until nothing is due.
    }
  }

  /** Until nothing is due. */
  void poll() {
    TriggerPolls polls = new TriggerPolls(parts);
    Optional<TriggerRow> due = polls.claim(Set.of());
    while (due.isPresent()) {
      polls.poll(due.get());
      due = polls.claim(Set.of());
    }
  }

  /** How many items are remembered. */
  long seen() {
    return db.database()
        .inTenant(
            tenant, tx -> tx.query("select count(*) from trigger_seen").mapTo(Long.class).one());
  }

  /** The cursors that were asked for, in their order; empty for the beginning of the list. */
  List<String> cursors() {
    return asked.stream()
        .map(
            call ->
                Objects.requireNonNullElse(
                    parts
                        .binder()
                        .renderInput(parts.catalogue().get(call.capability()), call.input())
                        .text("cursor"),
                    ""))
        .toList();
  }

  /** Titles of the runs that were begun, in their order. */
  List<String> titles() {
    return begun.values().stream().map(run -> String.valueOf(run.input().text("title"))).toList();
  }

  List<StartRow> starts(TriggerRow row) {
    return triggers.starts(tenant, row.id(), null, 100);
  }

  List<StartRow.OfDelivery> startsOf(UUID delivery) {
    return triggers.startsOf(tenant, delivery, null, 100);
  }

  TriggerRow now(TriggerRow row) {
    return triggers.get(tenant, row.id());
  }

  @Override
  public void note(Transaction tx, RunRequest request, UUID id, Instant at) {
    require(request.scope(), request.workflow());
    there.put(id, at);
  }

  @Override
  public void noteAgain(TenantScope scope, UUID run) {
    givenUp.remove(run);
  }

  @Override
  public void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why) {
    givenUp.put(run, end);
  }

  @Override
  public boolean forget(TenantScope scope, UUID run) {
    return there.remove(run) != null;
  }

  @Override
  public UUID begin(RunRequest request, UUID id, Instant at) {
    if (!request.scope().equals(tenant)) {
      ofOthers.run();
      return id;
    }
    if (refusal != null) {
      throw new CallFailedException(refusal);
    }
    requireAllowed(request);
    begun.putIfAbsent(id, request);
    afterSubmit.run();
    return id;
  }

  @Override
  public void require(TenantScope scope, String workflow) {
    if (!workflow.equals("triage")) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no workflow " + workflow);
    }
  }

  @Override
  public void check(RunRequest request) {
    requireAllowed(request);
    require(request.scope(), request.workflow());
  }

  private void requireAllowed(RunRequest request) {
    if (!allowed) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN, request.principal().name() + " may not start runs");
    }
  }

  @Override
  public boolean open() {
    looks.incrementAndGet();
    return open;
  }

  @Override
  public Exchange open(Invocation invocation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Outcome invoke(Invocation invocation) {
    if (!invocation.scope().equals(tenant)) {
      return new Outcome.Failed(
          invocation.id(), Failure.of(FailureCode.UNAVAILABLE, "of another test"));
    }
    asked.add(invocation);
    beforeAnswer.run();
    if (refusal != null) {
      return new Outcome.Failed(invocation.id(), refusal);
    }
    Json.Obj input =
        parts
            .binder()
            .renderInput(parts.catalogue().get(invocation.capability()), invocation.input());
    String cursor = input.text("cursor");
    int page = cursor == null ? 0 : Integer.parseInt(cursor);
    List<Issue> issues = pages.get(page).stream().map(TriggerHouse::issue).toList();
    int following = circling ? page : page + 1 == circle ? 1 : page + 1;
    Cursor next = following < pages.size() ? new Cursor(Integer.toString(following)) : null;
    return new Outcome.Succeeded(
        invocation.id(),
        new Page<>(issues, next, false, null),
        new Usage(Map.of(), 0, "USD"),
        "forge");
  }

  private static Issue issue(String id) {
    return Issue.builder(
            new Ref("forge", id), new Ref("forge", "p"), id, Objects.requireNonNull(id), NOW)
        .build();
  }
}
