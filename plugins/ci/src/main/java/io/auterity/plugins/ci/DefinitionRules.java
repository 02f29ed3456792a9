package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.toolkit.Refusal.invalid;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildParameter;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.toolkit.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates a pipeline definition, whatever it is written as. */
final class DefinitionRules {

  private static final AllowedText NAME = AllowedText.of("[^\\p{Cntrl}]+", 200);
  private static final AllowedText JOB = AllowedText.of("[A-Za-z][A-Za-z0-9_-]*", 100);
  private static final AllowedText VARIABLE = AllowedText.of("[A-Za-z_][A-Za-z0-9_]*", 200);
  private static final AllowedText SECRET = AllowedText.of("[A-Za-z_][A-Za-z0-9_-]*", 200);
  private static final AllowedText SERVICE = AllowedText.of("[a-z][a-z0-9-]*", 63);
  private static final AllowedText IMAGE = AllowedText.of("[A-Za-z0-9$][A-Za-z0-9._:/@${}-]*", 300);
  private static final AllowedText BRANCH = AllowedText.of("[A-Za-z0-9*._/-]+", 200);
  private static final AllowedText LABEL = AllowedText.of("[A-Za-z0-9][A-Za-z0-9._=:/-]*", 100);
  private static final AllowedText CRON = AllowedText.of("[0-9A-Za-z*,/# -]+", 100);
  private static final AllowedText TEXT = AllowedText.of("[^\\p{Cntrl}&&[^\\n\\t]]*", 65_536);
  private static final AllowedText PATH = AllowedText.of("[A-Za-z0-9._-][A-Za-z0-9._/-]*", 200);
  private static final Pattern FIVE = Pattern.compile("[^ ]+( [^ ]+){4}");
  private static final Pattern UP = Pattern.compile("(.*/)?\\.{0,2}(/.*)?");
  private static final int MOST_JOBS = 100;
  private static final int MOST_CELLS = 256;
  private static final int MOST_CELLS_OF_ALL = 1_000;
  private static final int MOST_STEPS = 100;
  private static final int MOST_COMMANDS = 500;
  private static final int MOST_ENTRIES = 200;
  private static final int MOST_PARAMETERS = 25;
  private static final int MOST_MINUTES = 1440;
  private static final int LAST_PORT = 65_535;

  /**
   * Checks a definition whole.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field
   */
  static void check(NewDefinition definition) {
    NAME.check(definition.name(), "name");
    path(definition.path());
    triggers(definition);
    variables(definition.variables(), "variables");
    Set<String> known = new HashSet<>();
    long cells = 0;
    if (definition.jobs().isEmpty() || definition.jobs().size() > MOST_JOBS) {
      throw invalid("jobs", "must be 1 to %d".formatted(MOST_JOBS));
    }
    for (JobDefinition job : definition.jobs()) {
      JOB.check(job.id(), "jobs.id");
      if (!known.add(job.id())) {
        throw invalid("jobs.id", "must be unique; there are two '%s'".formatted(job.id()));
      }
      job(job);
      cells += cells(job);
    }
    atMost(cells, MOST_CELLS_OF_ALL, "jobs.matrix");
    JobOrder.of(definition.jobs());
  }

  private static void triggers(NewDefinition definition) {
    BuildTriggers triggers = definition.triggers();
    if (triggers == null) {
      return;
    }
    if (triggers.events().isEmpty()) {
      throw invalid("triggers.events", "must not be empty");
    }
    all(triggers.branches()).forEach(branch -> BRANCH.check(branch, "triggers.branches"));
    parameters(definition, triggers);
    String schedule = triggers.schedule();
    boolean scheduled = triggers.events().contains(BuildEvent.SCHEDULE);
    if (schedule != null) {
      CRON.check(schedule, "triggers.schedule");
      if (!FIVE.matcher(schedule).matches()) {
        throw invalid("triggers.schedule", "must be five fields of cron");
      }
      if (!scheduled) {
        throw invalid("triggers.schedule", "needs the event schedule");
      }
    } else if (scheduled) {
      throw invalid("triggers.schedule", "must say when: five fields of cron");
    }
  }

  private static void parameters(NewDefinition definition, BuildTriggers triggers) {
    Map<String, BuildParameter> parameters = all(triggers.parameters());
    atMost(parameters.size(), MOST_PARAMETERS, "triggers.parameters");
    if (!parameters.isEmpty() && !triggers.events().contains(BuildEvent.MANUAL)) {
      throw invalid("triggers.parameters", "need the event manual");
    }
    parameters.forEach(
        (name, parameter) -> {
          VARIABLE.check(name, "triggers.parameters");
          String field = "triggers.parameters." + name;
          if (stands(name, definition)) {
            throw invalid(field, "is a variable or an axis of a matrix, too");
          }
          parameter(parameter, field);
        });
  }

  private static boolean stands(String name, NewDefinition definition) {
    return all(definition.variables()).containsKey(name)
        || definition.jobs().stream().anyMatch(job -> all(job.matrix()).containsKey(name));
  }

  private static void parameter(BuildParameter parameter, String field) {
    List<String> choices = all(parameter.choices());
    atMost(choices.size(), MOST_ENTRIES, field + ".choices");
    choices.forEach(choice -> NAME.check(choice, field + ".choices"));
    if (parameter.description() != null) {
      NAME.check(parameter.description(), field + ".description");
    }
    if (parameter.value() != null && !parameter.value().isEmpty()) {
      NAME.check(parameter.value(), field + ".value");
    }
    if (!choices.isEmpty() && !choices.contains(Definitions.usual(parameter))) {
      throw invalid(field + ".value", "must be one of the choices");
    }
  }

  private static void job(JobDefinition job) {
    matrix(job);
    all(job.needs()).forEach(needed -> JOB.check(needed, at(job, "needs")));
    image(job.image(), job, at(job, "image"));
    atMost(all(job.services()).size(), MOST_ENTRIES, at(job, "services"));
    all(job.runners()).forEach(label -> LABEL.check(label, at(job, "runners")));
    variables(job.variables(), at(job, "variables"));
    all(job.services())
        .forEach(
            (name, service) -> {
              SERVICE.check(name, at(job, "services"));
              image(service.image(), job, at(job, "services.image"));
              variables(service.variables(), at(job, "services.variables"));
              all(service.ports()).forEach(port -> within(port, LAST_PORT, at(job, "services")));
            });
    Definitions.branches(job.condition())
        .forEach(branch -> BRANCH.check(branch, at(job, "condition.branches")));
    if (job.environment() != null) {
      NAME.check(job.environment(), at(job, "environment"));
    }
    if (job.approval() != null) {
      NAME.check(job.approval(), at(job, "approval"));
    }
    if (job.timeoutMinutes() != null) {
      within(job.timeoutMinutes(), MOST_MINUTES, at(job, "timeoutMinutes"));
    }
    steps(job);
  }

  private static void matrix(JobDefinition job) {
    for (Map.Entry<String, List<String>> axis : all(job.matrix()).entrySet()) {
      VARIABLE.check(axis.getKey(), at(job, "matrix"));
      axis.getValue().forEach(value -> NAME.check(value, at(job, "matrix." + axis.getKey())));
    }
    long cells = cells(job);
    if (cells < 1 || cells > MOST_CELLS) {
      throw invalid(at(job, "matrix"), "must have 1 to %d combinations".formatted(MOST_CELLS));
    }
  }

  /** How often a job runs; anything above the most where it is more. */
  private static long cells(JobDefinition job) {
    long cells = 1;
    for (List<String> values : all(job.matrix()).values()) {
      cells = Math.min(cells * values.size(), 1L + MOST_CELLS);
    }
    return cells;
  }

  private static void path(@Nullable String path) {
    if (path == null) {
      return;
    }
    PATH.check(path, "path");
    if (UP.matcher(path).matches()) {
      throw invalid("path", "must be one of the repository, without . and .. and empty names");
    }
  }

  /** Refuses what would make a definition that no server takes. */
  private static void atMost(long size, int most, String field) {
    if (size > most) {
      throw Refusal.of(
          FailureCode.TOO_LARGE, field, "%s: %d, and at most %d".formatted(field, size, most));
    }
  }

  private static void steps(JobDefinition job) {
    if (job.steps().isEmpty()) {
      throw invalid(at(job, "steps"), "must not be empty");
    }
    atMost(job.steps().size(), MOST_STEPS, at(job, "steps"));
    Set<String> names = new HashSet<>();
    for (StepDefinition step : job.steps()) {
      NAME.check(step.name(), at(job, "steps.name"));
      if (!names.add(step.name())) {
        throw invalid(at(job, "steps.name"), "must be unique; that of a later step is not");
      }
      step(job, step);
    }
  }

  private static void step(JobDefinition job, StepDefinition step) {
    boolean commands = !all(step.commands()).isEmpty();
    atMost(all(step.commands()).size(), MOST_COMMANDS, at(job, step, "commands"));
    atMost(all(step.settings()).size(), MOST_ENTRIES, at(job, step, "settings"));
    atMost(all(step.secrets()).size(), MOST_ENTRIES, at(job, step, "secrets"));
    if (commands == (step.action() != null)) {
      throw invalid(at(job, step, "commands"), "must be given, or an action instead of them");
    }
    if (step.action() == null && step.settings() != null) {
      throw invalid(at(job, step, "settings"), "are an action's, and there is none");
    }
    if (step.action() != null) {
      IMAGE.check(step.action(), at(job, step, "action"));
    }
    image(step.image(), job, at(job, step, "image"));
    all(step.commands()).forEach(line -> TEXT.check(line, at(job, step, "commands")));
    all(step.settings())
        .forEach(
            (name, value) -> {
              SECRET.check(name, at(job, step, "settings"));
              TEXT.check(value, at(job, step, "settings." + name));
            });
    variables(step.variables(), at(job, step, "variables"));
    all(step.secrets())
        .forEach(
            (name, secret) -> {
              VARIABLE.check(name, at(job, step, "secrets"));
              SECRET.check(secret, at(job, step, "secrets." + name));
            });
    Definitions.branches(step.condition())
        .forEach(branch -> BRANCH.check(branch, at(job, step, "condition.branches")));
  }

  private static void image(@Nullable String image, JobDefinition job, String field) {
    if (image == null) {
      return;
    }
    IMAGE.check(image, field);
    Matcher found = Definitions.AXIS.matcher(image);
    while (found.find()) {
      if (!all(job.matrix()).containsKey(found.group(1))) {
        throw invalid(field, "names no axis of the matrix: " + found.group());
      }
    }
    if (found.replaceAll("").matches(".*[${}].*")) {
      throw invalid(field, "must be the name of an image");
    }
  }

  private static void variables(@Nullable Map<String, String> variables, String field) {
    atMost(all(variables).size(), MOST_ENTRIES, field);
    all(variables)
        .forEach(
            (name, value) -> {
              VARIABLE.check(name, field);
              TEXT.check(value, field + "." + name);
            });
  }

  private static void within(int value, int most, String field) {
    if (value < 1 || value > most) {
      throw invalid(field, "must be 1 to %d, not %d".formatted(most, value));
    }
  }
}
