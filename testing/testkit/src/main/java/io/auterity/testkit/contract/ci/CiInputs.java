package io.auterity.testkit.contract.ci;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.ci.ArtifactQuery;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.CiSecretQuery;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichArtifact;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichCiSecret;
import io.auterity.spi.ci.WhichEnvironment;
import io.auterity.spi.ci.WhichPipeline;

/** One input for each operation. */
final class CiInputs extends CiPart {

  CiInputs(CiContract contract) {
    super(contract);
  }

  Object of(String operation) {
    boolean real = supports(operation);
    return switch (operation) {
      case "pipeline.create" ->
          new NewPipeline(
              Ref.of(contract.repositoryToBuild()),
              contract.freshName(),
              null,
              contract.definition());
      case "pipeline.get" -> new WhichPipeline(Ref.of(contract.pipeline()));
      case "pipeline.list" -> new PipelineQuery(Ref.of(contract.repository()), null, null);
      case "pipeline.trigger" -> new PipelineTrigger(Ref.of(contract.pipeline()), null, null);
      case "build.list" -> new BuildQuery(Ref.of(contract.pipeline()), null, null, null);
      case "build.get", "build.cancel" -> new WhichBuild(real ? started().ref() : any());
      case "build.retry" -> new WhichBuild(real ? ended().ref() : any());
      case "build.approve", "build.decline" -> new WhichBuild(real ? contract.blocked() : any());
      case "job.list" -> new BuildJobQuery(real ? ended().ref() : any(), null, null);
      case "job.get", "job.rerun" -> new WhichBuildJob(real ? job(ended()).ref() : any());
      case "log.stream" -> real ? log(ended(), null) : new BuildLogQuery(any(), null, null);
      case "artifact.list" -> new ArtifactQuery(real ? ended().ref() : any(), null, null);
      case "artifact.get" -> new WhichArtifact(real ? artifact() : any());
      case "environment.create" -> environment(contract.freshName());
      case "environment.update" ->
          new EnvironmentUpdate(
              real ? made(environment(contract.freshName())).ref() : any(),
              Change.to("https://b.example.org"));
      case "environment.delete" ->
          new WhichEnvironment(real ? made(environment(contract.freshName())).ref() : any());
      case "environment.list" -> new EnvironmentQuery(Ref.of(contract.repository()), null, null);
      case "secret.create" -> secret(contract.freshName());
      case "secret.update" ->
          new CiSecretUpdate(
              real ? made(secret(contract.freshName())).ref() : any(), VaultSecret.of(VALUE + "2"));
      case "secret.delete" ->
          new WhichCiSecret(real ? made(secret(contract.freshName())).ref() : any());
      case "secret.list" -> new CiSecretQuery(Ref.of(contract.repository()), null, null);
      case "definition.render" -> definition("Build");
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  private Ref any() {
    return new Ref(provider().id(), contract.repository());
  }

  private Ref artifact() {
    offered(contract.leavesArtifacts());
    return artifacts().getFirst().ref();
  }
}
