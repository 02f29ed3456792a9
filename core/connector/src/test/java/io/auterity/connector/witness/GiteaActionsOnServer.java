package io.auterity.connector.witness;

import io.auterity.spi.Json;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.ci.CiContract;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The part of {@code gitea.yaml} for builds, before a Gitea with a runner. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaActionsOnServer extends CiContract {

  private static final WitnessedFile FILE = WitnessedFile.of("gitea", "gitea-actions", "Gitea");
  private static final String NAME = "b" + UUID.randomUUID().toString().substring(0, 8);
  private static final String WORKFLOW =
      """
      on: {workflow_dispatch: {}}
      jobs:
        greet:
          runs-on: ubuntu-latest
          steps:
            - run: echo one
            - run: echo 'zwei ü€😀'
      """;

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  @BeforeAll
  static void makeARepositoryThatIsBuilt() {
    FILE.post(
        "/api/v1/user/repos",
        Json.EMPTY
            .with("name", Json.of(NAME))
            .with("auto_init", Json.of(true))
            .with("default_branch", Json.of("main")));
    String bytes = Base64.getEncoder().encodeToString(WORKFLOW.getBytes(StandardCharsets.UTF_8));
    FILE.post(
        "/api/v1/repos/%s/%s/contents/.gitea/workflows/greet.yml"
            .formatted(FILE.server().user(), NAME),
        Json.EMPTY.with("content", Json.of(bytes)).with("message", Json.of("Greet")));
  }

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected String repository() {
    return FILE.server().user() + "/" + NAME;
  }

  @Override
  protected String pipeline() {
    return repository() + "/workflows/greet.yml";
  }

  @Override
  protected String definition() {
    return WORKFLOW;
  }

  @Override
  protected boolean leavesArtifacts() {
    return false; // The action that leaves one comes from a host that the runner does not reach.
  }

  @Override
  protected void letWork() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
  }
}
