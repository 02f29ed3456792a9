package io.auterity.testkit.contract.ci;

import static io.auterity.testkit.contract.Slice.all;

import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.ci.ArtifactQuery;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildArtifact;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.DeployEnvironment;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.NewEnvironment;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.testkit.contract.ContractPart;
import io.auterity.testkit.contract.Slice;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests of a build server ask it with. */
abstract class CiPart extends ContractPart<Ci> {

  static final Set<BuildState> ENDED =
      EnumSet.of(BuildState.SUCCESS, BuildState.FAILURE, BuildState.CANCELLED, BuildState.SKIPPED);
  static final String VALUE = "hunter2-hunter2";
  static final int MOST_LOOKS = 600;

  final CiContract contract;

  CiPart(CiContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Ci ci() {
    return instance();
  }

  Build started() {
    return started(contract.pipeline());
  }

  Build started(String pipeline) {
    return ci().triggerPipeline(
            new PipelineTrigger(Ref.of(pipeline), null, null), call("pipeline.trigger"));
  }

  Build read(Ref build) {
    return ci().getBuild(new WhichBuild(build), call("build.get"));
  }

  Build ended() {
    return awaited(started());
  }

  Build awaited(Build started) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Build now = read(started.ref());
      if (ENDED.contains(now.state())) {
        return now;
      }
      contract.letWork();
    }
    throw new AssertionError("the build does not end: " + started.ref().id());
  }

  BuildJob job(Build build) {
    return jobs(build, new Slice(null, 1)).items().getFirst();
  }

  List<BuildJob> jobs(Build build) {
    return all(slice -> jobs(build, slice), 2);
  }

  Page<BuildJob> jobs(Build build, Slice slice) {
    return ci().listJobs(
            new BuildJobQuery(build.ref(), slice.cursor(), slice.limit()), call("job.list"));
  }

  /** Of the last job of a build. */
  BuildLogQuery log(Build build, @Nullable String from) {
    return new BuildLogQuery(jobs(build).getLast().ref(), from, false);
  }

  List<BuildArtifact> artifacts() {
    Ref build = ended().ref();
    return all(
        slice ->
            ci().listArtifacts(
                    new ArtifactQuery(build, slice.cursor(), slice.limit()), call("artifact.list")),
        2);
  }

  NewEnvironment environment(String name) {
    return new NewEnvironment(Ref.of(contract.repository()), name, "https://a.example.org");
  }

  DeployEnvironment made(NewEnvironment environment) {
    return ci().createEnvironment(environment, call("environment.create"));
  }

  NewCiSecret secret(String name) {
    return new NewCiSecret(Ref.of(contract.repository()), name, VaultSecret.of(VALUE));
  }

  CiSecret made(NewCiSecret secret) {
    return ci().createSecret(secret, call("secret.create"));
  }

  static NewDefinition definition(String name) {
    StepDefinition step = StepDefinition.builder("Greet").commands(List.of("echo hello")).build();
    JobDefinition job = JobDefinition.builder("greet", List.of(step)).image("alpine:3").build();
    return new NewDefinition(DefinitionFormat.GITHUB_ACTIONS, name, null, null, List.of(job), null);
  }
}
