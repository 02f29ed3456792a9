package io.auterity.server.runs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.StatementCount;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.server.runs.JustStarted;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.view.RunViews;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that were called although they had been finished. */
@Tag("postgresql")
class RepeatedRunsTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = server.newTenant();
  private final TenantScope tenant = server.tenantOf(client);
  private final Database database = server.database().database();
  private final Archive archive = new DecisionArchive(database);
  private final RunViews views =
      new RunViews(database, Time.system(), new Versions(database), new JustStarted());

  @Test
  void areCountedAlikeHoweverManyRunsAreLookedAtTogether() {
    client.maskProvider("mask");
    client.apply(
        """
        kind: workflow
        id: two
        spec:
          steps:
            - {id: a, call: text.pii.mask, with: {text: x}}
            - {id: b, call: text.pii.mask, with: {text: y}}
        """);
    List<UUID> runs = Stream.generate(this::run).limit(3).toList();
    // The list of runs that are over counts all of their decisions, so it has them written.
    assertThat(client.get("/api/v1/runs").status()).isEqualTo(200);
    beginLate("run = '%s' and step = 'a'".formatted(runs.get(0)));
    beginLate("run = '%s'".formatted(runs.get(2)));
    Map<UUID, RunFigures> figures = archive.figures(tenant, runs);

    assertThat(Stream.of(1, 4, 100).map(most -> new RepeatedSteps(views, archive, most)).toList())
        .extracting(steps -> steps.of(tenant, figures))
        .containsOnly(Map.of(runs.get(0), 1, runs.get(2), 2));
    assertThat(statements(1, figures)).isEqualTo(3 * statements(100, figures));
  }

  private int statements(int most, Map<UUID, RunFigures> figures) {
    return StatementCount.of(() -> new RepeatedSteps(views, archive, most).of(tenant, figures));
  }

  private UUID run() {
    String run = client.post("/api/v1/workflows/two/runs", "{\"input\": {}}").text("id");
    Watcher.follow(client, run);
    return Invocation.RUN_ID.read(run);
  }

  private static void beginLate(String which) {
    Tampering.with(
        server.database().logins().owner(),
        "decision",
        "update decision set began = began + interval '1 hour' where " + which);
  }
}
