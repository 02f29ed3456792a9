package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.runs.Workflow;
import io.auterity.server.wiring.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one database; the second one has no engine. */
@Tag("postgresql")
class TwoServersTest {

  @RegisterExtension static final RunningServer first = RunningServer.start();

  private static Server second;

  private final Client admin = first.newTenant();
  private final Client beside = new Client(second.console().toString()).bearer(admin.key());

  @BeforeAll
  static void startSecond() {
    second = first.beside();
  }

  @AfterAll
  static void stopSecond() {
    second.close();
  }

  @Test
  void theSecondIsReadyWithoutAnEngine() {
    assertThat(beside.get("/health/ready").status()).isEqualTo(200);
    assertThat(beside.get("/health").body()).doesNotContain("workflow engine");
  }

  @Test
  void runsAreSeenAtBothAndChangedAtTheFirstAlone() {
    Workflow.sizes(admin);
    Reply run = Workflow.start(admin, "1h", "");
    assertThat(run.status()).as(run.toString()).isEqualTo(202);
    String path = "/api/v1/runs/" + run.text("id");

    assertThat(beside.awaiting(path).text("workflow")).isEqualTo("sizes");
    Reply refused = Workflow.start(beside, "1h", "");
    assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
    assertThat(refused.body())
        .contains("unsupported", "engine.enabled is false", "whose engine is enabled");
    assertThat(beside.post(path + "/cancel", "").status()).isEqualTo(422);
    assertThat(admin.post(path + "/cancel", "").status()).isEqualTo(202);
  }
}
