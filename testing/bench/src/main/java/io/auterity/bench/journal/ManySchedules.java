package io.auterity.bench.journal;

import io.auterity.bench.figures.Figures;
import io.auterity.bench.journal.store.Books;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.workflow.engine.RunRequest;
import io.auterity.workflow.event.CustomEvents;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.trigger.TriggerCounts;
import io.auterity.workflow.trigger.TriggerLoop;
import io.auterity.workflow.trigger.TriggerParts;
import io.auterity.workflow.trigger.TriggerSpec;
import io.auterity.workflow.trigger.Triggers;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Schedules that all fire at each full minute, of two servers on one database: how long after the
 * minute the runs of all are noted.
 */
final class ManySchedules {

  private static final int TENANTS = 50;
  private static final int OF_EACH = 200;
  private static final Schedule EACH_MINUTE = Schedule.of("* * * * *", null, null);

  private ManySchedules() {}

  static void measure(EngineSite site, Figures figures) {
    TriggerParts parts = parts(site);
    Triggers triggers = new Triggers(parts);
    List<Books> owners =
        IntStream.range(0, TENANTS)
            .mapToObj(number -> site.road().newTenant("scheduled-" + number))
            .map(owner -> filled(triggers, site, owner))
            .toList();
    try (TriggerLoop one = new TriggerLoop(parts);
        TriggerLoop two = new TriggerLoop(parts)) {
      one.run();
      two.run();
      // What was due while they were made is noted long before.
      Instant minute = site.time().now().plusSeconds(90).truncatedTo(ChronoUnit.MINUTES);
      Books.await("the minute did not come", () -> !site.time().now().isBefore(minute));
      long began = System.nanoTime();
      Books.await(
          "runs were not noted in time",
          () -> sum(owners, books -> books.noted(minute)) == TENANTS * OF_EACH);
      figures
          .add("schedules", (double) TENANTS * OF_EACH)
          .add("schedules_noted_ms", (System.nanoTime() - began) / 1e6)
          .add(
              "schedules_noted_too_often",
              (double) sum(owners, books -> books.notedTooOften(minute)));
    }
  }

  private static Books filled(Triggers triggers, EngineSite site, Authenticated owner) {
    AuditedAct act = new AuditedAct(owner.principal(), "", "bench", "bench");
    for (int number = 0; number < OF_EACH; number++) {
      var _ =
          triggers.create(
              owner.scope(),
              act,
              new TriggerSpec(
                  "each-minute-" + number, "short", null, null, EACH_MINUTE, null, Json.EMPTY));
    }
    return new Books(site.database(), owner.scope());
  }

  private static long sum(List<Books> owners, ToLongFunction<Books> of) {
    return owners.stream().mapToLong(of).sum();
  }

  private static TriggerParts parts(EngineSite site) {
    Path key = JournalBench.folder("timers").resolve("master.key");
    return new TriggerParts(
        site.database(),
        new Outbox(site.database(), site.time()),
        new ChangeAudit(site.ids(), site.time()),
        site.ids(),
        site.time(),
        site.catalogue(),
        site.binder(),
        site.crossing(),
        new Started(),
        new TriggerCounts(),
        List::of,
        new CustomEvents(),
        new WebhookTokens(new ContentSeal(MasterKey.open(key)), new SecureRandom()),
        Integer.MAX_VALUE);
  }

  /** An engine that writes no row and begins nothing: only noting is measured. */
  private static final class Started implements TriggerParts.Runner {

    @Override
    public boolean open() {
      return true;
    }

    @Override
    public void note(Transaction tx, RunRequest request, UUID id, Instant at) {}

    @Override
    public void noteAgain(TenantScope scope, UUID run) {}

    @Override
    public void giveUp(TenantScope scope, UUID run, RunPhase end, Failure why) {}

    @Override
    public boolean forget(TenantScope scope, UUID run) {
      return true;
    }

    @Override
    public UUID begin(RunRequest request, UUID id, Instant at) {
      return id;
    }

    @Override
    public void require(TenantScope scope, String workflow) {}

    @Override
    public void check(RunRequest request) {}
  }
}
