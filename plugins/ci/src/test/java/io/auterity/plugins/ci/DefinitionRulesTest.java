package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.SampleDefinitions.job;
import static io.auterity.plugins.ci.SampleDefinitions.needing;
import static io.auterity.plugins.ci.SampleDefinitions.one;
import static io.auterity.plugins.ci.SampleDefinitions.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildParameter;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepCondition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be written is refused by the name of its field. */
class DefinitionRulesTest {

  private static final DefinitionFormat GITHUB = DefinitionFormat.GITHUB_ACTIONS;

  private static void render(NewDefinition definition) {
    FakeProvider provider = new FakeProvider("mine", ManifestFileReader.of(CiPlugin.class));
    new DefinitionClient()
        .renderDefinition(definition, FakeCall.of("ci.definition.render", provider));
  }

  private static String refused(JobDefinition... jobs) {
    return Failures.field(
        () -> render(new NewDefinition(GITHUB, "n", null, null, List.of(jobs), null)));
  }

  private static String unsupported(DefinitionFormat format, JobDefinition job) {
    return Failures.expect(FailureCode.UNSUPPORTED, () -> render(one(format, job)))
        .fields()
        .keySet()
        .iterator()
        .next();
  }

  private static JobDefinition conditional(@Nullable StepCondition condition, StepDefinition... s) {
    return JobDefinition.builder("a", List.of(s)).image("alpine:3").condition(condition).build();
  }

  private static JobDefinition matrix(String image, Map<String, List<String>> axes) {
    return JobDefinition.builder("a", List.of(step("s", "x"))).image(image).matrix(axes).build();
  }

  @Test
  void jobsAreThereAndHaveNamesOfTheirOwn() {
    assertThat(refused()).isEqualTo("jobs");
    assertThat(refused(job("a", null, step("s", "x")), job("a", null, step("s", "x"))))
        .isEqualTo("jobs.id");
    assertThat(refused(job("a b", null, step("s", "x")))).isEqualTo("jobs.id");
    assertThat(refused(job("a", null))).isEqualTo("jobs[a].steps");
    assertThat(refused(job("a", null, step("s", "x"), step("s", "x"))))
        .isEqualTo("jobs[a].steps.name");
  }

  @Test
  void jobsNeedOthersThatDoNotNeedThem() {
    assertThat(refused(needing("a", "b"))).isEqualTo("jobs[a].needs");
    assertThat(refused(needing("a", "c"), needing("b", "a"), needing("c", "b")))
        .isEqualTo("jobs[a].needs");
  }

  @Test
  void aStepHasCommandsOrAnAction() {
    assertThat(refused(job("a", null, step("s")))).isEqualTo("jobs[a].steps[s].commands");
    StepDefinition both =
        StepDefinition.builder("s").commands(List.of("x")).action("a/b@v1").build();
    assertThat(refused(job("a", null, both))).isEqualTo("jobs[a].steps[s].commands");
  }

  @Test
  void whatTheServerWouldEvaluateIsRefused() {
    String injected = "echo ${{ github.event.issue.title }}";

    assertThat(refused(job("a", null, step("s", injected)))).isEqualTo("jobs[a].steps[s].commands");
    assertThat(refused(matrix("alpine:${X}", Map.of("Y", List.of("1")))))
        .isEqualTo("jobs[a].image");
    assertThat(refused(matrix("alpine:$(id)", Map.of()))).isEqualTo("jobs[a].image");
    assertThat(refused(job("a", null, step("s", "a\u0000b"))))
        .isEqualTo("jobs[a].steps[s].commands");
  }

  @Test
  void aMatrixHasBounds() {
    List<String> many = Collections.nCopies(17, "x");

    assertThat(refused(matrix("a", Map.of("A", many, "B", many)))).isEqualTo("jobs[a].matrix");
    assertThat(refused(matrix("a", Map.of("A", List.of())))).isEqualTo("jobs[a].matrix");
  }

  @Test
  void aScheduleAndItsEventStandTogether() {
    List<JobDefinition> jobs = List.of(job("a", null, step("s", "x")));

    for (BuildTriggers triggers :
        List.of(
            new BuildTriggers(List.of(BuildEvent.SCHEDULE), null, null, null),
            new BuildTriggers(List.of(BuildEvent.PUSH), null, "0 4 * * *", null),
            new BuildTriggers(List.of(BuildEvent.SCHEDULE), null, "daily", null))) {
      assertThat(
              Failures.field(
                  () -> render(new NewDefinition(GITHUB, "n", triggers, null, jobs, null))))
          .isEqualTo("triggers.schedule");
    }
  }

  private static NewDefinition given(String name, BuildParameter parameter, BuildEvent event) {
    BuildTriggers triggers = new BuildTriggers(List.of(event), null, null, Map.of(name, parameter));
    return new NewDefinition(
        GITHUB, "n", triggers, Map.of("A", "x"), List.of(job("a", null, step("s", "x"))), null);
  }

  @Test
  void aParameterHasANameOfItsOwnAndIsGivenByHand() {
    BuildParameter any = new BuildParameter(null, null, null);

    assertThat(refusal(given("B", any, BuildEvent.PUSH)).fields())
        .containsKey("triggers.parameters");
    for (NewDefinition definition :
        List.of(given("A", any, BuildEvent.MANUAL), given("a b", any, BuildEvent.MANUAL))) {
      assertThat(refusal(definition).code()).isEqualTo(FailureCode.INVALID);
    }
    BuildParameter other = new BuildParameter(null, "c", List.of("a", "b"));
    assertThat(refusal(given("B", other, BuildEvent.MANUAL)).fields())
        .containsKey("triggers.parameters.B.value");
    BuildParameter empty = new BuildParameter(null, "", null);
    assertThatCode(() -> render(given("B", empty, BuildEvent.MANUAL))).doesNotThrowAnyException();
    BuildParameter injected = new BuildParameter(null, "${{ secrets.X }}", null);
    assertThat(refusal(given("B", injected, BuildEvent.MANUAL)).fields())
        .containsKey("triggers.parameters.B");
  }

  @Test
  void whoIsAskedAndWhoTheyAreIsForServersThatHaveWordsForIt() {
    JobDefinition plain = job("a", "alpine:3", step("s", "x"));
    JobDefinition known = plain.toBuilder().openId(true).build();
    JobDefinition asked = plain.toBuilder().approval("Go on?").build();
    NewDefinition given = given("B", new BuildParameter(null, null, null), BuildEvent.MANUAL);

    for (DefinitionFormat format : DefinitionFormat.values()) {
      if (format != GITHUB) {
        assertThat(unsupported(format, known)).isEqualTo("jobs[a].openId");
      }
      if (!format.name().startsWith("JENKINS")) {
        assertThat(unsupported(format, asked)).isEqualTo("jobs[a].approval");
      }
    }
    NewDefinition woodpecker =
        new NewDefinition(
            DefinitionFormat.WOODPECKER, "n", given.triggers(), null, List.of(plain), null);
    assertThat(refusal(woodpecker).code()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void whatAFormatHasNoWordsForIsUnsupported() {
    StepDefinition action = StepDefinition.builder("s").action("a/b@v1").build();
    JobDefinition deploy =
        JobDefinition.builder("a", List.of(step("s", "x"))).image("b").environment("live").build();
    StepCondition failure = new StepCondition(null, null, StepOutcome.FAILURE);

    assertThat(unsupported(DefinitionFormat.JENKINS_SCRIPTED, job("a", null, action)))
        .isEqualTo("jobs[a].steps[s].action");
    for (DefinitionFormat format : DefinitionFormat.values()) {
      if (!SampleDefinitions.actions(format)) {
        assertThat(unsupported(format, deploy)).isEqualTo("jobs[a].environment");
      }
    }
    assertThat(
            unsupported(DefinitionFormat.JENKINS_DECLARATIVE, conditional(failure, step("s", "x"))))
        .isEqualTo("jobs[a].condition.after");
    assertThat(
            unsupported(
                DefinitionFormat.JENKINS_SCRIPTED,
                conditional(
                    null, SampleDefinitions.conditional(step("s", "x"), failure), step("t", "x"))))
        .isEqualTo("jobs[a].steps[t].condition.after");
    assertThat(
            unsupported(
                GITHUB, conditional(new StepCondition(null, List.of("a*b"), null), step("s", "x"))))
        .isEqualTo("condition.branches");
  }

  private static Failure refusal(NewDefinition definition) {
    return Failures.of(() -> render(definition)).orElseThrow();
  }

  private static NewDefinition with(JobDefinition job) {
    return one(GITHUB, job);
  }

  @Test
  void noValueStandsInARefusal() {
    String pem = "-----BEGIN KEY-----\r\nhunter2";
    Map<String, String> values = Map.of("KEY", pem);
    StepDefinition plain = step("s", "x");

    for (JobDefinition job :
        List.of(
            JobDefinition.builder("a", List.of(plain)).variables(values).build(),
            JobDefinition.builder("a", List.of(plain)).variables(Map.of(pem, "x")).build(),
            JobDefinition.builder("a", List.of(plain)).image(pem).build(),
            JobDefinition.builder("a", List.of(plain)).needs(List.of(pem)).build(),
            JobDefinition.builder("a", List.of(plain)).runners(List.of(pem)).build(),
            JobDefinition.builder("a", List.of(plain)).environment(pem).build(),
            JobDefinition.builder("a", List.of(plain)).matrix(Map.of("A", List.of(pem))).build(),
            JobDefinition.builder(pem, List.of(plain)).build(),
            job("a", null, step(pem, "x")),
            job("a", null, step("s", pem)),
            job("a", null, StepDefinition.builder("s").action(pem).build()),
            job("a", null, StepDefinition.builder("s").action("a/b").settings(values).build()),
            job("a", null, plain.toBuilder().variables(values).build()),
            job("a", null, plain.toBuilder().secrets(values).build()))) {
      Failure failure = refusal(with(job));
      assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
      assertThat(failure.toString()).doesNotContain("hunter2").doesNotContain("BEGIN");
    }
  }

  @Test
  void aRefusalNamesTheKeyAndTheCharacter() {
    JobDefinition job =
        JobDefinition.builder("a", List.of(step("s", "x")))
            .variables(Map.of("KEY", "a\rb"))
            .build();

    assertThat(refusal(with(job)).message())
        .isEqualTo("jobs[a].variables.KEY must not hold U+000D as character 2");
    assertThat(refusal(with(job("a b", null, step("s", "x")))).message())
        .isEqualTo("jobs.id must not hold U+0020 as character 2");
    assertThat(refusal(with(job("a", null, step("s", "x".repeat(70_000))))).message())
        .isEqualTo("jobs[a].steps[s].commands must have at most 65536 characters");
  }

  @Test
  void whatIsTooMuchIsToldAsThat() {
    String line = "x".repeat(60_000);
    StepDefinition[] steps =
        IntStream.range(0, 101).mapToObj(i -> step("s" + i, "x")).toArray(StepDefinition[]::new);
    List<String> many = IntStream.range(0, 250).mapToObj(Integer::toString).toList();
    List<JobDefinition> wide =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    JobDefinition.builder("a" + i, List.of(step("s", "x")))
                        .matrix(Map.of("A", many))
                        .build())
            .toList();

    assertThat(refusal(with(job("a", null, steps))).code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(refusal(new NewDefinition(GITHUB, "n", null, null, wide, null)).code())
        .isEqualTo(FailureCode.TOO_LARGE);
    for (DefinitionFormat format : DefinitionFormat.values()) {
      JobDefinition big =
          job("a", "alpine:3", step("s", Collections.nCopies(18, line).toArray(String[]::new)));
      assertThat(refusal(one(format, big)).code()).isEqualTo(FailureCode.TOO_LARGE);
    }
  }

  @Test
  void variablesOfAllThatStandInEachStepAreBounded() {
    StepDefinition[] steps =
        IntStream.range(0, 100).mapToObj(i -> step("s" + i, "x")).toArray(StepDefinition[]::new);
    NewDefinition definition =
        new NewDefinition(
            DefinitionFormat.WOODPECKER,
            "n",
            null,
            Map.of("A", "x".repeat(60_000)),
            List.of(job("a", "alpine:3", steps)),
            null);

    assertThat(refusal(definition).code()).isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void aPathStaysInTheRepository() {
    for (String path : List.of("../x", "a/../b", "/etc/x", "a//b", "a/", "a b", "")) {
      NewDefinition definition =
          new NewDefinition(GITHUB, "n", null, null, List.of(job("a", null, step("s", "x"))), path);
      assertThat(Failures.field(() -> render(definition))).isEqualTo("path");
    }
  }
}
