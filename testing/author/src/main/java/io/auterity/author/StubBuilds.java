package io.auterity.author;

import static io.auterity.author.StubShelf.changed;
import static io.auterity.author.StubShelf.found;
import static io.auterity.author.StubShelf.number;
import static io.auterity.author.StubShelf.page;
import static io.auterity.author.StubShelf.ref;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.ArtifactQuery;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildArtifact;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.CiSecretQuery;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.DeployEnvironment;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.NewEnvironment;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichCiSecret;
import io.auterity.spi.ci.WhichEnvironment;
import io.auterity.spi.ci.WhichPipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build server in memory, whose builds run no commands: those of the pipeline {@code endless} run
 * until they are ended, those of {@code blocked} wait for an approval, and all others end well at
 * once.
 */
final class StubBuilds implements Ci {

  /** What the suite of the kind works with here. */
  static final Map<String, String> GIVEN =
      Map.of("pipeline", "greet", "endless", "endless", "blocked", "blocked", "artifacts", "true");

  private static final Ref REPOSITORY = ref("main");

  private final Map<String, Pipeline> pipelines = new TreeMap<>();
  private final List<Build> builds = new ArrayList<>();
  private final Map<String, DeployEnvironment> environments = new TreeMap<>();
  private final Map<String, CiSecret> secrets = new TreeMap<>();

  StubBuilds() {
    List.of("greet", "endless", "blocked").forEach(this::pipeline);
  }

  private Pipeline pipeline(String name) {
    Pipeline pipeline = new Pipeline(ref(name), name, REPOSITORY, true, null);
    pipelines.put(name, pipeline);
    return pipeline;
  }

  private static void known(@Nullable Ref repository) {
    boolean there = repository == null || repository.id().equals(REPOSITORY.id());
    found(
        there ? REPOSITORY : null,
        "repository",
        Objects.requireNonNullElse(repository, REPOSITORY));
  }

  private static void free(Map<String, ?> names, String name) {
    if (names.containsKey(name)) {
      throw new CallFailedException(FailureCode.CONFLICT, "'%s' is there already".formatted(name));
    }
  }

  @Override
  public synchronized Pipeline createPipeline(NewPipeline pipeline, Call call) {
    known(pipeline.repository());
    free(pipelines, pipeline.name());
    return pipeline(pipeline.name());
  }

  @Override
  public synchronized Pipeline getPipeline(WhichPipeline input, Call call) {
    return pipeline(input.pipeline());
  }

  private Pipeline pipeline(Ref ref) {
    return found(pipelines.get(ref.id()), "pipeline", ref);
  }

  @Override
  public synchronized Page<Pipeline> listPipelines(PipelineQuery query, Call call) {
    known(query.repository());
    return page(List.copyOf(pipelines.values()), each -> true, query.cursor(), query.limit());
  }

  // --- builds and their jobs -------------------------------------------------------------------

  @Override
  public synchronized Build triggerPipeline(PipelineTrigger trigger, Call call) {
    return begun(pipeline(trigger.pipeline()), trigger.ref());
  }

  private Build begun(Pipeline pipeline, @Nullable String branch) {
    BuildState state =
        switch (pipeline.name()) {
          case "endless" -> BuildState.RUNNING;
          case "blocked" -> BuildState.BLOCKED;
          default -> BuildState.SUCCESS;
        };
    long number = builds.size() + 1L;
    Build build =
        Build.builder(ref(number), pipeline.ref(), state)
            .number(number)
            .branch(branch)
            .createdAt(Instant.now())
            .build();
    builds.add(build);
    return build;
  }

  private Build build(Ref ref) {
    int number = number(ref);
    boolean there = number >= 1 && number <= builds.size();
    return found(there ? builds.get(number - 1) : null, "build", ref);
  }

  private Build ended(Ref ref, BuildState before, BuildState after) {
    Build build = build(ref);
    if (build.state() != before) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "build '%s' is %s".formatted(ref.id(), build.state()));
    }
    Build ended = build.toBuilder().state(after).finishedAt(Instant.now()).build();
    builds.set(number(build.ref()) - 1, ended);
    return ended;
  }

  @Override
  public synchronized Build getBuild(WhichBuild input, Call call) {
    return build(input.build());
  }

  @Override
  public synchronized Page<Build> listBuilds(BuildQuery query, Call call) {
    Pipeline pipeline = pipeline(query.pipeline());
    return page(
        builds.reversed(),
        each ->
            each.pipeline().equals(pipeline.ref())
                && (query.branch() == null || query.branch().equals(each.branch())),
        query.cursor(),
        query.limit());
  }

  @Override
  public synchronized Done cancelBuild(WhichBuild input, Call call) {
    BuildState state = build(input.build()).state();
    if (state == BuildState.RUNNING || state == BuildState.BLOCKED) {
      ended(input.build(), state, BuildState.CANCELLED);
    }
    return Done.DONE;
  }

  @Override
  public synchronized Build retryBuild(WhichBuild input, Call call) {
    Build before = build(input.build());
    return begun(pipeline(before.pipeline()), before.branch());
  }

  @Override
  public synchronized Build approveBuild(WhichBuild input, Call call) {
    return ended(input.build(), BuildState.BLOCKED, BuildState.SUCCESS);
  }

  @Override
  public synchronized Build declineBuild(WhichBuild input, Call call) {
    return ended(input.build(), BuildState.BLOCKED, BuildState.CANCELLED);
  }

  /** The one job of a build bears its number. */
  private static BuildJob job(Build build) {
    return BuildJob.builder(build.ref(), build.ref(), "greet", build.state()).build();
  }

  @Override
  public synchronized BuildJob getJob(WhichBuildJob input, Call call) {
    return job(build(input.job()));
  }

  @Override
  public synchronized Page<BuildJob> listJobs(BuildJobQuery query, Call call) {
    return page(List.of(job(build(query.build()))), each -> true, query.cursor(), query.limit());
  }

  @Override
  public synchronized BuildJob rerunJob(WhichBuildJob input, Call call) {
    return job(build(input.job()));
  }

  @Override
  public synchronized Page<BuildArtifact> listArtifacts(ArtifactQuery query, Call call) {
    Build build = build(query.build());
    BuildArtifact left =
        new BuildArtifact(build.ref(), build.ref(), build.ref(), "greeting.txt", 5L, null);
    return page(
        List.of(left), each -> build.state() == BuildState.SUCCESS, query.cursor(), query.limit());
  }

  // --- what builds are given -------------------------------------------------------------------

  @Override
  public synchronized DeployEnvironment createEnvironment(NewEnvironment made, Call call) {
    known(made.repository());
    free(environments, made.name());
    return environment(made.name(), made.externalUrl());
  }

  private DeployEnvironment environment(String name, @Nullable String url) {
    DeployEnvironment environment = new DeployEnvironment(ref(name), REPOSITORY, name, url);
    environments.put(name, environment);
    return environment;
  }

  private DeployEnvironment environment(Ref ref) {
    return found(environments.get(ref.id()), "environment", ref);
  }

  @Override
  public synchronized DeployEnvironment updateEnvironment(EnvironmentUpdate update, Call call) {
    DeployEnvironment before = environment(update.environment());
    return environment(before.name(), changed(update.externalUrl(), before.externalUrl()));
  }

  @Override
  public synchronized Done deleteEnvironment(WhichEnvironment input, Call call) {
    environments.remove(environment(input.environment()).name());
    return Done.DONE;
  }

  @Override
  public synchronized Page<DeployEnvironment> listEnvironments(EnvironmentQuery query, Call call) {
    known(query.repository());
    return page(List.copyOf(environments.values()), each -> true, query.cursor(), query.limit());
  }

  @Override
  public synchronized CiSecret createSecret(NewCiSecret secret, Call call) {
    known(secret.repository());
    free(secrets, secret.name());
    return secret(secret.name());
  }

  /** Its value is kept nowhere, for no build is given it. */
  private CiSecret secret(String name) {
    CiSecret secret = new CiSecret(ref(name), name, Instant.now());
    secrets.put(name, secret);
    return secret;
  }

  private CiSecret secret(Ref ref) {
    return found(secrets.get(ref.id()), "secret", ref);
  }

  @Override
  public synchronized CiSecret updateSecret(CiSecretUpdate update, Call call) {
    return secret(secret(update.secret()).name());
  }

  @Override
  public synchronized Done deleteSecret(WhichCiSecret input, Call call) {
    secrets.remove(secret(input.secret()).name());
    return Done.DONE;
  }

  @Override
  public synchronized Page<CiSecret> listSecrets(CiSecretQuery query, Call call) {
    known(query.repository());
    return page(List.copyOf(secrets.values()), each -> true, query.cursor(), query.limit());
  }
}
