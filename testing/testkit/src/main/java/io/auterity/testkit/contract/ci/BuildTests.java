package io.auterity.testkit.contract.ci;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.testkit.contract.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build server does with pipelines and builds. */
abstract class BuildTests extends CiPart {

  BuildTests(CiContract contract) {
    super(contract);
  }

  @Test
  void aPipelineIsReadAndListed() {
    need("pipeline.get", "pipeline.list");
    Pipeline read =
        ci().getPipeline(new WhichPipeline(Ref.of(contract.pipeline())), call("pipeline.get"));

    assertThat(read.ref().provider()).isEqualTo(provider().id());
    assertThat(all(this::pipelines, 2)).extracting(Pipeline::ref).contains(read.ref());
    Ref built = read.repository();
    assertThat(built == null ? null : built.provider())
        .as("a repository is held by a provider of the kind git, which a build server cannot name")
        .isNull();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    if (supports("pipeline.get")) {
      Ref lost = new Ref(provider().id(), contract.unknown(contract.pipeline()));
      expect(
          FailureCode.NOT_FOUND,
          () -> ci().getPipeline(new WhichPipeline(lost), call("pipeline.get")));
    }
    if (supports("build.get") && supports("pipeline.trigger")) {
      Ref lost = new Ref(provider().id(), contract.unknown(started().ref().id()));
      expect(FailureCode.NOT_FOUND, () -> ci().getBuild(new WhichBuild(lost), call("build.get")));
    }
  }

  @Test
  void aBuildThatIsStartedIsListedAndEnds() {
    need("pipeline.trigger", "build.get", "build.list");

    Build started = started();
    Build ended = awaited(started);

    assertThat(ended.state()).isEqualTo(BuildState.SUCCESS);
    assertThat(ended.pipeline().id()).isNotBlank();
    assertThat(ended.number()).isNotNull();
    assertThat(all(this::builds, 2)).extracting(Build::ref).contains(ended.ref());
  }

  @Test
  void eachBuildThatIsStartedIsOneOfItsOwn() {
    need("pipeline.trigger", "build.get");
    Build first = started();
    Build second = started();

    assertThat(second.ref()).isNotEqualTo(first.ref());
    assertThat(awaited(second).ref()).isNotEqualTo(awaited(first).ref());
  }

  @Test
  void buildsAreListedNewestFirstOverPages() {
    need("pipeline.trigger", "build.get", "build.list");
    Build first = ended();
    Build second = ended();

    List<Ref> listed = all(this::builds, 2).stream().map(Build::ref).toList();

    assertThat(listed).doesNotHaveDuplicates().contains(first.ref(), second.ref());
    assertThat(listed.indexOf(second.ref())).isLessThan(listed.indexOf(first.ref()));
  }

  @Test
  void aBuildThatIsCancelledDoesNotEndWell() {
    need("pipeline.trigger", "build.get", "build.cancel");
    Build started = started(contract.endless());
    ci().cancelBuild(new WhichBuild(started.ref()), call("build.cancel"));

    assertThat(awaited(started).state()).isEqualTo(BuildState.CANCELLED);
  }

  @Test
  void aBuildThatIsDeclinedDoesNotRun() {
    need("build.decline", "build.get");
    Ref blocked = contract.blocked();
    assertThat(read(blocked).state()).isEqualTo(BuildState.BLOCKED);

    ci().declineBuild(new WhichBuild(blocked), call("build.decline"));

    assertThat(read(blocked).state()).isIn(BuildState.CANCELLED, BuildState.FAILURE);
  }

  @Test
  void aBuildThatIsApprovedGoesOn() {
    need("build.approve", "build.get");
    Ref blocked = contract.blocked();
    assertThat(read(blocked).state()).isEqualTo(BuildState.BLOCKED);

    ci().approveBuild(new WhichBuild(blocked), call("build.approve"));

    assertThat(read(blocked).state()).isNotEqualTo(BuildState.BLOCKED);
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    need("build.list");
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () ->
              ci().listBuilds(
                      new BuildQuery(Ref.of(contract.pipeline()), null, null, limit),
                      call("build.list")));
    }
  }

  @Test
  void jobsOfABuildAreReadOneByOne() {
    need("pipeline.trigger", "build.get", "job.list", "job.get");
    Build build = ended();
    List<BuildJob> jobs = jobs(build);

    assertThat(jobs).isNotEmpty();
    for (BuildJob job : jobs) {
      assertThat(job.build()).isEqualTo(build.ref());
      assertThat(ci().getJob(new WhichBuildJob(job.ref()), call("job.get"))).isEqualTo(job);
    }
  }

  @Test
  void aJobThatIsRunAgainIsAJobOfThatBuild() {
    need("pipeline.trigger", "build.get", "job.list", "job.rerun");
    BuildJob job = job(ended());

    BuildJob again = ci().rerunJob(new WhichBuildJob(job.ref()), call("job.rerun"));

    assertThat(again.name()).isEqualTo(job.name());
    assertThat(again.build()).isEqualTo(job.build());
  }

  private Page<Pipeline> pipelines(Slice slice) {
    return ci().listPipelines(
            new PipelineQuery(Ref.of(contract.repository()), slice.cursor(), slice.limit()),
            call("pipeline.list"));
  }

  private Page<Build> builds(Slice slice) {
    return ci().listBuilds(
            new BuildQuery(Ref.of(contract.pipeline()), null, slice.cursor(), slice.limit()),
            call("build.list"));
  }
}
