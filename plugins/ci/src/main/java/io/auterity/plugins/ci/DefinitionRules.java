package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.toolkit.Refusal.invalid;

import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds for every definition, whatever it is written as. */
final class DefinitionRules {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final Pattern JOB = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,199}");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9$][A-Za-z0-9._:/@${}-]{0,299}");
  private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9*._/-]{1,200}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=:/-]{0,99}");
  private static final Pattern CRON = Pattern.compile("[0-9A-Za-z*,/#-]+( [0-9A-Za-z*,/#-]+){4}");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}&&[^\\n\\t]]*");
  private static final int MOST_JOBS = 100;
  private static final int MOST_CELLS = 256;
  private static final int MOST_MINUTES = 1440;
  private static final int LAST_PORT = 65_535;

  private DefinitionRules() {}

  /**
   * Checks a definition whole.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field
   */
  static void check(NewDefinition definition) {
    fits(NAME, definition.name(), "name");
    triggers(definition);
    variables(definition.variables(), "variables");
    Set<String> known = new HashSet<>();
    if (definition.jobs().isEmpty() || definition.jobs().size() > MOST_JOBS) {
      throw invalid("jobs", "must be 1 to %d".formatted(MOST_JOBS));
    }
    for (JobDefinition job : definition.jobs()) {
      fits(JOB, job.id(), "jobs.id");
      if (!known.add(job.id())) {
        throw invalid("jobs.id", "must be unique; there are two '%s'".formatted(job.id()));
      }
      job(job);
    }
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
    all(triggers.branches()).forEach(branch -> fits(BRANCH, branch, "triggers.branches"));
    String schedule = triggers.schedule();
    boolean scheduled = triggers.events().contains(BuildEvent.SCHEDULE);
    if (schedule != null) {
      fits(CRON, schedule, "triggers.schedule");
      if (!scheduled) {
        throw invalid("triggers.schedule", "needs the event schedule");
      }
    } else if (scheduled && definition.format() != DefinitionFormat.WOODPECKER) {
      throw invalid("triggers.schedule", "must say when: five fields of cron");
    }
  }

  private static void job(JobDefinition job) {
    matrix(job);
    image(job.image(), job, at(job, "image"));
    all(job.runners()).forEach(label -> fits(LABEL, label, at(job, "runners")));
    variables(job.variables(), at(job, "variables"));
    all(job.services())
        .forEach(
            (name, service) -> {
              fits(SERVICE, name, at(job, "services"));
              image(service.image(), job, at(job, "services.image"));
              variables(service.variables(), at(job, "services.variables"));
              all(service.ports()).forEach(port -> within(port, LAST_PORT, at(job, "services")));
            });
    Definitions.branches(job.condition())
        .forEach(branch -> fits(BRANCH, branch, at(job, "condition.branches")));
    if (job.environment() != null) {
      fits(NAME, job.environment(), at(job, "environment"));
    }
    if (job.timeoutMinutes() != null) {
      within(job.timeoutMinutes(), MOST_MINUTES, at(job, "timeoutMinutes"));
    }
    steps(job);
  }

  private static void matrix(JobDefinition job) {
    long cells = 1;
    for (Map.Entry<String, List<String>> axis : all(job.matrix()).entrySet()) {
      fits(VARIABLE, axis.getKey(), at(job, "matrix"));
      axis.getValue().forEach(value -> fits(NAME, value, at(job, "matrix")));
      cells *= axis.getValue().size();
      if (cells < 1 || cells > MOST_CELLS) {
        throw invalid(at(job, "matrix"), "must have 1 to %d combinations".formatted(MOST_CELLS));
      }
    }
  }

  private static void steps(JobDefinition job) {
    if (job.steps().isEmpty()) {
      throw invalid(at(job, "steps"), "must not be empty");
    }
    List<String> names = new ArrayList<>();
    for (StepDefinition step : job.steps()) {
      fits(NAME, step.name(), at(job, "steps.name"));
      if (names.contains(step.name())) {
        throw invalid(
            at(job, "steps.name"), "must be unique; there are two '%s'".formatted(step.name()));
      }
      names.add(step.name());
      step(job, step);
    }
  }

  private static void step(JobDefinition job, StepDefinition step) {
    boolean commands = !all(step.commands()).isEmpty();
    if (commands == (step.action() != null)) {
      throw invalid(at(job, step, "commands"), "must be given, or an action instead of them");
    }
    if (step.action() == null && step.settings() != null) {
      throw invalid(at(job, step, "settings"), "are an action's, and there is none");
    }
    if (step.action() != null) {
      fits(IMAGE, step.action(), at(job, step, "action"));
    }
    image(step.image(), job, at(job, step, "image"));
    all(step.commands()).forEach(line -> fits(TEXT, line, at(job, step, "commands")));
    all(step.settings())
        .forEach(
            (name, value) -> {
              fits(SECRET, name, at(job, step, "settings"));
              fits(TEXT, value, at(job, step, "settings"));
            });
    variables(step.variables(), at(job, step, "variables"));
    all(step.secrets())
        .forEach(
            (name, secret) -> {
              fits(VARIABLE, name, at(job, step, "secrets"));
              fits(SECRET, secret, at(job, step, "secrets"));
            });
    Definitions.branches(step.condition())
        .forEach(branch -> fits(BRANCH, branch, at(job, step, "condition.branches")));
  }

  private static void image(@Nullable String image, JobDefinition job, String field) {
    if (image == null) {
      return;
    }
    fits(IMAGE, image, field);
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
    all(variables)
        .forEach(
            (name, value) -> {
              fits(VARIABLE, name, field);
              fits(TEXT, value, field);
            });
  }

  private static void fits(Pattern pattern, String value, String field) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(field, "cannot be '%s'".formatted(value));
    }
  }

  private static void within(int value, int most, String field) {
    if (value < 1 || value > most) {
      throw invalid(field, "must be 1 to %d, not %d".formatted(most, value));
    }
  }
}
