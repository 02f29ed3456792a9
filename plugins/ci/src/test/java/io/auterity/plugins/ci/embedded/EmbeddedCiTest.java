package io.auterity.plugins.ci.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.auterity.spi.BehalfRuns.NewRun;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.spi.shape.Shapes;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.InMemoryDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Builds that are runs, before repositories and runs in memory. */
class EmbeddedCiTest {

  private final WorkflowHouse house = WorkflowHouse.standard();
  private final InMemoryDocuments documents = new InMemoryDocuments();
  private final FakeProvider provider =
      new FakeProvider("builds", PluginManifest.builder("p", "1.0.0", "P", "P").build())
          .withConfig(
              Json.EMPTY
                  .with("git", Json.of("repos"))
                  .with("path", Json.of(".auterity/build.yaml")))
          .withDocuments(documents);
  private Instant now = WorkflowHouse.NOON;
  private final InstantSource clock = () -> now;
  private final Ci ci = new EmbeddedCiConnector(clock).open(provider);

  @Test
  void aBuildRunsWhatTheFileOfItsCommitNames() {
    Build build = trigger("octo/hello", null, null, "once");

    assertThat(build.ref()).isEqualTo(new Ref("builds", "octo/hello#1"));
    assertThat(build.branch()).isEqualTo("main");
    assertThat(build.sha()).isEqualTo(WorkflowHouse.SHA);
    assertThat(build.message()).isEqualTo("Greet");
    NewRun run = house.started.getFirst();
    assertThat(run.workflow()).isEqualTo("greet");
    assertThat(run.input()).hasToString("{\"sha\":\"%s\"}".formatted(WorkflowHouse.SHA));
    assertThat(run.labels()).isEqualTo(Map.of("build", "octo/hello#1"));
  }

  @Test
  void aBuildIsToldWithItsRecordOnceItsRunIsStarted() {
    Build build = trigger("octo/hello", null, null, "once");
    trigger("octo/hello", null, null, "once");
    get("octo/hello#1");

    assertThat(documents.raised())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("ci.build.started");
              assertThat(event.subject()).isEqualTo("octo/hello#1");
              assertThat(Shapes.ofResults().read(event.record(), Build.class, "the event"))
                  .isEqualTo(build);
            });
  }

  @Test
  void aBuildWhoseRunIsNotStartedIsNotTold() {
    house.breaksBeforeRuns = true;
    assertThatIllegalStateException().isThrownBy(() -> trigger("octo/hello", null, null, "once"));
    get("octo/hello#1");
    assertThat(documents.raised()).isEmpty();

    house.breaksBeforeRuns = false;
    trigger("octo/hello", null, null, "once");

    assertThat(documents.raised()).hasSize(1);
  }

  @Test
  void aRepeatedTriggerGivesTheSameBuild() {
    Build first = trigger("octo/hello", "main", null, "once");
    Build again = trigger("octo/hello", "main", null, "once");

    assertThat(again.ref()).isEqualTo(first.ref());
    assertThat(house.started).hasSize(1);
    assertThat(trigger("octo/hello", "main", null, null).number()).isEqualTo(2);
    refused(FailureCode.CONFLICT, () -> trigger("octo/hello", "dev", null, "once"));
  }

  @Test
  void whatEndsBetweenBuildAndRunIsTakenUpByTheRepetition() {
    house.breaksBeforeRuns = true;
    assertThatIllegalStateException().isThrownBy(() -> trigger("octo/hello", null, null, "once"));
    assertThat(get("octo/hello#1").state()).isEqualTo(BuildState.PENDING);

    house.breaksBeforeRuns = false;
    Build healed = trigger("octo/hello", null, null, "once");

    assertThat(healed.ref().id()).isEqualTo("octo/hello#1");
    assertThat(house.started).hasSize(1);
  }

  @Test
  void aBuildWhoseRunNeverCameHasFailed() {
    house.breaksBeforeRuns = true;
    assertThatIllegalStateException().isThrownBy(() -> trigger("octo/hello", null, null, null));

    now = now.plus(Duration.ofMinutes(2));

    assertThat(get("octo/hello#1").state()).isEqualTo(BuildState.FAILURE);
    assertThat(get("octo/hello#1").status()).isEqualTo("not_started");
  }

  @Test
  void aRunThatIsRefusedLeavesNoBuild() {
    house.mayStart = false;
    refused(FailureCode.FORBIDDEN, () -> trigger("octo/hello", null, null, "once"));
    house.mayStart = true;
    house.with("octo/hello", "{format: 1, workflow: lost}");
    refused(FailureCode.NOT_FOUND, () -> trigger("octo/hello", null, null, "twice"));

    assertThat(builds("octo/hello", null)).isEmpty();
    house.with("octo/hello", "{format: 1, workflow: greet}");
    assertThat(trigger("octo/hello", null, null, "once").number()).isEqualTo(3);
    assertThat(builds("octo/hello", null)).extracting(Build::number).containsExactly(3L);
  }

  @Test
  void aBuildGoesWithItsRunAndItsKeyStartsNoOther() {
    trigger("octo/hello", null, null, "once");
    house.forgetRuns();

    refused(FailureCode.CONFLICT, () -> trigger("octo/hello", null, null, "once"));
    assertThat(house.started).hasSize(1);
    refused(FailureCode.NOT_FOUND, () -> get("octo/hello#1"));
    assertThat(builds("octo/hello", null)).isEmpty();
  }

  @Test
  void aRunThatNeverCameIsNotStartedDaysLater() {
    house.breaksBeforeRuns = true;
    assertThatIllegalStateException().isThrownBy(() -> trigger("octo/hello", null, null, "once"));
    house.breaksBeforeRuns = false;

    now = now.plus(Duration.ofDays(2));

    refused(FailureCode.CONFLICT, () -> trigger("octo/hello", null, null, "once"));
    assertThat(house.started).isEmpty();
  }

  @Test
  void aRepetitionThatIsRefusedForgetsNothing() {
    trigger("octo/hello", null, null, "once");
    house.mayRead = false;
    refused(FailureCode.FORBIDDEN, () -> trigger("octo/hello", null, null, "once"));
    house.mayRead = true;

    assertThat(builds("octo/hello", null)).extracting(Build::number).containsExactly(1L);
    assertThat(trigger("octo/hello", null, null, "once").number()).isEqualTo(1);
    assertThat(house.started).hasSize(1);
  }

  @Test
  void aRepetitionThatIsRefusedForgetsNoBuildThatWaitsForItsRun() {
    house.breaksBeforeRuns = true;
    assertThatIllegalStateException().isThrownBy(() -> trigger("octo/hello", null, null, "once"));
    house.breaksBeforeRuns = false;
    house.mayStart = false;

    refused(FailureCode.FORBIDDEN, () -> trigger("octo/hello", null, null, "once"));

    assertThat(get("octo/hello#1").state()).isEqualTo(BuildState.PENDING);
  }

  @Test
  void theLatestThousandBuildsOfARepositoryAreKept() {
    trigger("octo/hello", "dev", null, null);
    for (int i = 0; i < 1_000; i++) {
      trigger("octo/hello", "main", null, null);
    }

    assertThat(get("octo/hello#2").number()).isEqualTo(2);
    refused(FailureCode.NOT_FOUND, () -> get("octo/hello#1"));
    assertThat(builds("octo/hello", "dev")).isEmpty();
    trigger("octo/hello", "dev", null, null);
    assertThat(builds("octo/hello", "dev")).extracting(Build::number).containsExactly(1_002L);
  }

  @Test
  void buildsAreListedNewestFirstAlsoOfOneBranch() {
    trigger("octo/hello", "main", null, null);
    trigger("octo/hello", "dev", null, null);
    trigger("octo/hello", "refs/tags/v1", null, null);
    trigger("octo/hello", "refs/heads/main", null, null);

    assertThat(builds("octo/hello", null))
        .extracting(Build::number)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(builds("octo/hello", "main")).extracting(Build::number).containsExactly(4L, 1L);
    assertThat(builds("octo/hello", "other")).isEmpty();
    assertThat(builds("octo/hello", null).get(1).branch()).isNull();
  }

  @Test
  void aBuildIsRunAgainAsItWas() {
    trigger("octo/hello", "dev", null, null);
    house.with("octo/hello", "{format: 1, workflow: endless}");

    Build again =
        ci.retryBuild(
            new WhichBuild(Ref.of("octo/hello#1")), call("build.retry").withIdempotencyKey("k"));
    Build same =
        ci.retryBuild(
            new WhichBuild(Ref.of("octo/hello#1")), call("build.retry").withIdempotencyKey("k"));

    assertThat(again.number()).isEqualTo(2);
    assertThat(same.ref()).isEqualTo(again.ref());
    assertThat(house.started).extracting(NewRun::workflow).containsExactly("greet", "greet");
    assertThat(house.started)
        .extracting(NewRun::input)
        .containsOnly(house.started.getFirst().input());
  }

  @Test
  void variablesAreThoseThatTheFileUses() {
    house.with("octo/hello", "{format: 1, workflow: greet, inputs: {to: '${variables.TO}', n: 1}}");

    trigger("octo/hello", null, Map.of("TO", "all"), null);
    trigger("octo/hello", null, null, null);

    assertThat(house.started)
        .extracting(run -> run.input().toString())
        .containsExactly("{\"to\":\"all\",\"n\":1}", "{\"n\":1}");
    refused(FailureCode.INVALID, () -> trigger("octo/hello", null, Map.of("N", "2"), null));
  }

  @Test
  void theLogOfTheWholeRunEndsWithIt() {
    Build build = trigger("octo/hello", null, null, null);
    List<BuildJob> jobs =
        ci.listJobs(new BuildJobQuery(build.ref(), null, null), call("job.list")).items();
    assertThat(jobs).extracting(BuildJob::name).containsExactly("greet", "greet");

    assertThat(log(jobs.getFirst().ref(), null))
        .extracting(BuildLogLine::text)
        .containsExactly("greet began", "greet completed", "run succeeded");
    assertThat(log(jobs.getFirst().ref(), "1.1"))
        .extracting(BuildLogLine::position)
        .containsExactly("end");
    assertThat(log(jobs.getFirst().ref(), "end")).isEmpty();
    assertThat(log(jobs.getFirst().ref(), "0.1"))
        .extracting(BuildLogLine::position)
        .containsExactly("1.0", "1.1", "end");
    assertThat(log(jobs.getFirst().ref(), "7.0"))
        .extracting(BuildLogLine::position)
        .containsExactly("end");
  }

  @Test
  void aPipelineWhoseFileCannotBeReadIsNotActive() {
    house.with("octo/hello", "workflow: greet");

    assertThat(
            ci.getPipeline(new WhichPipeline(Ref.of("octo/hello")), call("pipeline.get")).active())
        .isFalse();
    refused(FailureCode.INVALID, () -> trigger("octo/hello", null, null, null));
    refused(FailureCode.NOT_FOUND, () -> trigger("octo/hello", "nowhere", null, null));
  }

  private List<BuildLogLine> log(Ref job, @Nullable String from) {
    List<BuildLogLine> lines = new ArrayList<>();
    try (Events<BuildLogLine> events =
        ci.streamLog(new BuildLogQuery(job, from, true), call("log.stream"))) {
      for (BuildLogLine line = events.next(); line != null; line = events.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private List<Build> builds(String repository, @Nullable String branch) {
    return ci.listBuilds(new BuildQuery(Ref.of(repository), branch, null, null), call("build.list"))
        .items();
  }

  private Build get(String place) {
    return ci.getBuild(new WhichBuild(Ref.of(place)), call("build.get"));
  }

  private Build trigger(
      String repository,
      @Nullable String ref,
      @Nullable Map<String, String> variables,
      @Nullable String key) {
    FakeCall call = call("pipeline.trigger");
    return ci.triggerPipeline(
        new PipelineTrigger(Ref.of(repository), ref, variables),
        key == null ? call : call.withIdempotencyKey(key));
  }

  private FakeCall call(String operation) {
    return FakeCall.of("ci." + operation, provider).withBehalf(house);
  }

  private static void refused(FailureCode code, Runnable action) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code));
  }
}
