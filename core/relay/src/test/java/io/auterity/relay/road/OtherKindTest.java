package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.Visibility;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.NewIssue;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** References to resources that a provider of another kind holds. */
class OtherKindTest {

  private static final Ref REPOSITORY = new Ref("code", "octo/hello");
  private static final Ref PIPELINE = new Ref("builds", "octo/hello/7");
  private static final Ref PROJECT = new Ref("issues", "hello");

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void oneProviderOfEachKind() {
    road.providers.add(provider("code", "git", "repository.create"));
    road.providers.add(provider("builds", "ci", "pipeline.create", "pipeline.trigger"));
    road.providers.add(provider("issues", "tracker", "issue.create"));
  }

  @Test
  void aRepositoryOfGitIsBuiltAtTheBuildServer() {
    road.providers.does("code", answers(repository()));
    road.providers.does("builds", answers(pipeline()), answers(build()));
    road.providers.does("issues", answers(issue()));

    GitRepository made =
        result(
            GitRepository.class,
            "git.repository.create",
            new NewRepository(null, "hello", null, null, null, true));
    Pipeline pipeline =
        result(
            Pipeline.class,
            "ci.pipeline.create",
            new NewPipeline(made.ref(), "test", null, "on: push"));
    Build build =
        result(
            Build.class, "ci.pipeline.trigger", new PipelineTrigger(pipeline.ref(), "main", null));
    result(
        Issue.class,
        "tracker.issue.create",
        new NewIssue(PROJECT, "Build " + build.ref().id(), null, null, null));

    assertThat(road.providers.called).containsExactly("code", "builds", "builds", "issues");
  }

  @Test
  void theBuildServerIsGivenTheIdAlone() {
    road.providers.does("builds", answers(pipeline()));

    result(
        Pipeline.class,
        "ci.pipeline.create",
        new NewPipeline(REPOSITORY, "test", null, "on: push"));

    assertThat(road.providers.inputs)
        .containsExactly(new NewPipeline(Ref.of("octo/hello"), "test", null, "on: push"));
  }

  @Test
  void aRouteStillChoosesAmongBuildServers() {
    road.providers.add(provider("others", "ci", "pipeline.create"));
    road.route("r", "{'use': ['others', 'builds']}");
    road.providers.does("others", answers(pipeline()));

    result(
        Pipeline.class,
        "ci.pipeline.create",
        new NewPipeline(new Ref("builds", "octo/hello"), "test", null, null));

    assertThat(road.providers.called).containsExactly("others");
  }

  private <T extends Record> T result(Class<T> type, String capability, Record input) {
    Outcome outcome = road.invoke(capability, input);
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return type.cast(Objects.requireNonNull(((Outcome.Succeeded) outcome).value()));
  }

  private static GitRepository repository() {
    return new GitRepository(
        REPOSITORY,
        "octo",
        "hello",
        null,
        Visibility.PRIVATE,
        "main",
        false,
        null,
        null,
        null,
        null,
        Json.EMPTY);
  }

  private static Pipeline pipeline() {
    return new Pipeline(PIPELINE, "test", Ref.of("octo/hello"), true, null);
  }

  private static Build build() {
    Ref ref = new Ref("builds", "octo/hello/7/1");
    return Build.builder(ref, PIPELINE, BuildState.PENDING).build();
  }

  private static Issue issue() {
    return Issue.builder(new Ref("issues", "1"), PROJECT, "H-1", "Build", Instant.EPOCH).build();
  }

  private static ProviderInfo provider(String id, String kind, String... operations) {
    return Fleet.withSupport(Fleet.ofKind(Fleet.ai(id), kind), true, operations);
  }
}
