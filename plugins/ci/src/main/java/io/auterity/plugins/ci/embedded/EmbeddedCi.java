package io.auterity.plugins.ci.embedded;

import io.auterity.plugins.ci.embedded.Builds.Kept;
import io.auterity.plugins.ci.embedded.BuiltRepositories.Wanted;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.BehalfRuns.NewRun;
import io.auterity.spi.BehalfRuns.Run;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds that are runs: the pipeline of a repository is its build file, a build a run of the
 * workflow that the file of its commit names. All is read and started with the rights of who calls.
 */
final class EmbeddedCi implements Ci {

  private static final Duration TO_START = Duration.ofMinutes(1);

  private final BuiltRepositories repositories;
  private final Builds builds;

  EmbeddedCi(BuiltRepositories repositories, Builds builds) {
    this.repositories = repositories;
    this.builds = builds;
  }

  @Override
  public Pipeline getPipeline(WhichPipeline input, Call call) {
    Cancelled.check(call);
    return pipeline(input.pipeline().id(), call);
  }

  // A file that cannot be read is a pipeline that cannot be started.
  private Pipeline pipeline(String repository, Call call) {
    boolean active = true;
    try {
      repositories.file(repository, null, call);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.INVALID) {
        throw e;
      }
      active = false;
    }
    return new Pipeline(builds.at(repository), repository, Ref.of(repository), active, null);
  }

  @Override
  public Page<Pipeline> listPipelines(PipelineQuery query, Call call) {
    Cancelled.check(call);
    Ref repository = query.repository();
    if (repository == null) {
      throw Refusal.invalid("repository", "is needed: pipelines are listed of one repository");
    }
    try {
      return new Page<>(List.of(pipeline(repository.id(), call)), null);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.NOT_FOUND) {
        return new Page<>(List.of(), null);
      }
      throw e;
    }
  }

  @Override
  public Build triggerPipeline(PipelineTrigger trigger, Call call) {
    Cancelled.check(call);
    String repository = trigger.pipeline().id();
    String asked = digest(repository, trigger);
    Optional<Kept> earlier = builds.earlier(key(call), asked);
    if (earlier.isPresent()) {
      return started(earlier.get(), call);
    }
    Wanted wanted = repositories.commit(repository, trigger.ref(), call);
    BuildFile file = repositories.file(repository, wanted.sha(), call);
    Json.Obj input = BuiltRepositories.input(file, wanted, trigger);
    return started(builds.add(wanted, file.workflow(), input, key(call), asked), call);
  }

  // The keys of operations are apart.
  private static Optional<String> key(Call call) {
    return call.idempotencyKey().map(key -> call.capability() + " " + key);
  }

  // A repetition finds the build without a run when the process ended in between, and starts that.
  private Build started(Kept build, Call call) {
    NewRun wish =
        new NewRun(build.run(), build.workflow(), build.input(), Map.of("build", label(build)));
    try {
      return build(build, Optional.of(call.onBehalf().runs().start(wish)));
    } catch (CallFailedException e) {
      if (e.failure().code().origin() == Origin.CALLER
          && e.failure().code() != FailureCode.CANCELLED) {
        builds.forget(build);
      }
      throw e;
    }
  }

  private static String label(Kept build) {
    String place = build.place();
    return place.length() <= 200 ? place : place.substring(place.length() - 200);
  }

  private static String digest(String repository, PipelineTrigger trigger) {
    Map<String, String> variables =
        new TreeMap<>(Objects.requireNonNullElse(trigger.variables(), Map.of()));
    return sha256(
        Json.array(
                List.of(Json.of(repository), Json.of(trigger.ref()), Json.of(variables.toString())))
            .toString());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Build getBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    return build(builds.get(input.build().id()), call);
  }

  @Override
  public Page<Build> listBuilds(BuildQuery query, Call call) {
    Cancelled.check(call);
    return builds.list(query, call).map(build -> build(build, call));
  }

  @Override
  public Done cancelBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    Kept build = builds.get(input.build().id());
    call.onBehalf().runs().cancel(build.run());
    return Done.DONE;
  }

  @Override
  public Build retryBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    Kept before = builds.get(input.build().id());
    String asked = sha256(before.place());
    Optional<Kept> earlier = builds.earlier(key(call), asked);
    if (earlier.isPresent()) {
      return started(earlier.get(), call);
    }
    Wanted same =
        new Wanted(
            before.repository(), before.ref(), before.branch(), before.sha(), before.message());
    return started(builds.add(same, before.workflow(), before.input(), key(call), asked), call);
  }

  @Override
  public Page<BuildJob> listJobs(BuildJobQuery query, Call call) {
    Cancelled.check(call);
    Kept build = builds.get(query.build().id());
    return jobs(build, call).list(query.cursor(), query.limit());
  }

  @Override
  public BuildJob getJob(WhichBuildJob input, Call call) {
    Cancelled.check(call);
    String job = input.job().id();
    return jobs(builds.get(Jobs.build(job)), call).get(job);
  }

  @Override
  public Events<BuildLogLine> streamLog(BuildLogQuery query, Call call) {
    Cancelled.check(call);
    String job = query.job().id();
    Kept build = builds.get(Jobs.build(job));
    jobs(build, call).get(job);
    return BuildLog.of(build.run(), Jobs.step(job), query, call);
  }

  private Jobs jobs(Kept build, Call call) {
    BehalfRuns runs = call.onBehalf().runs();
    return new Jobs(builds, build, runs, runs.find(build.run()));
  }

  private Build build(Kept build, Call call) {
    return build(build, call.onBehalf().runs().find(build.run()));
  }

  private Build build(Kept build, Optional<Run> run) {
    Build.Builder known =
        Build.builder(
                builds.at(build.place()),
                builds.at(build.repository()),
                run.map(found -> Jobs.state(found.state())).orElseGet(() -> unstarted(build)))
            .number(build.number())
            .branch(build.branch())
            .sha(build.sha())
            .message(build.message().lines().findFirst().orElse(null))
            .createdAt(build.createdAt());
    if (run.isEmpty()) {
      return known.status("not_started").build();
    }
    Run found = run.get();
    return known
        .startedAt(found.startedAt())
        .finishedAt(found.finishedAt())
        .status(Jobs.word(found.state()))
        .extra(extra(found))
        .build();
  }

  private static Json.Obj extra(Run run) {
    Json.Obj told =
        Json.EMPTY
            .with("run", Json.of(run.id()))
            .with("workflow", Json.of(run.workflow()))
            .with("version", Json.of(run.version()));
    return run.failure() == null ? told : told.with("failure", Json.of(run.failure().message()));
  }

  // Its run is started right after it is kept; what has none later has lost it.
  private BuildState unstarted(Kept build) {
    boolean fresh = build.createdAt().plus(TO_START).isAfter(builds.clock().instant());
    return fresh ? BuildState.PENDING : BuildState.FAILURE;
  }
}
