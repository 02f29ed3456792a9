package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.plugins.ci.Definitions.none;

import io.auterity.spi.ci.BuildDefinition.DefinitionFile;
import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.ServiceDefinition;
import io.auterity.spi.ci.StepCondition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scripted Jenkinsfile: a job is a stage; jobs of one rank run at the same time. A job with a
 * matrix is a closure, which is called once for each combination, each a stage.
 */
final class ScriptedJenkinsfile {

  private static final String TAG = "env.TAG_NAME != null";
  private static final String CHANGE = "env.CHANGE_ID != null";
  private static final String BY_TIMER =
      "!currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause').isEmpty()";
  private static final String BY_HAND =
      "!currentBuild.getBuildCauses('hudson.model.Cause$UserIdCause').isEmpty()";

  private final NewDefinition definition;
  private final BuildTriggers triggers;
  private final GroovyLines lines;

  ScriptedJenkinsfile(NewDefinition definition, WrittenText written) {
    this.lines = new GroovyLines(written);
    this.definition = definition;
    this.triggers = Definitions.triggers(definition);
  }

  List<DefinitionFile> files() {
    definition.jobs().forEach(ScriptedJenkinsfile::check);
    JenkinsStep.properties(lines, definition);
    JobOrder.of(definition.jobs()).forEach(this::rank);
    return List.of(new DefinitionFile(JenkinsStep.path(definition), lines.toString()));
  }

  private static void check(JobDefinition job) {
    JenkinsStep.check(job);
    none(
        all(job.services()).isEmpty() || job.image() != null ? null : job,
        at(job, "services"),
        "need an image of the job here");
  }

  private void rank(List<JobDefinition> rank) {
    if (rank.size() == 1 && all(rank.getFirst().matrix()).isEmpty()) {
      stage(rank.getFirst(), GroovyLines.quoted(rank.getFirst().id()));
      return;
    }
    List<JobDefinition> several =
        rank.stream().filter(job -> !all(job.matrix()).isEmpty()).toList();
    several.forEach(this::closure);
    lines.line("parallel(");
    for (JobDefinition job : rank) {
      if (several.contains(job)) {
        cells(job, new ArrayList<>(all(job.matrix()).entrySet()), Map.of());
      } else {
        String name = GroovyLines.quoted(job.id());
        lines.block(name + ":", () -> stage(job, name));
        lines.line(",");
      }
    }
    lines.line("failFast: false)");
  }

  private void closure(JobDefinition job) {
    lines.line("def %s = { name, axis ->".formatted(variable(job)));
    stage(job, "name");
    lines.line("}");
  }

  // Ids of jobs hold signs that names of Groovy do not.
  private String variable(JobDefinition job) {
    return "job" + definition.jobs().indexOf(job);
  }

  private void cells(
      JobDefinition job, List<Map.Entry<String, List<String>>> left, Map<String, String> values) {
    if (left.isEmpty()) {
      cell(job, values);
      return;
    }
    for (String value : left.getFirst().getValue()) {
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(left.getFirst().getKey(), value);
      cells(job, left.subList(1, left.size()), more);
    }
  }

  private void cell(JobDefinition job, Map<String, String> values) {
    String name =
        GroovyLines.quoted(
            values.entrySet().stream()
                .map(JenkinsStep::assigned)
                .collect(Collectors.joining(", ", job.id() + " (", ")")));
    String axis =
        values.entrySet().stream()
            .map(
                each ->
                    GroovyLines.quoted(each.getKey()) + ": " + GroovyLines.quoted(each.getValue()))
            .collect(Collectors.joining(", ", "[", "]"));
    lines.line("%s: { %s(%s, %s) },".formatted(name, variable(job), name, axis));
  }

  private void stage(JobDefinition job, String name) {
    lines.block("stage(%s)".formatted(name), () -> when(triggered(job), () -> approved(job)));
  }

  /** A job with its approval, which is awaited without holding a node. */
  private void approved(JobDefinition job) {
    if (job.approval() != null) {
      lines.line("input message: " + GroovyLines.quoted(job.approval()));
    }
    node(job);
  }

  private void node(JobDefinition job) {
    String head = all(job.runners()).isEmpty() ? "node" : "node(" + JenkinsStep.label(job) + ")";
    Integer minutes = job.timeoutMinutes();
    lines.block(
        head,
        () ->
            lines.blockIf(
                minutes != null,
                "timeout(time: %d, unit: 'MINUTES')".formatted(minutes),
                () -> {
                  if (Definitions.checksOut(job)) {
                    lines.line("checkout scm");
                  }
                  services(job, new ArrayList<>(all(job.services()).entrySet()), "");
                }));
  }

  /** Each container stands around the next, and all around the job. */
  private void services(
      JobDefinition job, List<Map.Entry<String, ServiceDefinition>> left, String links) {
    if (left.isEmpty()) {
      image(job, links);
      return;
    }
    Map.Entry<String, ServiceDefinition> first = left.getFirst();
    String variable = "service" + left.size();
    String arguments =
        all(first.getValue().variables()).entrySet().stream()
            .map(each -> "-e " + shell(JenkinsStep.assigned(each)))
            .collect(Collectors.joining(" "));
    lines.line(
        "docker.image(%s).withRun(%s) { %s ->"
            .formatted(image(first.getValue().image()), GroovyLines.quoted(arguments), variable));
    services(
        job,
        left.subList(1, left.size()),
        links + " --link ${%s.id}:%s".formatted(variable, first.getKey()));
    lines.line("}");
  }

  private static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Values of the matrix are those that the closure is given. */
  private static String image(String image) {
    String axes = Definitions.AXIS.matcher(image).replaceAll("\\${axis['$1']}");
    return axes.equals(image) ? GroovyLines.quoted(image) : GroovyLines.evaluated(axes);
  }

  private void image(JobDefinition job, String links) {
    String image = job.image();
    lines.blockIf(
        image != null,
        "docker.image(%s).inside(%s)"
            .formatted(
                image(Objects.requireNonNullElse(image, "")),
                links.isEmpty() ? "" : GroovyLines.evaluated(links.strip())),
        () -> variables(job));
  }

  private void variables(JobDefinition job) {
    Map<String, String> variables = Definitions.merged(definition.variables(), job.variables());
    List<String> assigned = new ArrayList<>();
    for (String axis : all(job.matrix()).keySet()) {
      if (!variables.containsKey(axis)) {
        assigned.add("'%s=' + axis['%s']".formatted(axis, axis));
      }
    }
    variables.entrySet().stream()
        .map(JenkinsStep::assigned)
        .map(GroovyLines::quoted)
        .forEach(assigned::add);
    lines.blockIf(
        !assigned.isEmpty(),
        "withEnv([%s])".formatted(String.join(", ", assigned)),
        () -> steps(job));
  }

  private void steps(JobDefinition job) {
    List<StepDefinition> failed = JenkinsStep.after(job, StepOutcome.FAILURE);
    List<StepDefinition> always = JenkinsStep.after(job, StepOutcome.ALWAYS);
    if (failed.isEmpty() && always.isEmpty()) {
      JenkinsStep.usual(job).forEach(this::step);
      return;
    }
    lines.block("try", () -> JenkinsStep.usual(job).forEach(this::step));
    if (!failed.isEmpty()) {
      lines.block(
          "catch (failure)",
          () -> {
            failed.forEach(step -> JenkinsStep.write(lines, step));
            lines.line("throw failure");
          });
    }
    if (!always.isEmpty()) {
      lines.block("finally", () -> always.forEach(step -> JenkinsStep.write(lines, step)));
    }
  }

  private void step(StepDefinition step) {
    lines.line("echo " + GroovyLines.quoted(step.name()));
    when(condition(step.condition()), () -> JenkinsStep.write(lines, step));
  }

  private void when(String condition, Runnable inside) {
    lines.blockIf(!condition.isEmpty(), "if (%s)".formatted(condition), inside);
  }

  /** What starts the pipeline and what the job asks for. */
  private String triggered(JobDefinition job) {
    List<BuildEvent> events = Definitions.events(job.condition());
    StepCondition started =
        new StepCondition(events.isEmpty() ? triggers.events() : events, triggers.branches(), null);
    List<String> parts = new ArrayList<>();
    for (StepCondition each :
        List.of(started, new StepCondition(null, Definitions.branches(job.condition()), null))) {
      if (!condition(each).isEmpty()) {
        parts.add(condition(each));
      }
    }
    return String.join(" && ", parts);
  }

  private static String condition(@Nullable StepCondition condition) {
    List<String> parts = new ArrayList<>();
    List<BuildEvent> events = Definitions.events(condition);
    if (!events.isEmpty() && events.size() < BuildEvent.values().length) {
      parts.add(any(events.stream().map(ScriptedJenkinsfile::event).toList()));
    }
    List<String> branches = Definitions.branches(condition);
    if (!branches.isEmpty()) {
      List<String> names = new ArrayList<>(List.of(TAG));
      branches.stream().map(ScriptedJenkinsfile::branch).forEach(names::add);
      parts.add(any(names));
    }
    return String.join(" && ", parts);
  }

  private static String any(List<String> parts) {
    return parts.stream().collect(Collectors.joining(" || ", "(", ")"));
  }

  private static String event(BuildEvent event) {
    return switch (event) {
      case PUSH -> "!(%s || %s || %s || %s)".formatted(CHANGE, TAG, BY_TIMER, BY_HAND);
      case PULL_REQUEST -> CHANGE;
      case TAG -> TAG;
      case SCHEDULE -> BY_TIMER;
      case MANUAL -> BY_HAND;
    };
  }

  private static String branch(String branch) {
    String pattern =
        Stream.of(branch.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    return "(env.CHANGE_TARGET ?: env.BRANCH_NAME) ==~ " + GroovyLines.quoted(pattern);
  }
}
