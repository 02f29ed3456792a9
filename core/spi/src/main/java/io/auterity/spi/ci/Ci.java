package io.auterity.spi.ci;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Builds: pipelines, their runs and jobs, logs as streams of lines, artifacts, environments and
 * secrets. The value of a secret is given and never told.
 */
@Kind("ci")
public interface Ci {

  @Operation(
      resource = "pipeline",
      verb = "create",
      summary = "Create a pipeline",
      effect = Effect.NON_IDEMPOTENT)
  default Pipeline createPipeline(NewPipeline pipeline, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pipeline",
      verb = "get",
      summary = "Read one pipeline",
      effect = Effect.NONE)
  default Pipeline getPipeline(WhichPipeline input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "pipeline", verb = "list", summary = "List pipelines", effect = Effect.NONE)
  default Page<Pipeline> listPipelines(PipelineQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pipeline",
      verb = "trigger",
      summary = "Start a build of a pipeline",
      effect = Effect.NON_IDEMPOTENT)
  default Build triggerPipeline(PipelineTrigger trigger, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "build", verb = "get", summary = "Read one build", effect = Effect.NONE)
  default Build getBuild(WhichBuild input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "build",
      verb = "list",
      summary = "List builds of a pipeline, newest first",
      effect = Effect.NONE)
  default Page<Build> listBuilds(BuildQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "build",
      verb = "cancel",
      summary = "End a build that runs or waits",
      effect = Effect.IDEMPOTENT)
  default Done cancelBuild(WhichBuild input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "build",
      verb = "retry",
      summary = "Run a build again",
      effect = Effect.NON_IDEMPOTENT)
  default Build retryBuild(WhichBuild input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "build",
      verb = "approve",
      summary = "Let a build go on that waits for an approval",
      effect = Effect.IDEMPOTENT)
  default Build approveBuild(WhichBuild input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "build",
      verb = "decline",
      summary = "End a build that waits for an approval",
      effect = Effect.IDEMPOTENT)
  default Build declineBuild(WhichBuild input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "job",
      verb = "get",
      summary = "Read one job of a build",
      effect = Effect.NONE)
  default BuildJob getJob(WhichBuildJob input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "job",
      verb = "list",
      summary = "List the jobs of a build; at least one, of which a log is asked for",
      effect = Effect.NONE)
  default Page<BuildJob> listJobs(BuildJobQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "job",
      verb = "rerun",
      summary = "Run one job of a build again",
      effect = Effect.NON_IDEMPOTENT)
  default BuildJob rerunJob(WhichBuildJob input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "log",
      verb = "stream",
      summary = "Follow what a job of a build says, line by line",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER,
      stream = true)
  default Events<BuildLogLine> streamLog(BuildLogQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "artifact",
      verb = "list",
      summary = "List the files that a build has left",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<BuildArtifact> listArtifacts(ArtifactQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "artifact",
      verb = "get",
      summary = "Download a file that a build has left",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default ArtifactFile getArtifact(WhichArtifact input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "environment",
      verb = "create",
      summary = "Create an environment that builds deploy to",
      effect = Effect.NON_IDEMPOTENT)
  default DeployEnvironment createEnvironment(NewEnvironment environment, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "environment",
      verb = "update",
      summary = "Change fields of an environment",
      effect = Effect.IDEMPOTENT)
  default DeployEnvironment updateEnvironment(EnvironmentUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "environment",
      verb = "delete",
      summary = "Delete an environment",
      effect = Effect.IDEMPOTENT)
  default Done deleteEnvironment(WhichEnvironment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "environment",
      verb = "list",
      summary = "List environments",
      effect = Effect.NONE)
  default Page<DeployEnvironment> listEnvironments(EnvironmentQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "secret",
      verb = "create",
      summary = "Give builds a secret",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default CiSecret createSecret(NewCiSecret secret, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "secret",
      verb = "update",
      summary = "Replace the value of a secret of builds",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default CiSecret updateSecret(CiSecretUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "secret",
      verb = "delete",
      summary = "Take a secret from builds",
      effect = Effect.IDEMPOTENT)
  default Done deleteSecret(WhichCiSecret input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "secret",
      verb = "list",
      summary = "List secrets of builds, never their values",
      effect = Effect.NONE)
  default Page<CiSecret> listSecrets(CiSecretQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "definition",
      verb = "render",
      summary = "Write the definition of a pipeline for a build server",
      effect = Effect.NONE)
  default BuildDefinition renderDefinition(NewDefinition definition, Call call) {
    throw call.unsupported();
  }
}
