package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.plugins.ci.Definitions.none;

import io.auterity.spi.ci.BuildParameter;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The shared form of steps, and of a job's last steps, in both sorts of Jenkinsfile. */
final class JenkinsStep {

  static String path(NewDefinition definition) {
    return Objects.requireNonNullElse(definition.path(), "Jenkinsfile");
  }

  /** The steps that run while all goes well. */
  static List<StepDefinition> usual(JobDefinition job) {
    return after(job, StepOutcome.SUCCESS);
  }

  /** The last steps of a job, of that sort. */
  static List<StepDefinition> after(JobDefinition job, StepOutcome outcome) {
    return job.steps().stream()
        .filter(step -> Definitions.after(step.condition()) == outcome)
        .toList();
  }

  /** The parameters of a pipeline, which are environment variables of its steps by themselves. */
  static List<String> parameters(NewDefinition definition) {
    return Definitions.parameters(definition).entrySet().stream()
        .map(each -> parameter(each.getKey(), each.getValue()))
        .toList();
  }

  /** What a scripted Jenkinsfile says of its pipeline in one line, where it says anything. */
  static void properties(GroovyLines lines, NewDefinition definition) {
    List<String> parameters = parameters(definition);
    List<String> all = new ArrayList<>();
    if (!parameters.isEmpty()) {
      all.add("parameters([%s])".formatted(String.join(", ", parameters)));
    }
    String schedule = Definitions.triggers(definition).schedule();
    if (schedule != null) {
      all.add("pipelineTriggers([cron(%s)])".formatted(GroovyLines.quoted(schedule)));
    }
    if (!all.isEmpty()) {
      lines.line("properties([%s])".formatted(String.join(", ", all)));
    }
  }

  // The first of several choices is the usual one.
  private static String parameter(String name, BuildParameter parameter) {
    String usual = Definitions.usual(parameter);
    List<String> choices = new ArrayList<>(all(parameter.choices()));
    boolean free = choices.isEmpty();
    choices.remove(usual);
    choices.addFirst(usual);
    String told = Objects.requireNonNullElse(parameter.description(), "");
    return "%s(name: %s, %s: %s, description: %s)"
        .formatted(
            free ? "string" : "choice",
            GroovyLines.quoted(name),
            free ? "defaultValue" : "choices",
            free ? GroovyLines.quoted(usual) : GroovyLines.list(choices),
            GroovyLines.quoted(told));
  }

  /** Refuses what a Jenkinsfile has no words for. */
  static void check(JobDefinition job) {
    none(job.environment(), at(job, "environment"), "is nothing that this server has");
    none(
        Boolean.TRUE.equals(job.openId()) ? job : null,
        at(job, "openId"),
        "is nothing that this server has");
    none(
        Definitions.after(job.condition()) == StepOutcome.SUCCESS ? null : job,
        at(job, "condition.after"),
        "must be success here; let steps run after a failure");
    boolean last = false;
    for (StepDefinition step : job.steps()) {
      none(step.action(), at(job, step, "action"), "is nothing that this server has");
      none(step.image(), at(job, step, "image"), "is the job's here; give the job one");
      boolean usual = Definitions.after(step.condition()) == StepOutcome.SUCCESS;
      boolean asks =
          !Definitions.events(step.condition()).isEmpty()
              || !Definitions.branches(step.condition()).isEmpty();
      none(
          last && usual ? step : null,
          at(job, step, "condition.after"),
          "cannot be success behind steps that run after a failure");
      none(
          !usual && asks ? step : null,
          at(job, step, "condition"),
          "has no events and branches here for what runs after a failure");
      last |= !usual;
    }
  }

  static void write(GroovyLines lines, StepDefinition step) {
    List<String> variables =
        all(step.variables()).entrySet().stream().map(JenkinsStep::assigned).toList();
    List<String> secrets =
        all(step.secrets()).entrySet().stream()
            .map(
                each ->
                    "string(credentialsId: %s, variable: %s)"
                        .formatted(
                            GroovyLines.quoted(each.getValue()), GroovyLines.quoted(each.getKey())))
            .toList();
    lines.blockIf(
        !variables.isEmpty(),
        "withEnv(%s)".formatted(GroovyLines.list(variables)),
        () ->
            lines.blockIf(
                !secrets.isEmpty(),
                "withCredentials([%s])".formatted(String.join(", ", secrets)),
                () -> lines.script("set -e\n" + Definitions.script(step))));
  }

  static String assigned(Map.Entry<String, String> variable) {
    return variable.getKey() + "=" + variable.getValue();
  }

  /** Labels that a node must have all. */
  static String label(JobDefinition job) {
    return GroovyLines.quoted(String.join(" && ", all(job.runners())));
  }
}
