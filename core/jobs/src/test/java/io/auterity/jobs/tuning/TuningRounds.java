package io.auterity.jobs.tuning;

import io.auterity.jobs.tuning.store.TuningTable;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.job.PresentJobs;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.Days;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What follows jobs to their bill in a real database, over a road that is a script. */
abstract class TuningRounds {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  static final long TRAINED = 5_768;
  static final Failure AWAY = Failure.of(FailureCode.UNAVAILABLE, "the vendor is away");
  final TenantScope tenant = db.newTenant();
  final Principal owner = new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE);
  final ManualTime time = new ManualTime();
  final Ids ids = Ids.system(time);
  final JobQueue queue = new JobQueue(time);
  final TuningTable table = new TuningTable(db.database(), queue, this::writeLate);
  final List<UUID> late = new ArrayList<>();
  final Script script = new Script();
  final Map<String, Failure> refusals = new HashMap<>();
  final List<String> providers = new ArrayList<>(List.of("vendor"));
  final JobRunner worker = worker();
  TuningState state = TuningState.RUNNING;
  @Nullable Long trained;
  @Nullable Tuning listed;
  boolean failing;

  @BeforeEach
  void answer() {
    script.answer(this::answered);
  }

  @AfterEach
  void end() {
    change("settled = now()");
    jobs("delete from job");
  }

  JobRunner worker() {
    return worker(false);
  }

  /** One that takes over what a server of the version before began, or not. */
  JobRunner worker(boolean former) {
    TuningParts parts =
        new TuningParts(
            table,
            script,
            Map.of("openai", (job, told) -> bytes(told)),
            _ -> List.copyOf(providers),
            time,
            ids);
    JobKind kind = new TuningFollowUp(parts);
    return new JobRunner(
        db.database(),
        queue,
        List.of(former ? kind : new PresentJobs(kind)),
        AuditTrail.changes(),
        time,
        ids.next(),
        Runnable::run);
  }

  static byte[] bytes(Tuning told) {
    return (told.state() + " " + told.trainedTokens()).getBytes(StandardCharsets.UTF_8);
  }

  Script.Play answered(Invocation call) {
    Script.Play play = new Script.Play(call.id());
    Record input = ((Payload.OfRecord) call.input()).value();
    Failure refusal = refusals.get(call.capability() + " " + call.principal().name());
    if (refusal == null) {
      refusal = refusals.get(provider(input));
    }
    if (refusal != null) {
      return play.end(
          failing
              ? new Outcome.Failed(call.id(), refusal)
              : new Outcome.Refused(call.id(), refusal));
    }
    return play.succeed(
        input instanceof TuningQuery
            ? new Page<>(listed == null ? List.of() : List.of(listed), null)
            : tuning(new Ref(provider(input), "ft-1")));
  }

  static String provider(Record input) {
    return switch (input) {
      case TuningGet get -> Objects.requireNonNull(get.job().provider());
      case TuningBill bill -> Objects.requireNonNull(bill.job().provider());
      case TuningQuery query -> Objects.requireNonNull(query.provider());
      default -> throw new AssertionError(input);
    };
  }

  Tuning tuning(Ref job) {
    return new Tuning(job, "m", state, null, null, null, trained, null, null);
  }

  TuningJob planned() {
    TuningOrder order =
        new TuningOrder(
            owner,
            "openai",
            Map.of("team", "claims"),
            "gpt-4o-mini",
            UUID.randomUUID(),
            null,
            4_001,
            2,
            time.now());
    TuningJob job = TuningJob.planned(ids.next(), tenant, order);
    table.plan(job, TuningRules.inDoubt(time.now()));
    return job;
  }

  TuningJob begun(String provider) {
    TuningJob job = planned();
    table.begun(
        job, new Ref(provider, "ft-1"), new TuningJob.Told("begun", time.now()), time.now());
    return job;
  }

  TuningJob kept(TuningJob job) {
    return table.find(tenant, owner.id(), job.id()).orElseThrow();
  }

  static String told(TuningJob job) {
    return Objects.requireNonNull(job.told()).text();
  }

  static TuningJob.End end(TuningJob job) {
    return Objects.requireNonNull(job.end());
  }

  void round(Duration later) {
    time.advance(later);
    worker.round();
  }

  List<Invocation> calls(String capability) {
    return script.invocations().stream()
        .filter(call -> call.capability().equals(capability))
        .toList();
  }

  List<TuningBill> bills() {
    return calls("ai.tuning.settle").stream()
        .map(call -> (TuningBill) ((Payload.OfRecord) call.input()).value())
        .toList();
  }

  void change(String what) {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update("update ai_tuning set %s where tenant = current_tenant()".formatted(what))
                    .execute());
  }

  void jobs(String change) {
    db.database()
        .inTenant(tenant, tx -> tx.update(change + " where tenant = current_tenant()").execute());
  }

  @Nullable Long number(String column) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select %s from ai_tuning where tenant = current_tenant()"
                            .formatted(column))
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(null));
  }

  TuningBill bill(long tokens, boolean estimated) {
    return new TuningBill(new Ref("vendor", "ft-1"), "gpt-4o-mini", tokens, estimated);
  }

  TuningJob ended() {
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    return begun("vendor");
  }

  /** What a server does whose decisions wait: one call of each is a bill that failed. */
  void writeLate() {
    for (UUID id : late) {
      decided(id, "failed", 0);
    }
    late.clear();
  }

  void rounds(int many) {
    for (int i = 0; i < many; i++) {
      round(Duration.ofHours(1));
    }
  }

  void decided(UUID id, String outcome, long cost) {
    new Retention(db.database(), Settings.DEFAULT.retention(), time).runOnce();
    String insert =
        """
        insert into decision (born, id, tenant, round, capability, marks, outcome, failover,
          injected, attempts, began, took_us, cost, currency, door, principal, road, body)
        values (?, ?, ?, 0, 'ai.tuning.settle', '', ?, false, false, 1, now(), 1, ?, 'USD',
          'gateway', 'tester', '', '')
        """;
    try (Connection engine = db.logins().engine().connect();
        PreparedStatement statement = engine.prepareStatement(insert)) {
      statement.setObject(1, Days.of(id));
      statement.setObject(2, id);
      statement.setObject(3, tenant.tenant());
      statement.setString(4, outcome);
      statement.setLong(5, cost);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
