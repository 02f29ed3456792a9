package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.ci.ArtifactQuery;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildJobQuery;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.CiSecretQuery;
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.NewEnvironment;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichArtifact;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichCiSecret;
import io.auterity.spi.ci.WhichEnvironment;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each operation on builds with the least and the most of inputs, and a second page: every request
 * is one of the vendor's own description, where it has one.
 */
@Tag("generated")
class CiRequestsTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String WOODPECKER_PIPELINE =
      """
      {"id": 9, "number": 7, "status": "success", "branch": "main", "commit": "abc", "message": "Fix",
       "event": "push", "created": 1700000000, "started": 1700000001, "finished": 0,
       "workflows": [{"id": 1, "name": "w", "state": "running",
         "children": [{"id": 3, "name": "test", "state": "success", "started": 1700000001, "finished": 1700000002}]}]}
      """;
  private static final String RUN =
      """
      {"id": 30433642, "run_number": 562, "name": "Build", "display_title": "Fix", "event": "push",
       "status": "completed", "conclusion": "success", "head_branch": "main", "head_sha": "abc",
       "workflow_id": 161335, "path": "build.yml@refs/heads/main", "html_url": "https://x/run",
       "created_at": "2024-05-06T07:08:09Z", "run_started_at": "2024-05-06T07:08:09Z",
       "updated_at": "2024-05-06T07:09:09Z", "started_at": "2024-05-06T07:08:09Z",
       "completed_at": "2024-05-06T07:09:09Z"}
      """;
  private static final String JOB =
      """
      {"id": 5, "run_id": 30433642, "name": "test", "status": "in_progress", "conclusion": null,
       "html_url": "https://x/job", "started_at": "2024-05-06T07:08:09Z", "completed_at": null}
      """;
  private static final String ENDED =
      JOB.replace("in_progress", "completed").replaceFirst("null", "\"timed_out\"");
  private static final String WORKFLOW =
      "{\"id\": \"build.yml\", \"name\": \"Build\", \"state\": \"active\", \"html_url\":"
          + " \"https://x\"}";
  private static final String ARTIFACT =
      """
      {"id": 2, "name": "report", "size_in_bytes": 453, "expires_at": "2024-06-06T07:08:09Z",
       "workflow_run": {"id": 30433642}}
      """;

  /** Ids as a vendor writes them. */
  private record Places(
      String repository,
      String pipeline,
      String build,
      String job,
      String artifact,
      String environment,
      String secret) {}

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  /** Asks for everything that the file has; what it lacks is unsupported. */
  private static void everything(AnsweringVendor vendor, Places at) {
    Ci ci = vendor.of(Ci.class);
    Ref repository = mine(at.repository());
    Ref pipeline = mine(at.pipeline());
    Ref build = mine(at.build());
    Ref job = mine(at.job());
    asked(
        vendor,
        "pipeline.create",
        call -> ci.createPipeline(new NewPipeline(repository, "ci", "main", "on: push"), call));
    asked(
        vendor,
        "pipeline.create",
        call -> ci.createPipeline(new NewPipeline(repository, "ci", null, null), call));
    asked(vendor, "pipeline.get", call -> ci.getPipeline(new WhichPipeline(pipeline), call));
    pages(
        vendor,
        "pipeline.list",
        (c, call) -> ci.listPipelines(new PipelineQuery(repository, c, 1), call));
    asked(
        vendor,
        "pipeline.list",
        call -> ci.listPipelines(new PipelineQuery(null, null, null), call));
    asked(
        vendor,
        "pipeline.trigger",
        call -> ci.triggerPipeline(new PipelineTrigger(pipeline, null, null), call));
    asked(
        vendor,
        "pipeline.trigger",
        call ->
            ci.triggerPipeline(new PipelineTrigger(pipeline, "main", Map.of("A", "b c")), call));
    asked(
        vendor,
        "pipeline.trigger",
        call -> ci.triggerPipeline(new PipelineTrigger(pipeline, "refs/tags/v1", null), call));
    asked(vendor, "build.get", call -> ci.getBuild(new WhichBuild(build), call));
    for (String branch : new String[] {null, "feature/ü"}) {
      pages(
          vendor,
          "build.list",
          (c, call) -> ci.listBuilds(new BuildQuery(pipeline, branch, c, 1), call));
    }
    asked(vendor, "build.cancel", call -> ci.cancelBuild(new WhichBuild(build), call));
    asked(vendor, "build.retry", call -> ci.retryBuild(new WhichBuild(build), call));
    asked(vendor, "job.get", call -> ci.getJob(new WhichBuildJob(job), call));
    pages(vendor, "job.list", (c, call) -> ci.listJobs(new BuildJobQuery(build, c, 1), call));
    asked(vendor, "job.rerun", call -> ci.rerunJob(new WhichBuildJob(job), call));
    asked(
        vendor,
        "log.stream",
        call -> drained(ci.streamLog(new BuildLogQuery(job, null, false), call)));
    asked(vendor, "build.approve", call -> ci.approveBuild(new WhichBuild(build), call));
    asked(vendor, "build.decline", call -> ci.declineBuild(new WhichBuild(build), call));
    pages(
        vendor,
        "artifact.list",
        (c, call) -> ci.listArtifacts(new ArtifactQuery(build, c, 1), call));
    asked(
        vendor,
        "artifact.get",
        call -> ci.getArtifact(new WhichArtifact(mine(at.artifact())), call));
    access(vendor, ci, at);
  }

  private static void access(AnsweringVendor vendor, Ci ci, Places at) {
    Ref repository = mine(at.repository());
    Ref environment = mine(at.environment());
    Ref secret = mine(at.secret());
    for (String url : new String[] {null, "https://live.example.org"}) {
      asked(
          vendor,
          "environment.create",
          call -> ci.createEnvironment(new NewEnvironment(repository, "live", url), call));
    }
    for (Change<String> url : List.of(Change.<String>clear(), Change.to("https://a"))) {
      asked(
          vendor,
          "environment.update",
          call -> ci.updateEnvironment(new EnvironmentUpdate(environment, url), call));
    }
    asked(
        vendor,
        "environment.delete",
        call -> ci.deleteEnvironment(new WhichEnvironment(environment), call));
    pages(
        vendor,
        "environment.list",
        (c, call) -> ci.listEnvironments(new EnvironmentQuery(repository, c, 1), call));
    asked(
        vendor,
        "secret.create",
        call ->
            ci.createSecret(new NewCiSecret(repository, "KEY", VaultSecret.of("hunter2")), call));
    asked(
        vendor,
        "secret.update",
        call -> ci.updateSecret(new CiSecretUpdate(secret, VaultSecret.of("hunter3")), call));
    asked(vendor, "secret.delete", call -> ci.deleteSecret(new WhichCiSecret(secret), call));
    pages(
        vendor,
        "secret.list",
        (c, call) -> ci.listSecrets(new CiSecretQuery(repository, c, 1), call));
  }

  /** The result, or null where the vendor has no such thing. */
  private static <T> @Nullable T asked(
      AnsweringVendor vendor, String operation, Function<io.auterity.spi.Call, T> ask) {
    List<T> got = new ArrayList<>();
    Failures.of(() -> got.add(ask.apply(vendor.callOf("ci." + operation))))
        .ifPresent(
            failure ->
                assertThat(failure.code())
                    .as(operation + ": " + failure.message())
                    .isEqualTo(
                        operation.equals("pipeline.create") && failure.code() == FailureCode.INVALID
                            ? FailureCode.INVALID
                            : FailureCode.UNSUPPORTED));
    return got.isEmpty() ? null : got.getFirst();
  }

  private interface Listing {
    Page<?> of(@Nullable Cursor cursor, io.auterity.spi.Call call);
  }

  private static void pages(AnsweringVendor vendor, String operation, Listing list) {
    Page<?> first = asked(vendor, operation, call -> list.of(null, call));
    if (first != null && first.next() != null) {
      asked(vendor, operation, call -> list.of(first.next(), call));
    }
  }

  private static List<BuildLogLine> drained(Events<BuildLogLine> events) {
    List<BuildLogLine> lines = new ArrayList<>();
    for (BuildLogLine line = events.next(); line != null; line = events.next()) {
      lines.add(line);
    }
    return lines;
  }

  private static AnsweringVendor woodpecker() {
    String repository =
        "{\"id\": 12, \"full_name\": \"octo/hello\", \"active\": true, \"forge_url\":"
            + " \"https://x\"}";
    String pipeline = WOODPECKER_PIPELINE;
    return new AnsweringVendor("woodpecker")
        .when("GET .*/user/repos .*", "[" + repository + "]")
        .when("(GET|POST) .*/repos(/12)? .*", repository)
        .when("GET .*/pipelines .*", "[" + pipeline + "]")
        .when("POST .*/cancel .*", "")
        .when("(GET|POST) .*/pipelines(/7)?(/approve|/decline)? .*", pipeline)
        .when(
            "GET .*/logs/.*",
            "[{\"line\": 0, \"data\": \"w7wgMQ==\"}, {\"line\": 1, \"data\": \"Mg==\"}]")
        .when("GET .*/secrets .*", "[{\"name\": \"KEY\", \"id\": 1}]")
        .when("(POST|PATCH) .*/secrets.*", "{\"name\": \"KEY\", \"id\": 1}")
        .when("DELETE .*", "");
  }

  @Test
  void woodpeckersRequestsAreThoseOfItsDescription() throws IOException {
    AnsweringVendor vendor = woodpecker();

    everything(vendor, new Places("12", "12", "12/7", "12/7/3", "12", "12", "12/KEY"));

    new VendorWitness("woodpecker-swagger.json", "/api").assertDescribes(vendor.requests(), 23);
    EVIDENCE.described(vendor, vendor.requests(), "woodpecker-swagger.json");
  }

  @Test
  void aStepOfWoodpeckerIsAJobThatSaysLines() {
    Ci ci = woodpecker().of(Ci.class);
    AnsweringVendor vendor = woodpecker();

    BuildJob job = ci.getJob(new WhichBuildJob(mine("12/7/3")), vendor.callOf("ci.job.get"));
    Build build = ci.getBuild(new WhichBuild(mine("12/7")), vendor.callOf("ci.build.get"));
    BuildLogQuery query = new BuildLogQuery(job.ref(), null, null);

    assertThat(job.state()).isEqualTo(BuildState.SUCCESS);
    assertThat(job.build()).isEqualTo(build.ref());
    assertThat(build.finishedAt()).isNull();
    List<BuildLogLine> lines = drained(ci.streamLog(query, vendor.callOf("ci.log.stream")));
    assertThat(lines).extracting(BuildLogLine::text).containsExactly("ü 1", "2");
    BuildLogQuery rest = new BuildLogQuery(job.ref(), lines.getFirst().position(), null);
    assertThat(drained(ci.streamLog(rest, vendor.callOf("ci.log.stream"))))
        .containsExactly(lines.getLast());
  }

  @Test
  void githubsRequestsAreThoseOfItsDescription() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when("PUT .*/contents/.*", "{\"content\": {\"html_url\": \"https://x\"}}")
            .when("GET .*/workflows .*", "{\"workflows\": [" + WORKFLOW + "]}")
            .when("POST .*/dispatches .*", "{\"workflow_run_id\": 30433642}")
            .when("GET .*/repos/octo/hello .*", "{\"default_branch\": \"main\"}")
            .when("GET .*/zip .*", "PK")
            .when("GET .*/artifacts .*", "{\"artifacts\": [" + ARTIFACT + "]}")
            .when("GET .*/runs .*", "{\"workflow_runs\": [" + RUN + "]}")
            .when("GET .*/jobs .*", "{\"jobs\": [" + JOB + "]}")
            .when("GET .*/logs .*", "one\ntwo\n")
            .when("GET .*/jobs/\\d+ .*", ENDED)
            .when("GET .*/workflows/[^/]+ .*", WORKFLOW)
            .when("GET .*/runs/\\d+ .*", RUN)
            .when("GET .*/environments .*", "{\"environments\": [{\"id\": 1, \"name\": \"live\"}]}")
            .when("PUT .*/environments/.*", "{\"id\": 1, \"name\": \"live\"}")
            .when(
                "GET .*/secrets .*",
                "{\"secrets\": [{\"name\": \"KEY\", \"updated_at\": \"2024-05-06T07:08:09Z\"}]}")
            .when("(POST|DELETE) .*", "{}");

    everything(
        vendor,
        new Places(
            "octo/hello",
            "octo/hello/workflows/161335",
            "octo/hello/runs/30433642",
            "octo/hello/jobs/5",
            "octo/hello/artifacts/2",
            "octo/hello/environments/live",
            "octo/hello/secrets/KEY"));

    new VendorWitness("github-api.json.gz", "").assertDescribes(vendor.requests(), 27);
    EVIDENCE.described(vendor, vendor.requests(), "github-api.json.gz");
  }

  @Test
  void giteasRequestsAreThoseOfItsDescription() throws IOException {
    AnsweringVendor vendor =
        new AnsweringVendor("gitea")
            .when("POST .*/contents/.*", "{\"content\": {\"html_url\": \"https://x\"}}")
            .when("GET .*/workflows .*", "{\"workflows\": [" + WORKFLOW + "]}")
            .when("POST .*/dispatches .*", "{\"workflow_run_id\": 30433642}")
            .when("GET .*/repos/octo/hello .*", "{\"default_branch\": \"main\"}")
            .when("GET .*/zip .*", "PK")
            .when("GET .*/artifacts .*", "{\"artifacts\": [" + ARTIFACT + "]}")
            .when("GET .*/runs .*", "{\"workflow_runs\": [" + RUN + "]}")
            .when("GET .*/jobs .*", "{\"jobs\": [" + JOB + "]}")
            .when("GET .*/logs .*", "one\ntwo\n")
            .when("GET .*/jobs/\\d+ .*", JOB)
            .when("GET .*/workflows/[^/]+ .*", WORKFLOW)
            .when("GET .*/runs/\\d+ .*", RUN)
            .when("GET .*/secrets .*", "[{\"name\": \"KEY\"}]")
            .when("POST .*/jobs/5/rerun .*", JOB)
            .when("(POST|PUT|DELETE) .*", "{}");

    everything(
        vendor,
        new Places(
            "octo/hello",
            "octo/hello/workflows/build.yml",
            "octo/hello/runs/30433642",
            "octo/hello/runs/30433642/jobs/5",
            "octo/hello/artifacts/2",
            "octo/hello",
            "octo/hello/secrets/KEY"));

    new VendorWitness("gitea-swagger-v1.json", "/api/v1").assertDescribes(vendor.requests(), 23);
    EVIDENCE.described(vendor, vendor.requests(), "gitea-swagger-v1.json");
  }

  @Test
  void bitbucketsRequestsAreThoseOfItsDescription() throws IOException {
    String repository =
        "{\"full_name\": \"octo/hello\", \"mainbranch\": {\"name\": \"main\"}, \"links\":"
            + " {\"html\": {\"href\": \"https://bitbucket.org/octo/hello\"}}}";
    String build =
        """
        {"uuid": "{2}", "build_number": 7, "created_on": "2026-05-06T07:08:09.123Z", "trigger": {"name": "PUSH"},
         "state": {"name": "COMPLETED", "result": {"name": "STOPPED"}},
         "target": {"type": "pipeline_ref_target", "ref_type": "branch", "ref_name": "main", "commit": {"hash": "a6e5e7d7"}}}
        """;
    String step =
        """
        {"uuid": "{3}", "name": "Test", "pipeline": {"uuid": "{2}"}, "started_on": "2026-05-06T07:08:09.123Z",
         "state": {"name": "COMPLETED", "result": {"name": "SUCCESSFUL"}}}
        """;
    String variable = "{\"uuid\": \"{5}\", \"key\": \"KEY\", \"secured\": true}";
    String next = "], \"next\": \"https://api.bitbucket.org/2.0/x?page={n}\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("bitbucket")
            .when("DELETE .*", "")
            .when("POST .*/src .*", 201, "")
            .when("(GET|PUT) .*/pipelines_config .*", "{\"enabled\": true}")
            .when("GET .*/variables .*", "{\"values\": [" + variable + next)
            .when("(POST|PUT) .*/variables.*", variable)
            .when(
                "GET .*/environments .*",
                "{\"values\": [{\"uuid\": \"{4}\", \"name\": \"live\"}" + next)
            .when("POST .*/environments .*", "{\"uuid\": \"{4}\", \"name\": \"live\"}")
            .when("GET .*/log .*", "one\ntwo\n")
            .when("GET .*/steps .*", "{\"values\": [" + step + next)
            .when("GET .*/steps/.*", step)
            .when("POST .*/stopPipeline .*", "")
            .when("GET .*/pipelines .*", "{\"values\": [" + build + next)
            .when("(GET|POST) .*/pipelines.*", build)
            .when("GET .*", repository);

    everything(
        vendor,
        new Places(
            "octo/hello",
            "octo/hello",
            "octo/hello/pipelines/{2}",
            "octo/hello/pipelines/{2}/steps/{3}",
            "octo/hello",
            "octo/hello/environments/{4}",
            "octo/hello/variables/{5}"));

    VendorWitness witness = new VendorWitness("bitbucket-cloud-openapi3.json.gz", "/2.0");
    assertThat(vendor.requests()).hasSizeGreaterThan(25);
    EVIDENCE.described(
        vendor,
        vendor.requests().stream()
            .filter(request -> !request.uri().getPath().endsWith("/src"))
            .filter(request -> witness.faults(request).isEmpty())
            .toList(),
        "bitbucket-cloud-openapi3.json.gz");
    // What is built is described by its type alone, and that a minus turns an order round is told
    // of all lists on another page.
    assertThat(vendor.requests())
        .filteredOn(request -> !request.uri().getPath().endsWith("/src")) // a form
        .flatExtracting(witness::faults)
        .allMatch(
            fault ->
                fault.matches(
                    "no query parameter (page|pagelen)|no field target\\..*"
                        + "|no value of query parameter sort: \\[-created_on]"));
  }
}
