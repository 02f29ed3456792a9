package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
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
import io.auterity.spi.ci.CiSecretUpdate;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.DeployEnvironment;
import io.auterity.spi.ci.EnvironmentQuery;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewCiSecret;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.NewEnvironment;
import io.auterity.spi.ci.NewPipeline;
import io.auterity.spi.ci.Pipeline;
import io.auterity.spi.ci.PipelineQuery;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.WhichArtifact;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.spi.ci.WhichBuildJob;
import io.auterity.spi.ci.WhichCiSecret;
import io.auterity.spi.ci.WhichEnvironment;
import io.auterity.spi.ci.WhichPipeline;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@code ci} connector must do, of what it declares. A server is set up from outside: it
 * has a repository, and a pipeline in it whose builds end well and say something.
 */
public abstract class CiContract extends ConnectorContract<Ci> {

  private static final Set<BuildState> ENDED =
      EnumSet.of(BuildState.SUCCESS, BuildState.FAILURE, BuildState.CANCELLED, BuildState.SKIPPED);
  private static final String VALUE = "hunter2-hunter2";
  private static final int MOST_LOOKS = 600;

  @SuppressWarnings("NullAway.Init")
  private ProviderContext provider;

  @SuppressWarnings("NullAway.Init")
  private Ci ci;

  protected CiContract() {
    super(Ci.class);
  }

  /** The repository of the set-up, by the server's id. */
  protected String repository() {
    return "octo/hello";
  }

  /** The repository as one is named whose pipeline is to be made. */
  protected String repositoryToBuild() {
    return repository();
  }

  /**
   * A pipeline of the repository whose builds end well, say at least two lines and, where the
   * server keeps artifacts, leave one.
   */
  protected String pipeline() {
    return repository();
  }

  /** A pipeline of the repository whose builds run until somebody ends them. */
  protected String endless() {
    return repository();
  }

  /** A build that waits for somebody, made anew; where the server has such. */
  protected Ref blocked() {
    throw new AssertionError("the set-up says of no build that it waits for somebody");
  }

  /** Whether the pipeline leaves an artifact; override where the set-up cannot bring that about. */
  protected boolean leavesArtifacts() {
    return true;
  }

  /** What a new pipeline shall do, as the server writes it; null where it takes none. */
  protected @Nullable String definition() {
    return null;
  }

  /** A name that no pipeline, environment or secret of the repository has. */
  protected String freshName() {
    return "FRESH_" + UUID.randomUUID().toString().replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** An id of something that is not there, of the same form as this one of something that is. */
  protected String unknown(String id) {
    int last = id.length() - 1;
    return Character.isDigit(id.charAt(last)) ? id + "999" : id + "-nowhere";
  }

  /** Lets the server work on, between two looks at a build; override for a real one. */
  protected void letWork() {}

  /** A provider with a credential that the server does not know; empty when it asks for none. */
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.empty();
  }

  /** A provider whose server takes no more calls for now; empty when it takes all. */
  protected Optional<ProviderContext> withoutCallsLeft() {
    return Optional.empty();
  }

  @BeforeEach
  void openAProvider() {
    provider = provider();
    ci = open(provider);
  }

  // --- one input for each operation
  // ---------------------------------------------------------------

  @Override
  protected Object input(String operation, Ci instance) {
    ci = instance;
    boolean real = supports(operation);
    return switch (operation) {
      case "pipeline.create" ->
          new NewPipeline(Ref.of(repositoryToBuild()), freshName(), null, definition());
      case "pipeline.get" -> new WhichPipeline(Ref.of(pipeline()));
      case "pipeline.list" -> new PipelineQuery(Ref.of(repository()), null, null);
      case "pipeline.trigger" -> new PipelineTrigger(Ref.of(pipeline()), null, null);
      case "build.list" -> new BuildQuery(Ref.of(pipeline()), null, null, null);
      case "build.get", "build.cancel" -> new WhichBuild(real ? started().ref() : any());
      case "build.retry" -> new WhichBuild(real ? ended().ref() : any());
      case "build.approve", "build.decline" -> new WhichBuild(real ? blocked() : any());
      case "job.list" -> new BuildJobQuery(real ? ended().ref() : any(), null, null);
      case "job.get", "job.rerun" -> new WhichBuildJob(real ? job(ended()).ref() : any());
      case "log.stream" -> real ? log(ended(), null) : new BuildLogQuery(any(), null, null);
      case "artifact.list" -> new ArtifactQuery(real ? ended().ref() : any(), null, null);
      case "artifact.get" -> new WhichArtifact(real ? artifacts().getFirst().ref() : any());
      case "environment.create" -> environment(freshName());
      case "environment.update" ->
          new EnvironmentUpdate(
              real ? made(environment(freshName())).ref() : any(),
              Change.to("https://b.example.org"));
      case "environment.delete" ->
          new WhichEnvironment(real ? made(environment(freshName())).ref() : any());
      case "environment.list" -> new EnvironmentQuery(Ref.of(repository()), null, null);
      case "secret.create" -> secret(freshName());
      case "secret.update" ->
          new CiSecretUpdate(
              real ? made(secret(freshName())).ref() : any(), VaultSecret.of(VALUE + "2"));
      case "secret.delete" -> new WhichCiSecret(real ? made(secret(freshName())).ref() : any());
      case "secret.list" -> new CiSecretQuery(Ref.of(repository()), null, null);
      case "definition.render" -> definition("Build");
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  // --- pipelines and builds
  // -----------------------------------------------------------------------

  @Test
  void aPipelineIsReadAndListed() {
    need("pipeline.get", "pipeline.list");
    Pipeline read = ci.getPipeline(new WhichPipeline(Ref.of(pipeline())), call("pipeline.get"));

    assertThat(read.ref().provider()).isEqualTo(provider.id());
    assertThat(all(this::pipelines)).extracting(Pipeline::ref).contains(read.ref());
    Ref built = read.repository();
    assertThat(built == null ? null : built.provider())
        .as("a repository is held by a provider of the kind git, which a build server cannot name")
        .isNull();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    if (supports("pipeline.get")) {
      Ref lost = new Ref(provider.id(), unknown(pipeline()));
      expect(
          FailureCode.NOT_FOUND,
          () -> ci.getPipeline(new WhichPipeline(lost), call("pipeline.get")));
    }
    if (supports("build.get") && supports("pipeline.trigger")) {
      Ref lost = new Ref(provider.id(), unknown(started().ref().id()));
      expect(FailureCode.NOT_FOUND, () -> ci.getBuild(new WhichBuild(lost), call("build.get")));
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
    assertThat(all(this::builds)).extracting(Build::ref).contains(ended.ref());
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

    List<Ref> listed = all(this::builds).stream().map(Build::ref).toList();

    assertThat(listed).doesNotHaveDuplicates().contains(first.ref(), second.ref());
    assertThat(listed.indexOf(second.ref())).isLessThan(listed.indexOf(first.ref()));
  }

  @Test
  void aBuildThatIsCancelledDoesNotEndWell() {
    need("pipeline.trigger", "build.get", "build.cancel");
    Build started = started(endless());
    ci.cancelBuild(new WhichBuild(started.ref()), call("build.cancel"));

    assertThat(awaited(started).state()).isEqualTo(BuildState.CANCELLED);
  }

  @Test
  void aBuildThatIsDeclinedDoesNotRun() {
    need("build.decline", "build.get");
    Ref blocked = blocked();
    assertThat(read(blocked).state()).isEqualTo(BuildState.BLOCKED);

    ci.declineBuild(new WhichBuild(blocked), call("build.decline"));

    assertThat(read(blocked).state()).isIn(BuildState.CANCELLED, BuildState.FAILURE);
  }

  @Test
  void aBuildThatIsApprovedGoesOn() {
    need("build.approve", "build.get");
    Ref blocked = blocked();
    assertThat(read(blocked).state()).isEqualTo(BuildState.BLOCKED);

    ci.approveBuild(new WhichBuild(blocked), call("build.approve"));

    assertThat(read(blocked).state()).isNotEqualTo(BuildState.BLOCKED);
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    need("build.list");
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () ->
              ci.listBuilds(
                  new BuildQuery(Ref.of(pipeline()), null, null, limit), call("build.list")));
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
      assertThat(ci.getJob(new WhichBuildJob(job.ref()), call("job.get"))).isEqualTo(job);
    }
  }

  // --- logs and artifacts
  // -------------------------------------------------------------------------

  @Test
  void aLogIsTakenUpAgainWhereItWasLeft() {
    need("pipeline.trigger", "build.get", "log.stream");
    Build build = ended();
    List<BuildLogLine> whole = lines(log(build, null));
    assertThat(whole).hasSizeGreaterThan(1);

    for (int left : new int[] {0, whole.size() / 2, whole.size() - 1}) {
      assertThat(lines(log(build, whole.get(left).position())))
          .extracting(BuildLogLine::text)
          .isEqualTo(
              whole.subList(left + 1, whole.size()).stream().map(BuildLogLine::text).toList());
    }
  }

  @Test
  void aJobThatIsRunAgainIsAJobOfThatBuild() {
    need("pipeline.trigger", "build.get", "job.list", "job.rerun");
    BuildJob job = job(ended());

    BuildJob again = ci.rerunJob(new WhichBuildJob(job.ref()), call("job.rerun"));

    assertThat(again.name()).isEqualTo(job.name());
    assertThat(again.build()).isEqualTo(job.build());
  }

  @Test
  void aLogThatIsFollowedEndsWithItsJob() {
    need("pipeline.trigger", "build.get", "job.list", "log.stream");
    Build started = started();

    List<BuildLogLine> followed = lines(new BuildLogQuery(begun(started).ref(), null, true));

    Build ended = awaited(started);
    assertThat(followed)
        .hasSizeGreaterThan(1)
        .extracting(BuildLogLine::text)
        .isEqualTo(lines(log(ended, null)).stream().map(BuildLogLine::text).toList());
  }

  @Test
  void aPositionThatIsNoneIsInvalid() {
    need("pipeline.trigger", "build.get", "log.stream");
    BuildLogQuery query = log(ended(), "nowhere");

    expect(FailureCode.INVALID, () -> lines(query));
  }

  @Test
  void aLogIsLeftBeforeItsEnd() {
    need("pipeline.trigger", "build.get", "log.stream");

    Events<BuildLogLine> events = ci.streamLog(log(ended(), null), call("log.stream"));
    assertThat(events.next()).isNotNull();
    events.close();
    events.close();

    expect(FailureCode.CANCELLED, events::next);
  }

  @Test
  void aLogIsLeftBeforeItsFirstLine() {
    need("pipeline.trigger", "build.get", "log.stream");

    Events<BuildLogLine> events = ci.streamLog(log(ended(), null), call("log.stream"));
    events.close();

    expect(FailureCode.CANCELLED, events::next);
  }

  @Test
  void anArtifactHasTheBytesThatAreTold() {
    need("pipeline.trigger", "build.get", "artifact.list", "artifact.get");
    Offered.require(leavesArtifacts());
    List<BuildArtifact> artifacts = artifacts();

    assertThat(artifacts).isNotEmpty();
    for (BuildArtifact artifact : artifacts) {
      var file = ci.getArtifact(new WhichArtifact(artifact.ref()), call("artifact.get"));
      assertThat(file.ref()).isEqualTo(artifact.ref());
      int bytes = file.content().bytes().length;
      assertThat(bytes).isPositive();
      if (artifact.size() != null) {
        assertThat(artifact.size()).isEqualTo(bytes);
      }
    }
  }

  // --- environments and secrets
  // -------------------------------------------------------------------

  @Test
  void anEnvironmentIsListedUntilItIsDeleted() {
    need("environment.create", "environment.list", "environment.delete");
    DeployEnvironment made = made(environment(freshName()));

    assertThat(all(this::environments)).contains(made);
    ci.deleteEnvironment(new WhichEnvironment(made.ref()), call("environment.delete"));
    assertThat(all(this::environments))
        .extracting(DeployEnvironment::ref)
        .doesNotContain(made.ref());
  }

  @Test
  void anEnvironmentsAddressIsSetAndCleared() {
    need("environment.create", "environment.update");
    Ref made = made(environment(freshName())).ref();

    for (Change<String> url : List.of(Change.to("https://b.example.org"), Change.<String>clear())) {
      DeployEnvironment after =
          ci.updateEnvironment(new EnvironmentUpdate(made, url), call("environment.update"));
      assertThat(after.externalUrl())
          .isEqualTo(url instanceof Change.Set<String>(String value) ? value : null);
    }
  }

  @Test
  void aSecretIsListedWithoutItsValueUntilItIsDeleted() {
    need("secret.create", "secret.list", "secret.delete");
    String name = freshName();
    CiSecret made = made(secret(name));

    List<CiSecret> listed = all(this::secrets);

    assertThat(made.name()).isEqualTo(name);
    assertThat(listed).extracting(CiSecret::ref).contains(made.ref());
    assertThat(made + listed.toString()).doesNotContain(VALUE);
    ci.deleteSecret(new WhichCiSecret(made.ref()), call("secret.delete"));
    assertThat(all(this::secrets)).extracting(CiSecret::ref).doesNotContain(made.ref());
  }

  @Test
  void theValueOfASecretIsInNoRefusal() {
    need("secret.create");
    NewCiSecret lost =
        new NewCiSecret(
            new Ref(provider.id(), unknown(repository())), freshName(), VaultSecret.of(VALUE));

    assertThat(refusal(() -> ci.createSecret(lost, call("secret.create"))).toString())
        .doesNotContain(VALUE);
  }

  // --- definitions
  // --------------------------------------------------------------------------------

  @Test
  void aDefinitionIsTheSameForTheSameInput() {
    need("definition.render");

    var first = ci.renderDefinition(definition("Bau: 日本"), call("definition.render"));

    assertThat(first.files()).isNotEmpty();
    assertThat(ci.renderDefinition(definition("Bau: 日本"), call("definition.render")))
        .isEqualTo(first);
  }

  // --- a server that refuses
  // ----------------------------------------------------------------------

  @Test
  void aCredentialThatIsNotKnownIsToldAsThat() {
    refuses(withBadCredentials(), FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aServerThatTakesNoMoreCallsSaysWhenItWill() {
    refuses(withoutCallsLeft(), FailureCode.RATE_LIMITED);
  }

  private void refuses(Optional<ProviderContext> found, FailureCode code) {
    Offered.require(found.isPresent());
    ProviderContext refused = found.orElseThrow();
    expect(
        code,
        () ->
            open(refused)
                .listBuilds(
                    new BuildQuery(Ref.of(pipeline()), null, null, null),
                    call("build.list", refused)));
  }

  @Test
  void whoHasGoneStartsNothing() {
    need("pipeline.trigger");
    FakeCall gone = call("pipeline.trigger");
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () -> ci.triggerPipeline(new PipelineTrigger(Ref.of(pipeline()), null, null), gone));
  }

  @Test
  void whoIsLateGetsNothing() {
    String operation = supports("build.list") ? "build.list" : "definition.render";
    need(operation);
    Object input = input(operation, ci);

    expect(
        FailureCode.TIMEOUT,
        () -> invoke(operation, ci, input, call(operation).withRemaining(Duration.ZERO)));
  }

  // --- what tests are made of
  // ---------------------------------------------------------------------

  private void need(String... operations) {
    for (String operation : operations) {
      Offered.require(supports(operation));
    }
  }

  private FakeCall call(String operation) {
    return call(operation, provider);
  }

  private Ref any() {
    return new Ref(provider.id(), repository());
  }

  private Build started() {
    return started(pipeline());
  }

  private Build started(String pipeline) {
    return ci.triggerPipeline(
        new PipelineTrigger(Ref.of(pipeline), null, null), call("pipeline.trigger"));
  }

  private Build read(Ref build) {
    return ci.getBuild(new WhichBuild(build), call("build.get"));
  }

  /** The last job of a build, as soon as it has one. */
  private BuildJob begun(Build started) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Build now = read(started.ref());
      List<BuildJob> jobs = now.number() == null ? List.of() : jobs(now);
      if (!jobs.isEmpty()) {
        return jobs.getLast();
      }
      letWork();
    }
    throw new AssertionError("the build does not begin: " + started.ref().id());
  }

  private Build ended() {
    return awaited(started());
  }

  private Build awaited(Build started) {
    for (int i = 0; i < MOST_LOOKS; i++) {
      Build now = read(started.ref());
      if (ENDED.contains(now.state())) {
        return now;
      }
      letWork();
    }
    throw new AssertionError("the build does not end: " + started.ref().id());
  }

  private BuildJob job(Build build) {
    return jobs(build, null, 1).items().getFirst();
  }

  private List<BuildJob> jobs(Build build) {
    return all((cursor, limit) -> jobs(build, cursor, limit));
  }

  private Page<BuildJob> jobs(Build build, @Nullable Cursor cursor, int limit) {
    return ci.listJobs(new BuildJobQuery(build.ref(), cursor, limit), call("job.list"));
  }

  private Page<Pipeline> pipelines(@Nullable Cursor cursor, int limit) {
    return ci.listPipelines(
        new PipelineQuery(Ref.of(repository()), cursor, limit), call("pipeline.list"));
  }

  private Page<Build> builds(@Nullable Cursor cursor, int limit) {
    return ci.listBuilds(
        new BuildQuery(Ref.of(pipeline()), null, cursor, limit), call("build.list"));
  }

  private Page<DeployEnvironment> environments(@Nullable Cursor cursor, int limit) {
    return ci.listEnvironments(
        new EnvironmentQuery(Ref.of(repository()), cursor, limit), call("environment.list"));
  }

  private Page<CiSecret> secrets(@Nullable Cursor cursor, int limit) {
    return ci.listSecrets(
        new CiSecretQuery(Ref.of(repository()), cursor, limit), call("secret.list"));
  }

  /** Of the last job of a build. */
  private BuildLogQuery log(Build build, @Nullable String from) {
    return new BuildLogQuery(jobs(build).getLast().ref(), from, false);
  }

  private List<BuildLogLine> lines(BuildLogQuery query) {
    List<BuildLogLine> lines = new ArrayList<>();
    try (Events<BuildLogLine> events = ci.streamLog(query, call("log.stream"))) {
      for (BuildLogLine line = events.next(); line != null; line = events.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private List<BuildArtifact> artifacts() {
    Ref build = ended().ref();
    return all(
        (cursor, limit) ->
            ci.listArtifacts(new ArtifactQuery(build, cursor, limit), call("artifact.list")));
  }

  private NewEnvironment environment(String name) {
    return new NewEnvironment(Ref.of(repository()), name, "https://a.example.org");
  }

  private DeployEnvironment made(NewEnvironment environment) {
    return ci.createEnvironment(environment, call("environment.create"));
  }

  private NewCiSecret secret(String name) {
    return new NewCiSecret(Ref.of(repository()), name, VaultSecret.of(VALUE));
  }

  private CiSecret made(NewCiSecret secret) {
    return ci.createSecret(secret, call("secret.create"));
  }

  private static NewDefinition definition(String name) {
    StepDefinition step = StepDefinition.builder("Greet").commands(List.of("echo hello")).build();
    JobDefinition job = JobDefinition.builder("greet", List.of(step)).image("alpine:3").build();
    return new NewDefinition(DefinitionFormat.GITHUB_ACTIONS, name, null, null, List.of(job), null);
  }

  private static <T> List<T> all(BiFunction<@Nullable Cursor, Integer, Page<T>> list) {
    List<T> items = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<T> page = list.apply(cursor, 2);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return items;
  }

  private static Failure refusal(Runnable action) {
    return Failures.of(action).orElseThrow();
  }

  private static void expect(FailureCode code, ThrowingCallable action) {
    Failures.expect(code, action);
  }
}
