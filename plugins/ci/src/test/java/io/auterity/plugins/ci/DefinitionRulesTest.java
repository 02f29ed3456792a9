package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.SampleDefinitions.job;
import static io.auterity.plugins.ci.SampleDefinitions.needing;
import static io.auterity.plugins.ci.SampleDefinitions.one;
import static io.auterity.plugins.ci.SampleDefinitions.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.BuildEvent;
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
import java.util.List;
import java.util.Map;
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
    return Failures.field(() -> render(new NewDefinition(GITHUB, "n", null, null, List.of(jobs))));
  }

  private static String unsupported(DefinitionFormat format, JobDefinition job) {
    return Failures.expect(FailureCode.UNSUPPORTED, () -> render(one(format, job)))
        .fields()
        .keySet()
        .iterator()
        .next();
  }

  private static JobDefinition conditional(@Nullable StepCondition condition, StepDefinition... s) {
    return new JobDefinition(
        "a", "alpine:3", null, null, null, null, null, condition, null, null, null, List.of(s));
  }

  private static JobDefinition matrix(String image, Map<String, List<String>> axes) {
    return new JobDefinition(
        "a", image, null, null, axes, null, null, null, null, null, null, List.of(step("s", "x")));
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
        new StepDefinition("s", null, List.of("x"), "a/b@v1", null, null, null, null);
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
    List<String> many = java.util.Collections.nCopies(17, "x");

    assertThat(refused(matrix("a", Map.of("A", many, "B", many)))).isEqualTo("jobs[a].matrix");
    assertThat(refused(matrix("a", Map.of("A", List.of())))).isEqualTo("jobs[a].matrix");
  }

  @Test
  void aScheduleAndItsEventStandTogether() {
    List<JobDefinition> jobs = List.of(job("a", null, step("s", "x")));

    for (BuildTriggers triggers :
        List.of(
            new BuildTriggers(List.of(BuildEvent.SCHEDULE), null, null),
            new BuildTriggers(List.of(BuildEvent.PUSH), null, "0 4 * * *"),
            new BuildTriggers(List.of(BuildEvent.SCHEDULE), null, "daily"))) {
      assertThat(Failures.field(() -> render(new NewDefinition(GITHUB, "n", triggers, null, jobs))))
          .isEqualTo("triggers.schedule");
    }
  }

  @Test
  void whatAFormatHasNoWordsForIsUnsupported() {
    StepDefinition action = new StepDefinition("s", null, null, "a/b@v1", null, null, null, null);
    JobDefinition deploy =
        new JobDefinition(
            "a",
            "b",
            null,
            null,
            null,
            null,
            null,
            null,
            "live",
            null,
            null,
            List.of(step("s", "x")));
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
}
