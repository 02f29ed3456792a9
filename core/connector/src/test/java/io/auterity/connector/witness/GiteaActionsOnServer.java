package io.auterity.connector.witness;

import io.auterity.connector.DataPlugin;
import io.auterity.connector.VendorFiles;
import io.auterity.connector.witness.WitnessRun.Witnessed;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
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

  private static final RealServer SERVER = RealServer.of("gitea");
  private static final DataPlugin PLUGIN = VendorFiles.plugin("gitea");
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

  @RegisterExtension
  static final WitnessRun RUN =
      new WitnessRun(new Witnessed("gitea", "gitea-actions", "Gitea " + SERVER.version()));

  @BeforeAll
  static void makeARepositoryThatIsBuilt() {
    SERVER.post(
        "/api/v1/user/repos",
        Json.EMPTY
            .with("name", Json.of(NAME))
            .with("auto_init", Json.of(true))
            .with("default_branch", Json.of("main")),
        PLUGIN);
    String bytes = Base64.getEncoder().encodeToString(WORKFLOW.getBytes(StandardCharsets.UTF_8));
    SERVER.post(
        "/api/v1/repos/%s/%s/contents/.gitea/workflows/greet.yml".formatted(SERVER.user(), NAME),
        Json.EMPTY.with("content", Json.of(bytes)).with("message", Json.of("Greet")),
        PLUGIN);
  }

  @Override
  protected Plugin plugin() {
    return new WitnessedPlugin(PLUGIN, RUN);
  }

  @Override
  protected PluginManifest manifest() {
    return WitnessedPlugin.manifest(PLUGIN.manifest());
  }

  @Override
  protected String connectorId() {
    return "gitea-actions";
  }

  @Override
  protected ProviderContext provider() {
    return SERVER.provider(PLUGIN);
  }

  @Override
  protected String repository() {
    return SERVER.user() + "/" + NAME;
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
