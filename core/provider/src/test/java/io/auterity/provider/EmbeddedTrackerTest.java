package io.auterity.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TokenStore;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.life.KindDefaults;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.ProviderKind;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.life.ReachConsents;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginState;
import io.auterity.provider.store.AppliedProvider;
import io.auterity.provider.store.ProviderDocuments;
import io.auterity.provider.store.ProviderGenerations;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The product's own tracker, from its sources to its rows: plugin, resource, provider, call. */
@Tag("postgresql")
class EmbeddedTrackerTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path folder;

  private final Binder binder = new Binder();
  private final Catalogue catalogue = Catalogue.standard();
  private final TenantScope tenant = db.newTenant();
  private final ProviderEnvironment environment =
      new ProviderEnvironment(
          Time.system(),
          (scope, name, hosts) -> "none",
          (scope, provider, life) -> TokenStore.inMemory(),
          binding -> new NoTransport(),
          new ProviderGenerations(db.database())::of,
          ReachConsents.NONE,
          KindDefaults.NONE,
          new ProviderDocuments(
                  db.database(),
                  new Outbox(db.database(), Time.system()),
                  Ids.system(Time.system()))
              ::of,
          new ProviderFiles(folder.resolveSibling("no-files"), 1_000_000),
          ProviderEnvironment.InboundAddresses.NONE,
          BehalfInvoker.NONE,
          CpuBoundWork.onAllCores(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          false);
  private final ProviderRegistry registry = new ProviderRegistry(environment);
  private final ProviderKind kind = new ProviderKind(registry, environment);
  private final ResourceService resources =
      new ResourceService(
          db.database(),
          Time.system(),
          AuditTrail.changes(),
          (scope, who, secret) -> Verdict.allow("test", "any"),
          List.of(kind));
  private final PluginHost host =
      new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(5), registry.changes());

  @BeforeEach
  void start() {
    if (!folder.resolve("tracker").toFile().exists()) {
      BundledPlugin.write("tracker", folder, "jackson-core-");
    }
    host.loadAll(folder);
    kind.start();
    kind.openAll();
    resources.apply(
        tenant,
        AuditTrail.act("apply"),
        draft("{kind: provider, id: desk, spec: {connector: embedded-tracker}}"),
        false);
  }

  @AfterEach
  void stop() {
    kind.close();
    host.close();
  }

  @Test
  void isStartedAndConnected() {
    assertThat(host.plugins()).extracting(PluginInfo::state).containsExactly(PluginState.STARTED);
    assertThat(registry.of(tenant))
        .singleElement()
        .satisfies(provider -> assertThat(provider.state()).isEqualTo(State.CONNECTED));
  }

  @Test
  void createsAnIssueAndReadsItBack() {
    call("tracker.project.create", "{key: debts, name: Debts}");

    Json.Obj issue =
        call("tracker.issue.create", "{project: debts, title: late fee, body: text, labels: [a]}");

    assertThat(issue.text("key")).isEqualTo("debts-1");
    assertThat(call("tracker.issue.list", "{project: debts}").toString()).contains("late fee");
    assertThat(call("tracker.issue.list", "{label: a}").toString()).contains("late fee");
    assertThat(call("tracker.issue.list", "{label: b}").toString()).doesNotContain("late fee");
  }

  @Test
  void opensNoSecondIssueForTheSameKey() {
    call("tracker.project.create", "{key: debts, name: Debts}");

    Json.Obj first = call("tracker.issue.create", "{project: debts, title: one}");
    Json.Obj again = call("tracker.issue.create", "{project: debts, title: one}");

    assertThat(again.get("ref")).isEqualTo(first.get("ref"));
  }

  @Test
  void saysWhenTheProjectIsUnknown() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> call("tracker.issue.create", "{project: ghosts, title: one}"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  @Test
  void saysWhenThePlatformsStoreIsAway() {
    call("tracker.project.create", "{key: debts, name: Debts}");

    db.goAway();
    try {
      for (String call : List.of("project.create", "project.list")) {
        assertThatExceptionOfType(CallFailedException.class)
            .isThrownBy(
                () -> call("tracker." + call, call.endsWith("list") ? "{}" : "{key: k, name: K}"))
            .satisfies(
                e -> {
                  assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
                  assertThat(PlatformCause.of(e.failure())).isEqualTo(PlatformCause.STORE);
                });
      }
    } finally {
      db.comeBack();
    }
    assertThat(call("tracker.issue.create", "{project: debts, title: one}").text("key"))
        .isEqualTo("debts-1");
  }

  @Test
  void comesBackFromWhatIsStored() {
    ProviderRegistry later = new ProviderRegistry(environment);
    try (ProviderKind kindLater = new ProviderKind(later, environment);
        PluginHost hostLater =
            new PluginHost(
                Telemetry.none(), Time.system(), Duration.ofSeconds(5), later.changes())) {
      hostLater.loadAll(folder);
      new ResourceService(
              db.database(),
              Time.system(),
              AuditTrail.changes(),
              (scope, who, secret) -> Verdict.allow("test", "any"),
              List.of(kindLater))
          .start();
      kindLater.start();

      assertThat(later.of(tenant)).extracting(ProviderInfo::state).containsExactly(State.CONNECTED);
    }
  }

  @Test
  void whatIsAppliedAgainAfterItWasDeletedElsewhereKeepsDocumentsOfItsOwn() {
    call("tracker.project.create", "{key: debts, name: Debts}");
    AppliedProvider.delete(db, tenant, "desk");
    AppliedProvider.apply(db, tenant, "desk", "{connector: embedded-tracker}");

    resources.apply(
        tenant,
        AuditTrail.act("apply"),
        draft("{kind: provider, id: desk, spec: {connector: embedded-tracker}}"),
        false);
    awaitConnected();

    assertThat(call("tracker.project.list", "{}").toString()).doesNotContain("Debts");
    assertThat(call("tracker.project.create", "{key: debts, name: Debts}").text("key"))
        .isEqualTo("debts");
  }

  @Test
  void leavesNoClassBehindWhenItIsUnloaded() {
    call("tracker.project.create", "{key: debts, name: Debts}");
    call("tracker.issue.create", "{project: debts, title: one}");

    host.unload("tracker");

    for (int i = 0; i < 50 && host.uncollected() > 0; i++) {
      System.gc();
    }
    assertThat(host.uncollected()).isZero();
  }

  private void awaitConnected() {
    while (registry.of(tenant).stream().noneMatch(info -> info.state() == State.CONNECTED)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Json.Obj call(String id, String input) {
    Capability capability = catalogue.get(id);
    Record record = binder.bind(capability, Payload.of(ProviderHouse.json(input)));
    try (Lease lease = registry.lease(tenant, "desk")) {
      return binder.render(capability, lease.call(capability, record, TestAttempt.ofSeconds(10)));
    }
  }

  private static List<ResourceDraft> draft(String text) {
    return ResourceDraft.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
