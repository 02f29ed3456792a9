package io.auterity.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import io.auterity.server.runs.Runs;
import io.auterity.server.runs.Workflow;
import io.auterity.server.runs.evidence.Evidence;
import io.auterity.server.web.json.Money;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RunStore;
import io.auterity.workflow.view.RunViews;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run whose definition cannot be read is watched, mended, and goes on. */
@Tag("postgresql")
class MendedRunTest implements LiveRuns {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = Workflow.sizes(server.newTenant());
  private final TenantScope tenant = server.tenantOf(client);
  private final UUID run = Invocation.RUN_ID.read(Workflow.started(client, "1h"));
  private final Database database = server.database().database();
  private final Versions versions = new Versions(database);
  private @Nullable RunProgress progress;

  @Test
  void itsWatcherGetsTheWholeRunAgainAndThenItsChanges() throws InterruptedException {
    SentFrames sent = new SentFrames(this::goOn);
    change("spec = 'x' || spec");
    RunViews views = new RunViews(database, Time.system(), versions, this);

    new LiveRun(runs(views), Time.system(), tenant, run, sent.line(), () -> true).tell(-1);

    assertThat(sent.frames())
        .extracting(frame -> frame.text("type"))
        .containsExactly("hello", "hello", "progress");
    assertThat(sent.frames().get(0).toString()).contains("\"stalled\"");
    assertThat(sent.frames().get(1).toString()).contains("\"path\":\"total\"");
    assertThat(sent.frames().get(2).toString()).contains("\"path\":\"total\"");
  }

  private static Runs runs(RunViews views) {
    Evidence none = new Evidence(0, 0, Money.ofNanos(0, "USD"), List.of());
    return new Runs(views, (scope, some) -> some.stream().map(one -> none).toList());
  }

  /** What happens after each frame; false when the watcher goes. */
  private boolean goOn(Json.Obj frame) {
    if (progress == null) {
      change("spec = substr(spec, 2)");
      progress = new RunProgress(definition(), RunPhase.RUNNING, Time.system().now());
    } else if ("hello".equals(frame.text("type"))) {
      progress.happened(new RunEvent.Completed(total(), Json.of(3)), null, Time.system().now());
    } else {
      return false;
    }
    return true;
  }

  private io.auterity.workflow.graph.Workflow definition() {
    return database
        .inTenant(tenant, tx -> RunStore.find(tx, run))
        .map(stored -> versions.of(stored.birth()))
        .orElseThrow();
  }

  private StepKey total() {
    return definition().nodes().stream()
        .filter(node -> node.head().pattern().equals("total"))
        .map(node -> new StepKey(node.index(), IndexPath.ROOT, 0))
        .findFirst()
        .orElseThrow();
  }

  private void change(String how) {
    Tampering.with(
        server.database().logins().owner(),
        "workflow_definition",
        "update workflow_definition set %s where tenant = '%s'".formatted(how, tenant.tenant()));
  }

  @Override
  public Optional<RunProgress> progress(UUID id) {
    return Optional.ofNullable(progress);
  }

  @Override
  public Optional<RunProgress> replayed(UUID id) {
    return Optional.empty();
  }

  @Override
  public Optional<Failure> stalled(UUID id) {
    return progress == null
        ? Optional.of(Failure.of(FailureCode.INTERNAL, "it cannot be read"))
        : Optional.empty();
  }
}
