package io.auterity.plugins.ci;

import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.ServiceDefinition;
import io.auterity.spi.ci.StepCondition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Definitions that use all that a format has words for. */
final class SampleDefinitions {

  private static final List<BuildEvent> EVENTS =
      List.of(BuildEvent.PUSH, BuildEvent.PULL_REQUEST, BuildEvent.TAG, BuildEvent.MANUAL);

  private SampleDefinitions() {}

  /** The least: one command, by hand. */
  static NewDefinition least(DefinitionFormat format) {
    return one(format, job("build", "alpine:3", step("Greet", "echo 'Schön: 日本'")));
  }

  static NewDefinition one(DefinitionFormat format, JobDefinition job) {
    return new NewDefinition(format, "Least", null, null, List.of(job));
  }

  /** Three jobs, a matrix, services, secrets and conditions, as far as the format has them. */
  static NewDefinition most(DefinitionFormat format) {
    boolean woodpecker = format == DefinitionFormat.WOODPECKER;
    BuildTriggers triggers =
        woodpecker
            ? new BuildTriggers(EVENTS, List.of("main", "release/*"), null)
            : new BuildTriggers(
                List.of(BuildEvent.values()), List.of("main", "release/*"), "30 4 * * 1");
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("GREETING", "it's \"yes\": $5 \\ 日本");
    variables.put("DEBUG", "no");
    return new NewDefinition(
        format,
        "Build & test",
        triggers,
        variables,
        List.of(lint(), test(format), publish(format)));
  }

  private static JobDefinition lint() {
    return job("lint", "alpine:3", step("Look for tabs", "! grep -rP '\\t' src", "echo \"$HOME\""));
  }

  private static JobDefinition test(DefinitionFormat format) {
    Map<String, List<String>> matrix = new LinkedHashMap<>();
    matrix.put("JAVA", List.of("21", "25"));
    matrix.put("DB", List.of("16", "17"));
    return new JobDefinition(
        "test",
        "maven:3-eclipse-temurin-${JAVA}",
        format == DefinitionFormat.WOODPECKER ? List.of("platform=linux/amd64") : List.of("linux"),
        null,
        matrix,
        Map.of("MAVEN_OPTS", "-Xmx1g"),
        format == DefinitionFormat.JENKINS_DECLARATIVE
            ? null
            : Map.of(
                "db",
                new ServiceDefinition(
                    "postgres:${DB}", Map.of("POSTGRES_PASSWORD", "it's"), List.of(5432))),
        null,
        null,
        format == DefinitionFormat.WOODPECKER ? null : 30,
        null,
        List.of(
            step("Test", "mvn -B verify"),
            conditional(
                step("Tell of failures", "echo failed"),
                new StepCondition(null, null, StepOutcome.FAILURE)),
            conditional(
                step("Clean up", "rm -rf target"),
                new StepCondition(null, null, StepOutcome.ALWAYS))));
  }

  private static JobDefinition publish(DefinitionFormat format) {
    StepDefinition upload =
        new StepDefinition(
            "Upload",
            null,
            List.of("for f in target/*.jar; do", "  curl -T \"$f\" \"$REPO\"", "done"),
            null,
            null,
            Map.of("REPO", "https://repo.example.org"),
            Map.of("TOKEN", "DEPLOY_KEY"),
            new StepCondition(List.of(BuildEvent.PUSH, BuildEvent.TAG), null, null));
    return new JobDefinition(
        "publish",
        "curlimages/curl:8",
        null,
        List.of("lint", "test"),
        null,
        null,
        null,
        new StepCondition(List.of(BuildEvent.PUSH, BuildEvent.TAG), null, null),
        actions(format) ? "production" : null,
        null,
        format == DefinitionFormat.JENKINS_DECLARATIVE ? null : false,
        actions(format) || format == DefinitionFormat.WOODPECKER
            ? List.of(upload, action(format))
            : List.of(upload));
  }

  private static StepDefinition action(DefinitionFormat format) {
    String name = actions(format) ? "actions/upload-artifact@v4" : "woodpeckerci/plugin-s3:1";
    return new StepDefinition(
        "Keep",
        null,
        null,
        name,
        Map.of(actions(format) ? "path" : "source", "target/"),
        null,
        null,
        null);
  }

  static boolean actions(DefinitionFormat format) {
    return format == DefinitionFormat.GITHUB_ACTIONS || format == DefinitionFormat.GITEA_ACTIONS;
  }

  static JobDefinition job(String id, @Nullable String image, StepDefinition... steps) {
    return new JobDefinition(
        id, image, null, null, null, null, null, null, null, null, null, List.of(steps));
  }

  static JobDefinition needing(String id, String... needs) {
    return new JobDefinition(
        id,
        "alpine:3",
        null,
        List.of(needs),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(step("Greet", "true")));
  }

  static StepDefinition step(String name, String... commands) {
    return new StepDefinition(name, null, List.of(commands), null, null, null, null, null);
  }

  static StepDefinition conditional(StepDefinition step, StepCondition condition) {
    return new StepDefinition(
        step.name(),
        step.image(),
        step.commands(),
        step.action(),
        step.settings(),
        step.variables(),
        step.secrets(),
        condition);
  }
}
