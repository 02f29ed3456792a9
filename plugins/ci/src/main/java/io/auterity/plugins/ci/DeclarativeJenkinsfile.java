package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.plugins.ci.Definitions.none;

import io.auterity.spi.ci.BuildDefinition.DefinitionFile;
import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepCondition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A declarative Jenkinsfile: a job is a stage, a step a stage within it. Jobs of one rank run at
 * the same time, but for those with a matrix, which Jenkins does not allow there.
 */
final class DeclarativeJenkinsfile {

  private final NewDefinition definition;
  private final BuildTriggers triggers;
  private final GroovyLines lines;

  DeclarativeJenkinsfile(NewDefinition definition, WrittenText written) {
    this.lines = new GroovyLines(written);
    this.definition = definition;
    this.triggers = Definitions.triggers(definition);
  }

  List<DefinitionFile> files() {
    definition.jobs().forEach(DeclarativeJenkinsfile::check);
    lines.block("pipeline", this::pipeline);
    return List.of(new DefinitionFile(JenkinsStep.path(definition), lines.toString()));
  }

  private static void check(JobDefinition job) {
    JenkinsStep.check(job);
    none(job.services(), at(job, "services"), "need a scripted Jenkinsfile");
    none(
        JenkinsStep.usual(job).isEmpty() ? job : null,
        at(job, "steps"),
        "must have one that runs while all goes well");
  }

  private void pipeline() {
    lines.line("agent none");
    String schedule = triggers.schedule();
    if (schedule != null) {
      lines.block("triggers", () -> lines.line("cron(" + GroovyLines.quoted(schedule) + ")"));
    }
    List<String> parameters = JenkinsStep.parameters(definition);
    if (!parameters.isEmpty()) {
      lines.block("parameters", () -> parameters.forEach(lines::line));
    }
    environment(all(definition.variables()));
    lines.block("stages", () -> JobOrder.of(definition.jobs()).forEach(this::rank));
  }

  private void rank(List<JobDefinition> rank) {
    List<JobDefinition> plain = rank.stream().filter(job -> all(job.matrix()).isEmpty()).toList();
    if (plain.size() > 1) {
      String name = String.join(", ", plain.stream().map(JobDefinition::id).toList());
      lines.block(
          "stage(%s)".formatted(GroovyLines.quoted(name)),
          () -> lines.block("parallel", () -> plain.forEach(this::job)));
    } else {
      plain.forEach(this::job);
    }
    rank.stream().filter(job -> !all(job.matrix()).isEmpty()).forEach(this::matrix);
  }

  private void matrix(JobDefinition job) {
    lines.block(
        "stage(%s)".formatted(GroovyLines.quoted(job.id())),
        () ->
            lines.block(
                "matrix",
                () -> {
                  lines.block("axes", () -> all(job.matrix()).forEach(this::axis));
                  inside(job);
                }));
  }

  private void axis(String name, List<String> values) {
    lines.block(
        "axis",
        () -> {
          lines.line("name " + GroovyLines.quoted(name));
          lines.line(
              "values " + String.join(", ", values.stream().map(GroovyLines::quoted).toList()));
        });
  }

  private void job(JobDefinition job) {
    lines.block("stage(%s)".formatted(GroovyLines.quoted(job.id())), () -> inside(job));
  }

  private void inside(JobDefinition job) {
    agent(job);
    options(job);
    String approval = job.approval();
    if (approval != null) {
      lines.block("input", () -> lines.line("message " + GroovyLines.quoted(approval)));
    }
    when(triggered(job.condition()), all(triggers.branches()), approval != null);
    environment(all(job.variables()));
    lines.block("stages", () -> JenkinsStep.usual(job).forEach(this::step));
    last(job);
  }

  private void agent(JobDefinition job) {
    boolean labelled = !all(job.runners()).isEmpty();
    String image = job.image();
    if (image == null) {
      lines.line(labelled ? "agent { label " + JenkinsStep.label(job) + " }" : "agent any");
      return;
    }
    lines.block(
        "agent",
        () ->
            lines.block(
                "docker",
                () -> {
                  lines.line("image " + GroovyLines.evaluated(image));
                  if (labelled) {
                    lines.line("label " + JenkinsStep.label(job));
                  }
                }));
  }

  private void options(JobDefinition job) {
    boolean bare = !Definitions.checksOut(job);
    if (!bare && job.timeoutMinutes() == null) {
      return;
    }
    lines.block(
        "options",
        () -> {
          if (bare) {
            lines.line("skipDefaultCheckout(true)");
          }
          if (job.timeoutMinutes() != null) {
            lines.line("timeout(time: %d, unit: 'MINUTES')".formatted(job.timeoutMinutes()));
          }
        });
  }

  /** What starts the pipeline and what the job asks for. */
  private StepCondition triggered(@Nullable StepCondition condition) {
    List<BuildEvent> events = Definitions.events(condition);
    return new StepCondition(
        events.isEmpty() ? triggers.events() : events, Definitions.branches(condition), null);
  }

  private void when(StepCondition condition, List<String> more, boolean asks) {
    List<BuildEvent> events = Definitions.events(condition);
    List<String> branches = Definitions.branches(condition);
    boolean any = events.size() < BuildEvent.values().length && !events.isEmpty();
    if (!any && branches.isEmpty() && more.isEmpty()) {
      return;
    }
    lines.block(
        "when",
        () -> {
          lines.line("beforeAgent true");
          if (asks) {
            lines.line("beforeInput true");
          }
          if (any) {
            lines.block("anyOf", () -> events.forEach(event -> lines.line(event(event))));
          }
          branches(branches);
          branches(more);
        });
  }

  private void branches(List<String> branches) {
    if (branches.isEmpty()) {
      return;
    }
    lines.block(
        "anyOf",
        () -> {
          lines.line("buildingTag()");
          for (String branch : branches) {
            String pattern = GroovyLines.quoted(branch);
            lines.line("branch pattern: %s, comparator: 'GLOB'".formatted(pattern));
            lines.line("changeRequest target: %s, comparator: 'GLOB'".formatted(pattern));
          }
        });
  }

  private static String event(BuildEvent event) {
    return switch (event) {
      case PUSH ->
          "not { anyOf { changeRequest(); buildingTag(); triggeredBy 'TimerTrigger';"
              + " triggeredBy cause: 'UserIdCause' } }";
      case PULL_REQUEST -> "changeRequest()";
      case TAG -> "buildingTag()";
      case SCHEDULE -> "triggeredBy 'TimerTrigger'";
      case MANUAL -> "triggeredBy cause: 'UserIdCause'";
    };
  }

  private void environment(Map<String, String> variables) {
    if (!variables.isEmpty()) {
      lines.block(
          "environment",
          () ->
              variables.forEach(
                  (name, value) -> lines.line(name + " = " + GroovyLines.quoted(value))));
    }
  }

  private void step(StepDefinition step) {
    lines.block(
        "stage(%s)".formatted(GroovyLines.quoted(step.name())),
        () -> {
          if (step.condition() != null) {
            when(step.condition(), List.of(), false);
          }
          lines.block("steps", () -> JenkinsStep.write(lines, step));
        });
  }

  private void last(JobDefinition job) {
    List<StepDefinition> always = JenkinsStep.after(job, StepOutcome.ALWAYS);
    List<StepDefinition> failed = JenkinsStep.after(job, StepOutcome.FAILURE);
    if (always.isEmpty() && failed.isEmpty()) {
      return;
    }
    lines.block(
        "post",
        () -> {
          steps("always", always);
          steps("failure", failed);
        });
  }

  private void steps(String head, List<StepDefinition> steps) {
    if (!steps.isEmpty()) {
      lines.block(head, () -> steps.forEach(step -> JenkinsStep.write(lines, step)));
    }
  }
}
