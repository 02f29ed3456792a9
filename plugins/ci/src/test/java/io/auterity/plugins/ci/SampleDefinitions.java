package io.auterity.plugins.ci;

import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildParameter;
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

  private SampleDefinitions() {}

  /** The least: one command, by hand. */
  static NewDefinition least(DefinitionFormat format) {
    return one(format, job("build", "alpine:3", step("Greet", "echo 'Schön: 日本'")));
  }

  static NewDefinition one(DefinitionFormat format, JobDefinition job) {
    return new NewDefinition(format, "Least", null, null, List.of(job), null);
  }

  /** Three jobs, a matrix, services, secrets and conditions, as far as the format has them. */
  static NewDefinition most(DefinitionFormat format) {
    BuildTriggers triggers =
        new BuildTriggers(
            List.of(BuildEvent.values()),
            List.of("main", "release/*"),
            "30 4 * * 1",
            format == DefinitionFormat.WOODPECKER ? null : parameters());
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("GREETING", "it's \"yes\": $5 \\ 日本");
    variables.put("DEBUG", "no");
    return new NewDefinition(
        format,
        "Build & test",
        triggers,
        variables,
        List.of(lint(), test(format), publish(format)),
        null);
  }

  static Map<String, BuildParameter> parameters() {
    Map<String, BuildParameter> parameters = new LinkedHashMap<>();
    parameters.put("STAGE", new BuildParameter("Where to", "live", List.of("test", "live")));
    parameters.put("NOTE", new BuildParameter(null, "it's $5", null));
    return parameters;
  }

  private static JobDefinition lint() {
    return job("lint", "alpine:3", step("Look for tabs", "! grep -rP '\\t' src", "echo \"$HOME\""));
  }

  private static JobDefinition test(DefinitionFormat format) {
    Map<String, List<String>> matrix = new LinkedHashMap<>();
    matrix.put("JAVA", List.of("21", "25"));
    matrix.put("DB", List.of("16", "17"));
    boolean woodpecker = format == DefinitionFormat.WOODPECKER;
    ServiceDefinition db =
        new ServiceDefinition("postgres:${DB}", Map.of("POSTGRES_PASSWORD", "it's"), List.of(5432));
    return JobDefinition.builder(
            "test",
            List.of(
                step("Test", "mvn -B verify"),
                conditional(
                    step("Tell of failures", "echo failed"),
                    new StepCondition(null, null, StepOutcome.FAILURE)),
                conditional(
                    step("Clean up", "rm -rf target"),
                    new StepCondition(null, null, StepOutcome.ALWAYS))))
        .image("maven:3-eclipse-temurin-${JAVA}")
        .runners(List.of(woodpecker ? "platform=linux/amd64" : "linux"))
        .matrix(matrix)
        .variables(Map.of("MAVEN_OPTS", "-Xmx1g"))
        .services(format == DefinitionFormat.JENKINS_DECLARATIVE ? null : Map.of("db", db))
        .timeoutMinutes(woodpecker ? null : 30)
        .build();
  }

  private static JobDefinition publish(DefinitionFormat format) {
    StepCondition pushes = new StepCondition(List.of(BuildEvent.PUSH, BuildEvent.TAG), null, null);
    StepDefinition upload =
        step("Upload", "for f in target/*.jar; do", "  curl -T \"$f\" \"$REPO\"", "done")
            .toBuilder()
            .variables(Map.of("REPO", "https://repo.example.org"))
            .secrets(Map.of("TOKEN", "DEPLOY_KEY"))
            .condition(pushes)
            .build();
    boolean ready = actions(format) || format == DefinitionFormat.WOODPECKER;
    return JobDefinition.builder(
            "publish", ready ? List.of(upload, action(format)) : List.of(upload))
        .image("curlimages/curl:8")
        .needs(List.of("lint", "test"))
        .condition(pushes)
        .environment(actions(format) ? "production" : null)
        .openId(format == DefinitionFormat.GITHUB_ACTIONS ? true : null)
        .approval(format.name().startsWith("JENKINS") ? "Publish 'it'?" : null)
        .checkout(format == DefinitionFormat.JENKINS_DECLARATIVE ? null : false)
        .build();
  }

  private static StepDefinition action(DefinitionFormat format) {
    String name = actions(format) ? "actions/upload-artifact@v4" : "woodpeckerci/plugin-s3:1";
    return StepDefinition.builder("Keep")
        .action(name)
        .settings(Map.of(actions(format) ? "path" : "source", "target/"))
        .build();
  }

  static boolean actions(DefinitionFormat format) {
    return format == DefinitionFormat.GITHUB_ACTIONS || format == DefinitionFormat.GITEA_ACTIONS;
  }

  static JobDefinition job(String id, @Nullable String image, StepDefinition... steps) {
    return JobDefinition.builder(id, List.of(steps)).image(image).build();
  }

  static JobDefinition needing(String id, String... needs) {
    return job(id, "alpine:3", step("Greet", "true")).toBuilder().needs(List.of(needs)).build();
  }

  static StepDefinition step(String name, String... commands) {
    return StepDefinition.builder(name).commands(List.of(commands)).build();
  }

  static StepDefinition conditional(StepDefinition step, StepCondition condition) {
    return step.toBuilder().condition(condition).build();
  }
}
