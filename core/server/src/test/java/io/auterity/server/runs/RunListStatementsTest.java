package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.StatementCount;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.server.runs.evidence.RunEvidence;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.view.Listed;
import io.auterity.workflow.view.RunViews;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a list of runs costs the database. */
@Tag("postgresql")
class RunListStatementsTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = server.newTenant();
  private final TenantScope tenant = server.tenantOf(client);

  @Test
  void doNotGrowWithTheNumberOfRuns() {
    client.maskProvider("mask");
    client.apply(
        """
        kind: workflow
        id: one
        spec: {steps: [{id: mask, call: text.pii.mask, with: {text: x}}]}
        """);
    run(2);
    int ofTwo = StatementCount.of(() -> list(2));
    run(18);

    int ofTwenty = StatementCount.of(() -> list(20));

    assertThat(ofTwo).isBetween(1, 30);
    assertThat(ofTwenty).isEqualTo(ofTwo);
  }

  private void run(int times) {
    Stream.generate(() -> client.post("/api/v1/workflows/one/runs", "{\"input\": {}}").text("id"))
        .limit(times)
        .toList()
        .forEach(run -> Watcher.follow(client, run));
    // The list of runs that are over counts all of their decisions, so it has them written.
    assertThat(client.get("/api/v1/runs?limit=100").status()).isEqualTo(200);
  }

  private void list(int expected) {
    Database database = server.database().database();
    RunViews views =
        new RunViews(database, Time.system(), new Versions(database), new JustStarted());
    Runs runs =
        new Runs(
            views,
            RunEvidence.of(
                views, new DecisionArchive(database), () -> {}, new JustStarted(), Time.system()));
    Listed<RunSummary> page = runs.list(tenant, RunQuery.newest(100));
    assertThat(page.items()).hasSize(expected);
  }
}
