package io.auterity.plugins.ci.embedded;

import io.auterity.plugins.ci.embedded.BuiltRepositories.Wanted;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.BehalfRuns.NewRun;
import io.auterity.spi.BehalfRuns.Run;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds that are runs: the pipeline of a repository is its build file, a build a run of the
 * workflow that the file of its commit names. All is read and started with the rights of who calls.
 */
record EmbeddedCi(BuiltRepositories repositories, Builds builds) implements Ci {

  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final Duration TO_REPEAT = Duration.ofDays(1);

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
    SameBuild same = SameBuild.of(trigger, call);
    Optional<BuildRecord> earlier = builds.earlier(same);
    if (earlier.isPresent()) {
      return repeated(earlier.get(), call);
    }
    Wanted wanted = repositories.commit(repository, trigger.ref(), call);
    BuildFile file = repositories.file(repository, wanted.sha(), call);
    Json.Obj input = BuiltRepositories.input(file, wanted, trigger);
    return first(builds.add(wanted, file.workflow(), input, same), call);
  }

  // What this call has not added is not its own to forget.
  private Build first(Builds.New made, Call call) {
    BuildRecord build = made.build();
    if (!made.added()) {
      return repeated(build, call);
    }
    Run run;
    try {
      run = run(build, call);
    } catch (CallFailedException e) {
      if (e.failure().code().origin() == Origin.CALLER
          && e.failure().code() != FailureCode.CANCELLED) {
        builds.forget(build);
      }
      throw e;
    }
    return started(build, run);
  }

  // Where the process ended between build and run, the repetition starts it. Later nothing does,
  // since a run that is not there may have been and gone.
  private Build repeated(BuildRecord build, Call call) {
    if (!build.started() && youngerThan(TO_REPEAT, build)) {
      return started(build, run(build, call));
    }
    Optional<Run> run = call.onBehalf().runs().find(build.run());
    if (run.isEmpty()) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          Failure.IDEMPOTENCY_KEY,
          "build '%s' of this idempotency key is not kept any more; use a new key for a new build"
              .formatted(build.place()));
    }
    return build(build, run.get());
  }

  private static Run run(BuildRecord build, Call call) {
    Map<String, String> labels = Map.of("build", label(build));
    return call.onBehalf()
        .runs()
        .start(new NewRun(build.run(), build.workflow(), build.input(), labels));
  }

  private Build started(BuildRecord build, Run run) {
    Build told = build(build, run);
    builds.started(build, told);
    return told;
  }

  private static String label(BuildRecord build) {
    String place = build.place();
    return place.length() <= 200 ? place : place.substring(place.length() - 200);
  }

  @Override
  public Build getBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    BuildRecord build = builds.get(input.build().id());
    return told(build, call).orElseThrow(() -> Builds.unknown(build.place()));
  }

  @Override
  public Page<Build> listBuilds(BuildQuery query, Call call) {
    Cancelled.check(call);
    Page<BuildRecord> found = builds.list(query, call);
    return new Page<>(
        found.items().stream().flatMap(build -> told(build, call).stream()).toList(), found.next());
  }

  @Override
  public Done cancelBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    BuildRecord build = builds.get(input.build().id());
    call.onBehalf().runs().cancel(build.run());
    return Done.DONE;
  }

  @Override
  public Build retryBuild(WhichBuild input, Call call) {
    Cancelled.check(call);
    BuildRecord before = builds.get(input.build().id());
    SameBuild same = SameBuild.again(before, call);
    Optional<BuildRecord> earlier = builds.earlier(same);
    if (earlier.isPresent()) {
      return repeated(earlier.get(), call);
    }
    Wanted wanted =
        new Wanted(
            before.repository(), before.ref(), before.branch(), before.sha(), before.message());
    return first(builds.add(wanted, before.workflow(), before.input(), same), call);
  }

  @Override
  public Page<BuildJob> listJobs(BuildJobQuery query, Call call) {
    Cancelled.check(call);
    BuildRecord build = builds.get(query.build().id());
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
    BuildRecord build = builds.get(Jobs.build(job));
    jobs(build, call).get(job);
    return BuildLog.of(build.run(), Jobs.step(job), query, call);
  }

  private Jobs jobs(BuildRecord build, Call call) {
    BehalfRuns runs = call.onBehalf().runs();
    return new Jobs(builds, build, runs, runs.find(build.run()));
  }

  // A build goes with its run. Where the process ended between the run and the note of it, that is
  // made now.
  private Optional<Build> told(BuildRecord build, Call call) {
    Optional<Run> run = call.onBehalf().runs().find(build.run());
    if (run.isPresent()) {
      return Optional.of(started(build, run.get()));
    }
    return build.started() ? Optional.empty() : Optional.of(unstarted(build));
  }

  private Build build(BuildRecord build, Run run) {
    return known(build, Jobs.state(run.state()))
        .startedAt(run.startedAt())
        .finishedAt(run.finishedAt())
        .status(Jobs.word(run.state()))
        .extra(extra(run))
        .build();
  }

  private Build.Builder known(BuildRecord build, BuildState state) {
    return Build.builder(builds.at(build.place()), builds.at(build.repository()), state)
        .number(build.number())
        .branch(build.branch())
        .sha(build.sha())
        .message(build.message().lines().findFirst().orElse(null))
        .createdAt(build.createdAt());
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
  private Build unstarted(BuildRecord build) {
    BuildState state = youngerThan(TO_START, build) ? BuildState.PENDING : BuildState.FAILURE;
    return known(build, state).status("not_started").build();
  }

  private boolean youngerThan(Duration age, BuildRecord build) {
    return build.createdAt().plus(age).isAfter(builds.clock().instant());
  }
}
