package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ci.ArtifactQuery;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildArtifact;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecret;
import io.auterity.spi.ci.CiSecretQuery;
import io.auterity.spi.ci.DeployEnvironment;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichArtifact;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replies of build servers become records: recorded ones where there are any. */
@Tag("generated")
class CiRepliesTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String GITHUB =
      "fixtures/hub4j/src/test/resources/org/kohsuke/github/GHWorkflowRunTest/wiremock/";
  private static final String GITLAB =
      "fixtures/gitlab4j/gitlab4j-models/src/test/resources/org/gitlab4j/models/";
  private static final String BUILD =
      """
      {"number": 7, "result": null, "building": true, "timestamp": 1700000000000, "duration": 0,
       "url": "https://x", "displayName": "#7"}
      """;

  private static Recording recorded(String file) throws IOException {
    return Recording.of(file, EVIDENCE);
  }

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  private static Call call(AnsweringVendor vendor, String operation) {
    return vendor.callOf("ci." + operation);
  }

  @Test
  void recordedRunsOfGithub() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when(
                "GET .*",
                recorded(GITHUB + "testSearchOnBranch/__files/4-r_h_g_actions_runs.json"));
    BuildQuery query = new BuildQuery(mine("o/r/workflows/6820849"), null, null, null);

    List<Build> builds = vendor.of(Ci.class).listBuilds(query, call(vendor, "build.list")).items();

    Build first = builds.getFirst();
    assertThat(first.ref()).isEqualTo(mine("o/r/runs/686036126"));
    assertThat(first.pipeline()).isEqualTo(mine("o/r/workflows/6820849"));
    assertThat(first.number()).isEqualTo(16);
    assertThat(first.state()).isEqualTo(BuildState.CANCELLED);
    assertThat(first.branch()).isEqualTo("main");
    assertThat(first.finishedAt()).isNotNull();
  }

  @Test
  void recordedJobsOfGithub() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when(
                "GET .*/jobs .*",
                recorded(GITHUB + "testJobs/__files/7-r_h_g_actions_runs_719643947_jobs.json"))
            .when(
                "GET .*/jobs/.*",
                recorded(GITHUB + "testJobs/__files/10-r_h_g_actions_jobs__2270858630.json"));
    Ci ci = vendor.of(Ci.class);

    List<BuildJob> jobs =
        ci.listJobs(
                new BuildJobQuery(mine("o/r/runs/719643947"), null, null), call(vendor, "job.list"))
            .items();
    BuildJob job =
        ci.getJob(new WhichBuildJob(mine("o/r/jobs/2270858630")), call(vendor, "job.get"));

    assertThat(jobs).contains(job);
    assertThat(job.build()).isEqualTo(mine("o/r/runs/719643947"));
    assertThat(job.state()).isEqualTo(BuildState.SUCCESS);
  }

  @Test
  void recordedWorkflowsAndArtifactsOfGithub() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when(
                "GET .*/artifacts .*",
                recorded(
                    GITHUB
                        + "testArtifacts/__files/6-r_h_g_actions_runs_7892624040_artifacts.json"))
            .when(
                "GET .*/workflows/.*",
                recorded(
                    GITHUB
                        + "testArtifacts/__files/2-r_h_g_actions_workflows_artifacts-workflowyml.json"));
    Ci ci = vendor.of(Ci.class);

    Pipeline pipeline =
        ci.getPipeline(
            new WhichPipeline(mine("o/r/workflows/artifacts-workflow.yml")),
            call(vendor, "pipeline.get"));
    List<BuildArtifact> artifacts =
        ci.listArtifacts(
                new ArtifactQuery(mine("o/r/runs/7892624040"), null, null),
                call(vendor, "artifact.list"))
            .items();

    assertThat(pipeline.active()).isTrue();
    assertThat(pipeline.name()).isEqualTo("Artifacts workflow");
    assertThat(artifacts).hasSize(2);
    assertThat(artifacts.getFirst().build()).isEqualTo(mine("o/r/runs/7892624040"));
    assertThat(artifacts.getFirst().size()).isPositive();
  }

  @Test
  void examplesOfGitlab() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .when("GET .*/jobs .*", "[" + recorded(GITLAB + "job.json").text() + "]")
            .when("GET .*/jobs/7/artifacts .*", "zipped")
            .when("GET .*/jobs/7/trace .*", "one\r\ntwo\n")
            .when("GET .*/jobs/.*", recorded(GITLAB + "job.json"))
            .when("(GET|POST) .*/pipelines/.*", recorded(GITLAB + "pipeline.json"))
            .when(
                "GET .*/environments .*", "[" + recorded(GITLAB + "environment.json").text() + "]")
            .when("GET .*/variables .*", recorded(GITLAB + "project-variables.json"));
    Ci ci = vendor.of(Ci.class);
    Ref build = mine("diaspora/site#46");

    Build read = ci.getBuild(new WhichBuild(build), call(vendor, "build.get"));
    BuildJob job = ci.getJob(new WhichBuildJob(mine("diaspora/site#6#7")), call(vendor, "job.get"));
    BuildArtifact artifact =
        ci.listArtifacts(new ArtifactQuery(build, null, null), call(vendor, "artifact.list"))
            .items()
            .getFirst();

    assertThat(read.ref()).isEqualTo(build);
    assertThat(read.state()).isEqualTo(BuildState.SUCCESS);
    assertThat(read.createdAt()).isEqualTo(Instant.parse("2016-08-11T11:28:34.085Z"));
    assertThat(vendor.requests().getFirst().uri().getRawPath())
        .isEqualTo("/api/v4/projects/diaspora%2Fsite/pipelines/46");
    assertThat(job.ref()).isEqualTo(mine("diaspora/site#6#7"));
    assertThat(job.state()).isEqualTo(BuildState.FAILURE);
    assertThat(artifact.size()).isEqualTo(1000);
    assertThat(
            ci.getArtifact(new WhichArtifact(artifact.ref()), call(vendor, "artifact.get"))
                .content()
                .bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("zipped");
    assertThat(
            lines(
                ci.streamLog(new BuildLogQuery(job.ref(), null, true), call(vendor, "log.stream"))))
        .extracting(BuildLogLine::text)
        .containsExactly("one", "two");
  }

  @Test
  void variablesOfGitlabAreToldWithoutTheirValues() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .when(
                "GET .*/environments .*", "[" + recorded(GITLAB + "environment.json").text() + "]")
            .when("GET .*/variables .*", recorded(GITLAB + "project-variables.json"));
    Ci ci = vendor.of(Ci.class);
    Ref repository = mine("diaspora/site");

    List<CiSecret> secrets =
        ci.listSecrets(new CiSecretQuery(repository, null, null), call(vendor, "secret.list"))
            .items();
    List<DeployEnvironment> environments =
        ci.listEnvironments(
                new EnvironmentQuery(repository, null, null), call(vendor, "environment.list"))
            .items();

    assertThat(secrets).isNotEmpty();
    assertThat(secrets)
        .allSatisfy(s -> assertThat(s.ref().id()).isEqualTo("diaspora/site#" + s.name()));
    assertThat(environments).isNotEmpty();
  }

  private static AnsweringVendor jenkins() {
    return new AnsweringVendor("jenkins")
        .when("GET .*/logText/.*", "Started\nFinished: SUCCESS\n")
        .when("GET .*/7/api/json .*", BUILD)
        .when("GET .*/artifact/.*", "bytes")
        .when(
            "GET .*/job/team/job/app/api/json .*",
            "{\"fullName\": \"team/app\", \"name\": \"app\", \"url\": \"https://x\", \"buildable\":"
                + " true, \"nextBuildNumber\": 8}")
        .when("POST .*", 302, "");
  }

  @Test
  void aJobOfJenkinsIsAPipeline() {
    AnsweringVendor vendor = jenkins();
    Ci ci = vendor.of(Ci.class);

    Pipeline pipeline =
        ci.getPipeline(new WhichPipeline(mine("team/app")), call(vendor, "pipeline.get"));
    Build build = ci.getBuild(new WhichBuild(mine("team/app#7")), call(vendor, "build.get"));
    BuildJob job = ci.getJob(new WhichBuildJob(mine("team/app#7:all")), call(vendor, "job.get"));

    assertThat(pipeline.ref()).isEqualTo(mine("team/app"));
    assertThat(build.state()).isEqualTo(BuildState.RUNNING);
    assertThat(build.finishedAt()).isNull();
    assertThat(job.build()).isEqualTo(build.ref());
    assertThat(job.state()).isEqualTo(BuildState.RUNNING);
    assertThat(paths(vendor))
        .containsExactly(
            "/job/team/job/app/api/json",
            "/job/team/job/app/7/api/json",
            "/job/team/job/app/7/api/json");
  }

  @Test
  void aLogOfJenkinsIsAskedForFromAPlace() {
    AnsweringVendor vendor = jenkins();
    BuildLogQuery query = new BuildLogQuery(mine("team/app#7:all"), "120", null);

    List<BuildLogLine> lines =
        lines(vendor.of(Ci.class).streamLog(query, call(vendor, "log.stream")));

    assertThat(lines)
        .extracting(BuildLogLine::text)
        .containsExactly("Started", "Finished: SUCCESS");
    assertThat(vendor.requests().getFirst().uri().getRawQuery()).isEqualTo("start=120");
  }

  @Test
  void theValueOfASecretOfJenkinsStandsInTheBodyAlone() {
    AnsweringVendor vendor = jenkins();
    NewCiSecret secret =
        new NewCiSecret(mine("team"), "KEY", VaultSecret.of("it's \"hunter2\" & more"));

    CiSecret made = vendor.of(Ci.class).createSecret(secret, call(vendor, "secret.create"));

    WireRequest sent = vendor.requests().getFirst();
    assertThat(made).isEqualTo(new CiSecret(mine("team#KEY"), "KEY", null));
    assertThat(sent.uri().toString()).doesNotContain("hunter2");
    assertThat(java.net.URLDecoder.decode(vendor.lastBody(), StandardCharsets.UTF_8))
        .contains("\"secret\":\"it's \\\"hunter2\\\" & more\"");
  }

  @Test
  void aBuildOfJenkinsWaitsInTheQueueUntilItHasANumber() {
    AnsweringVendor vendor =
        new AnsweringVendor("jenkins")
            .located("https://vendor.example/queue/item/31/")
            .when("GET .*/queue/item/31/.*", "{\"cancelled\": false}")
            .when("GET .*/queue/item/32/.*", "{\"executable\": {\"number\": 7}}")
            .when("GET .*/queue/item/33/.*", "{\"cancelled\": true}")
            .when("GET .*/7/api/json .*", BUILD)
            .when("POST .*", 201, "");
    Ci ci = vendor.of(Ci.class);
    PipelineTrigger trigger = new PipelineTrigger(mine("app"), null, Map.of("A", "b c"));

    Build build = ci.triggerPipeline(trigger, call(vendor, "pipeline.trigger"));

    assertThat(vendor.lastBody()).isEqualTo("A=b+c");
    assertThat(build)
        .isEqualTo(Build.builder(mine("app#queue-31"), mine("app"), BuildState.PENDING).build());
    assertThat(read(vendor, "app#queue-31")).isEqualTo(build);
    assertThat(read(vendor, "app#queue-32")).isEqualTo(read(vendor, "app#7"));
    assertThat(read(vendor, "app#queue-33").state()).isEqualTo(BuildState.CANCELLED);
    BuildJobQuery jobs = new BuildJobQuery(build.ref(), null, null);
    Failures.expect(
        FailureCode.CONFLICT, () -> ci.listJobs(jobs, call(vendor, "job.list")).items());
    PipelineTrigger branch = new PipelineTrigger(mine("app"), "main", null);
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> ci.triggerPipeline(branch, call(vendor, "pipeline.trigger")));
  }

  private static Build read(AnsweringVendor vendor, String id) {
    return vendor.of(Ci.class).getBuild(new WhichBuild(mine(id)), call(vendor, "build.get"));
  }

  @Test
  void aBuildOfJenkinsIsEndedWhereItIs() {
    AnsweringVendor vendor =
        new AnsweringVendor("jenkins")
            .when("GET .*/queue/item/31/.*", "{\"cancelled\": false}")
            .when("GET .*/queue/item/32/.*", "{\"executable\": {\"number\": 7}}")
            .when("POST .*", 302, "");

    for (String id : List.of("team/app#queue-31", "team/app#queue-32", "team/app#8")) {
      vendor.of(Ci.class).cancelBuild(new WhichBuild(mine(id)), call(vendor, "build.cancel"));
    }

    assertThat(paths(vendor))
        .containsExactly(
            "/queue/item/31/api/json",
            "/queue/cancelItem",
            "/queue/item/32/api/json",
            "/job/team/job/app/7/stop",
            "/job/team/job/app/8/stop");
  }

  @Test
  void anUnstableBuildOfJenkinsSaysSo() {
    AnsweringVendor vendor =
        new AnsweringVendor("jenkins")
            .when("GET .*", BUILD.replace("null", "\"UNSTABLE\"").replace("true", "false"));

    Build build = read(vendor, "app#7");

    assertThat(build.state()).isEqualTo(BuildState.FAILURE);
    assertThat(build.status()).isEqualTo("UNSTABLE");
  }

  @Test
  void logsAndArtifactsOfGithubComeFromAnotherHostWithoutTheCredential() {
    String place = "https://productionresults.blob.core.windows.net/logs/job.txt";
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .located(place)
            .when("GET .*/actions/jobs/5/logs .*", 302, "")
            .when("GET .*/actions/jobs/5 .*", "{\"status\": \"completed\"}")
            .when("GET .*/actions/jobs/6 .*", "{\"status\": \"in_progress\"}")
            .when("GET .*/zip .*", 302, "")
            .when("GET /logs/job.txt .*", "one\ntwo\n");
    Ci ci = vendor.of(Ci.class);
    BuildLogQuery query = new BuildLogQuery(mine("o/r/jobs/5"), null, null);
    WhichArtifact artifact = new WhichArtifact(mine("o/r/artifacts/2"));

    assertThat(lines(ci.streamLog(query, call(vendor, "log.stream"))))
        .extracting(BuildLogLine::text)
        .containsExactly("one", "two");
    assertThat(ci.getArtifact(artifact, call(vendor, "artifact.get")).content().bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("one\ntwo\n");
    assertThat(vendor.requests().getLast().uri()).hasToString(place);
    assertThat(vendor.requests().getLast().headers()).isEmpty();
    BuildLogQuery running = new BuildLogQuery(mine("o/r/jobs/6"), null, null);
    Failures.expect(FailureCode.CONFLICT, () -> ci.streamLog(running, call(vendor, "log.stream")));
  }

  @Test
  void aJobOfGithubThatIsRunAgainIsTheLatestOfItsName() {
    String job = "{\"id\": %d, \"run_id\": 1, \"name\": \"test\", \"status\": \"queued\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when("GET .*/runs/1/jobs .*", "{\"jobs\": [" + job.formatted(9) + "]}")
            .when("GET .*/jobs/5 .*", job.formatted(5))
            .when("POST .*/rerun .*", 201, "{}");

    BuildJob again =
        vendor
            .of(Ci.class)
            .rerunJob(new WhichBuildJob(mine("o/r/jobs/5")), call(vendor, "job.rerun"));

    assertThat(again.ref()).isEqualTo(mine("o/r/jobs/9"));
    assertThat(again.state()).isEqualTo(BuildState.PENDING);
  }

  private static List<String> paths(AnsweringVendor vendor) {
    return vendor.requests().stream().map(request -> request.uri().getRawPath()).toList();
  }

  private static List<BuildLogLine> lines(Events<BuildLogLine> events) {
    List<BuildLogLine> lines = new ArrayList<>();
    for (BuildLogLine line = events.next(); line != null; line = events.next()) {
      lines.add(line);
    }
    return lines;
  }
}
