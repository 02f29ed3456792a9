package io.auterity.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.job.PresentJobs;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.provider.life.RemovedProvider;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.Webhooks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of a provider that was removed, at a vendor that answers as the test says. */
@Tag("postgresql")
class HookRemovalJobTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path folder;

  private static final Binder BINDER = new Binder();
  private static final AuditedAct ACT = AuditTrail.act("control:webhook.write");
  private static final RemovedProvider FORMER =
      new RemovedProvider(
          "forge",
          0,
          new JsonReader(1_000)
              .readObject(
                  """
                  {"connector": "gitea", "auth": {"bearer": {"secret": "t"}}}
                  """
                      .getBytes(UTF_8)),
          null);

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();
  private final JobQueue queue = new JobQueue(time);
  private final Ids ids = Ids.system(Time.system());
  private final MasterKey key = MasterKey.open(folder.resolve("master.key"));
  private final PendingVendorRequests debts =
      new TokenVault(
              db.database(),
              new SecretVault(
                  db.database(),
                  key,
                  Time.system(),
                  AuditTrail.changes(),
                  new SecretVersionLimits(3, Duration.ofDays(7))))
          .requests(PendingVendorRequests.Sort.HOOKS, queue);
  private final WebhookParts parts =
      new WebhookParts(
          db.database(),
          new Outbox(db.database(), time),
          new ContentSeal(key),
          AuditTrail.changes(),
          ids,
          time,
          new SecureRandom(),
          (scope, provider) -> Optional.of(new Signed()));
  private final WebhookAddresses webhooks = new WebhookAddresses(parts);
  private final HookRecords notes =
      new HookRecords(parts, webhooks, new SecretChanges(parts, webhooks));
  private final Vendor vendor = new Vendor();

  private static final class Signed implements Webhooks {
    @Override
    public String scheme() {
      return "hmac-sha256";
    }

    @Override
    public WebhookReading read(WebhookDelivery delivery) {
      throw new IllegalStateException("nothing is delivered");
    }
  }

  /** What is there of a vendor, and of the vault. */
  private final class Vendor implements HookRemovalJob.Vendors {
    private final List<String> asked = new ArrayList<>();
    private @Nullable FailureCode refusing;
    private @Nullable FailureCode unopened;
    private boolean absent;
    private boolean broken;
    private @Nullable Error unlinked;
    private Map<String, String> vault = Map.of("t", "canary");
    private Duration slowness = Duration.ZERO;

    @Override
    public Map<String, String> secrets(Transaction tx, TenantScope scope, RemovedProvider former) {
      if (absent) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "there is no connector");
      }
      return vault;
    }

    @Override
    public <T extends @Nullable Object> T asking(
        TenantScope scope,
        RemovedProvider former,
        Map<String, String> secrets,
        Duration most,
        Function<VendorHooks, T> use) {
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      if (unlinked != null) {
        throw unlinked;
      }
      if (unopened != null) {
        throw new CallFailedException(unopened, "it does not open");
      }
      return use.apply(
          new VendorHooks(call -> answered(call, secrets), Catalogue.standard(), BINDER, ids));
    }

    private Exchange answered(Invocation call, Map<String, String> secrets) {
      asked.add("%s %s by %s".formatted(call.capability(), call.principal().name(), secrets));
      time.advance(slowness);
      UUID id = call.id();
      return new Answered(
          refusing == null
              ? new Outcome.Succeeded(id, null, new Usage(Map.of(), 0, "USD"), "forge")
              : new Outcome.Failed(id, Failure.of(refusing, "no")));
    }
  }

  @BeforeEach
  void registered() {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update(
                        """
                        insert into resource (tenant, kind, id, version, spec, created, deleted)
                        values (current_tenant(), 'provider', 'forge', 1, '{}', now(), false)
                        """)
                    .execute());
    registered("o/r/hooks/7");
  }

  private void registered(String hook) {
    HookRegistration made =
        HookRegistration.toMake("o/r", List.of("push"), "https://here.test/hooks/a")
            .followed(hook, "https://here.test/hooks/a");
    var _ =
        notes.register(tenant, ACT, webhooks.create(tenant, ACT, "forge", null).webhook(), made);
  }

  @AfterEach
  void forget() {
    debts.ids(tenant).forEach(id -> debts.end(tenant, id, tx -> {}));
  }

  /** As a server has it that knows nothing of any other. */
  private HookRemovalJob server() {
    return new HookRemovalJob(parts, notes, debts, vendor);
  }

  private void round() {
    new JobRunner(
            db.database(),
            queue,
            List.of(new PresentJobs(server())),
            AuditTrail.changes(),
            time,
            UUID.randomUUID(),
            Runnable::run)
        .round();
  }

  private void forAWeek() {
    for (int i = 1; i < JobRetry.FEWEST; i++) {
      time.advance(Duration.ofDays(1));
      round();
    }
  }

  private void removed() {
    db.database()
        .inTenant(
            tenant,
            tx -> {
              server().dropping(tx, tenant, FORMER);
              return tenant;
            });
  }

  private List<String> trail() {
    return AuditTrail.of(db, tenant);
  }

  @Test
  void theyAreRemovedByWhicheverServerIsThere() {
    removed();
    assertThat(vendor.asked).as("not in the transaction").isEmpty();
    assertThat(trail()).anySatisfy(e -> assertThat(e).contains("to be removed at its vendor"));

    round();
    round();

    assertThat(vendor.asked).containsExactly("git.webhook.delete auterity by {t=canary}");
    assertThat(debts.ids(tenant)).isEmpty();
    assertThat(trail().getLast()).contains("hook o/r/hooks/7 of o/r");
  }

  @Test
  void aHookOfWhichNothingCanBeReadKeepsNoProviderFromGoing() {
    db.database()
        .inTenant(tenant, tx -> tx.update("update webhook set registration = '\\x00'").execute());
    registered("o/r/hooks/8");

    removed();
    round();

    assertThat(vendor.asked).hasSize(1);
    assertThat(trail())
        .filteredOn(entry -> entry.contains("nothing that it is sealed with opens it"))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("left at its vendor, remove it there"));
  }

  @Test
  void nothingIsRemovedOfAProviderThatStaysAfterAll() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                db.database()
                    .inTenant(
                        tenant,
                        tx -> {
                          server().dropping(tx, tenant, FORMER);
                          throw new IllegalStateException("the database says no");
                        }));

    round();

    assertThat(vendor.asked).isEmpty();
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void aVendorThatIsAwayIsAskedAgainThoughTheSecretIsGoneByThen() {
    removed();
    vendor.refusing = FailureCode.UNAVAILABLE;
    round();
    vendor.vault = Map.of();
    round();
    assertThat(vendor.asked).as("it is not due yet").hasSize(1);
    time.advance(Duration.ofMinutes(1));
    round();
    time.advance(Duration.ofMinutes(1));
    round();
    assertThat(vendor.asked).as("the pause grows").hasSize(2);
    vendor.refusing = null;
    time.advance(Duration.ofMinutes(1));

    round();

    assertThat(vendor.asked).hasSize(3).allSatisfy(each -> assertThat(each).contains("canary"));
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void aSecretThatGoesRightBehindItsProviderIsStillThere() {
    removed();
    vendor.vault = Map.of();

    round();

    assertThat(vendor.asked).containsExactly("git.webhook.delete auterity by {t=canary}");
  }

  @Test
  void secretsThatCouldNotBeReadWithTheRemovalAreReadUntilAllAreThere() {
    vendor.absent = true;
    removed();
    vendor.refusing = FailureCode.UNAUTHENTICATED;
    vendor.absent = false;
    vendor.vault = Map.of("u", "other");
    round();
    vendor.vault = Map.of("t", "canary");
    time.advance(Duration.ofMinutes(1));
    round();
    vendor.vault = Map.of();
    vendor.refusing = null;
    time.advance(Duration.ofHours(1));

    round();

    assertThat(vendor.asked.getFirst()).contains("{u=other}");
    assertThat(vendor.asked.getLast()).contains("t=canary", "u=other");
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void aConnectorWithADefectIsTriedAgainAndGivenUpLikeOneThatIsAway() {
    removed();
    vendor.broken = true;
    round();
    assertThat(debts.ids(tenant)).hasSize(1);

    forAWeek();

    assertThat(debts.ids(tenant)).isEmpty();
    assertThat(trail().getLast())
        .contains("remove it there: its connector failed: IllegalStateException");
  }

  @Test
  void aConnectorWhoseClassesAreGoneIsTriedAgainLikeOneWithADefect() {
    removed();
    vendor.unlinked = new NoClassDefFoundError("gone");
    round();
    vendor.unlinked = null;
    time.advance(Duration.ofMinutes(1));

    round();

    assertThat(vendor.asked).hasSize(1);
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void whatItsVendorHasNoMoreIsRemoved() {
    removed();
    vendor.refusing = FailureCode.NOT_FOUND;

    round();

    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void afterAWeekItIsToldWhatStaysThere() {
    removed();
    vendor.unopened = FailureCode.NOT_FOUND;
    round();
    assertThat(debts.ids(tenant)).as("its connector may come back").hasSize(1);

    forAWeek();

    assertThat(debts.ids(tenant)).isEmpty();
    assertThat(trail().getLast())
        .contains("hook o/r/hooks/7", "left at its vendor, remove it there: it does not open");
  }

  @Test
  void whatCannotBeReadKeepsNothingElseFromGoing() {
    debts.put(tenant, "0", "forge", time.now(), "{}");
    removed();

    round();
    round();

    assertThat(vendor.asked).hasSize(1);
    assertThat(debts.ids(tenant)).containsExactly("0");
  }

  @Test
  void aServerThatIsKilledWhileItAsksLeavesThemToAnother() {
    removed();
    vendor.unlinked = new Error("killed");
    round();
    vendor.unlinked = null;
    round();
    assertThat(vendor.asked).as("under its lease").isEmpty();
    db.database()
        .inTenant(
            tenant,
            tx -> tx.update("update job set lease_until = now() - interval '1 second'").execute());

    round();

    assertThat(vendor.asked).hasSize(1);
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void hooksThatNothingCanReadAreToldWhenTheirRemovalIsGivenUp() {
    debts.put(tenant, "forge/0/1", "forge", time.now(), "{}");
    round();

    forAWeek();

    assertThat(debts.ids(tenant)).isEmpty();
    assertThat(trail().getLast()).contains("provider/forge/0/1", "left at its vendor");
  }

  @Test
  void ofManyThatASlowVendorHasThoseThatAreGoneAreAskedForOnce() {
    registered("o/r/hooks/8");
    registered("o/r/hooks/9");
    removed();
    vendor.slowness = Duration.ofSeconds(10);

    round();
    assertThat(vendor.asked).hasSize(2);
    assertThat(trail().getLast()).contains("hook o/r/hooks/").doesNotContain("to be removed");
    time.advance(Duration.ofMinutes(1));
    round();

    assertThat(vendor.asked).hasSize(3);
    assertThat(debts.ids(tenant)).isEmpty();
  }

  @Test
  void tokensOfThatVeryProviderAreNeededMeanwhile() {
    removed();

    assertThat(server().needs(tenant, owed("forge", 0))).isTrue();
    assertThat(server().needs(tenant, owed("forge", 1))).isFalse();
    assertThat(server().needs(tenant, owed("other", 0))).isFalse();
    round();
    assertThat(server().needs(tenant, owed("forge", 0))).isFalse();
  }

  private Owed owed(String provider, long life) {
    return new Owed("i", provider, life, null, null, time.now(), 0, time.now());
  }

  @Test
  void nothingOfItsSecretsIsReadableMeanwhile() {
    removed();
    vendor.refusing = FailureCode.UNAVAILABLE;
    round();

    List<byte[]> stored =
        db.database()
            .inTenant(
                tenant, tx -> tx.query("select ciphertext from secret").mapTo(byte[].class).list());

    assertThat(stored)
        .isNotEmpty()
        .allSatisfy(bytes -> assertThat(new String(bytes, UTF_8)).doesNotContain("canary"));
  }
}
