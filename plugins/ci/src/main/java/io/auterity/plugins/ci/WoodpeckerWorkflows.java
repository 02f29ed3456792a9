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
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workflows of Woodpecker: each job is a file of its own, which begins with the name of all. */
final class WoodpeckerWorkflows {

  private static final Set<BuildEvent> OF_BRANCHES =
      EnumSet.of(BuildEvent.PUSH, BuildEvent.PULL_REQUEST, BuildEvent.MANUAL, BuildEvent.SCHEDULE);

  private final NewDefinition definition;
  private final BuildTriggers triggers;
  private final WrittenText written;
  private final WrittenText counted;
  private final String prefix;

  WoodpeckerWorkflows(NewDefinition definition, WrittenText written, WrittenText counted) {
    this.definition = definition;
    this.written = written;
    this.counted = counted;
    this.prefix = Definitions.fileName(definition.name()) + ".";
    this.triggers = Definitions.triggers(definition);
  }

  List<DefinitionFile> files() {
    none(
        Definitions.parameters(definition).isEmpty() ? null : definition,
        "triggers.parameters",
        "cannot be declared in a Woodpecker workflow: the user who starts it gives any variables");
    String path = Objects.requireNonNullElse(definition.path(), ".woodpecker");
    String folder = path + "/" + prefix;
    return definition.jobs().stream()
        .map(
            job ->
                new DefinitionFile(folder + job.id() + ".yaml", written.add(YamlText.of(job(job)))))
        .toList();
  }

  private Map<String, Object> job(JobDefinition job) {
    none(job.environment(), at(job, "environment"), "is nothing that this server has");
    none(job.approval(), at(job, "approval"), "is a setting of the repository here");
    none(
        Boolean.TRUE.equals(job.openId()) ? job : null,
        at(job, "openId"),
        "is nothing that this server has");
    none(job.timeoutMinutes(), at(job, "timeoutMinutes"), "is a setting of the repository here");
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("when", started(job.condition()));
    if (!all(job.runners()).isEmpty()) {
      made.put("labels", labels(job));
    }
    if (!all(job.needs()).isEmpty()) {
      made.put("depends_on", all(job.needs()).stream().map(prefix::concat).toList());
    }
    StepOutcome after = Definitions.after(job.condition());
    if (after != StepOutcome.SUCCESS) {
      made.put("runs_on", statuses(after));
    }
    if (!all(job.matrix()).isEmpty()) {
      made.put("matrix", job.matrix());
    }
    if (!Definitions.checksOut(job)) {
      made.put("skip_clone", true);
    }
    if (!all(job.services()).isEmpty()) {
      made.put("services", services(job));
    }
    made.put("steps", job.steps().stream().map(step -> step(job, step)).toList());
    return made;
  }

  // What starts the pipeline and what the job asks for, as one list of alternatives.
  private List<Object> started(@Nullable StepCondition condition) {
    List<BuildEvent> wanted = new ArrayList<>(triggers.events());
    if (!Definitions.events(condition).isEmpty()) {
      wanted.retainAll(Definitions.events(condition));
    }
    if (wanted.isEmpty()) {
      throw Refusal.invalid("condition.events", "are none that starts the pipeline");
    }
    List<String> branches = Definitions.branches(condition);
    List<String> usual = all(triggers.branches());
    none(
        branches.isEmpty() || usual.isEmpty() ? null : branches,
        "condition.branches",
        "cannot stand beside triggers.branches here; give one of them");
    return alternatives(wanted, branches.isEmpty() ? usual : branches);
  }

  private static List<Object> alternatives(List<BuildEvent> events, List<String> branches) {
    return events.stream()
        .distinct()
        .<Object>map(
            event -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("event", event(event));
              if (!branches.isEmpty() && OF_BRANCHES.contains(event)) {
                one.put("branch", branches);
              }
              return one;
            })
        .toList();
  }

  private static String event(BuildEvent event) {
    return switch (event) {
      case PUSH -> "push";
      case PULL_REQUEST -> "pull_request";
      case TAG -> "tag";
      case SCHEDULE -> "cron";
      case MANUAL -> "manual";
    };
  }

  private static List<String> statuses(StepOutcome after) {
    return switch (after) {
      case SUCCESS -> List.of("success");
      case FAILURE -> List.of("failure");
      case ALWAYS -> List.of("success", "failure");
    };
  }

  private static Map<String, Object> labels(JobDefinition job) {
    Map<String, Object> labels = new LinkedHashMap<>();
    for (String label : all(job.runners())) {
      String[] parts = label.split("=", 2);
      if (parts.length < 2) {
        throw Refusal.invalid(at(job, "runners"), "must be name=value here");
      }
      labels.put(parts[0], parts[1]);
    }
    return labels;
  }

  private static List<Object> services(JobDefinition job) {
    List<Object> services = new ArrayList<>();
    all(job.services())
        .forEach(
            (name, service) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", name);
              one.put("image", service.image());
              Map<String, String> variables = all(service.variables());
              if (!variables.isEmpty()) {
                one.put("environment", literals(variables));
              }
              if (!all(service.ports()).isEmpty()) {
                one.put("ports", service.ports());
              }
              services.add(one);
            });
    return services;
  }

  private Map<String, Object> step(JobDefinition job, StepDefinition step) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("name", literal(step.name()));
    made.put("image", image(job, step));
    if (step.action() == null) {
      made.put(
          "commands", all(step.commands()).stream().map(WoodpeckerWorkflows::literal).toList());
    } else if (!all(step.settings()).isEmpty()) {
      made.put("settings", literals(all(step.settings())));
    }
    Map<String, Object> environment = environment(job, step);
    if (!environment.isEmpty()) {
      made.put("environment", environment);
    }
    StepCondition condition = step.condition();
    if (condition != null) {
      made.put("when", when(condition));
    }
    return made;
  }

  private static String image(JobDefinition job, StepDefinition step) {
    if (step.action() != null) {
      none(step.image(), at(job, step, "image"), "is the action's here; leave it out");
      return step.action();
    }
    String image = step.image() == null ? job.image() : step.image();
    if (image == null) {
      throw Refusal.invalid(at(job, step, "image"), "must be given here, or the job's");
    }
    return image;
  }

  // Each step has the variables of all, so that many steps multiply them.
  private Map<String, Object> environment(JobDefinition job, StepDefinition step) {
    Map<String, Object> environment = new LinkedHashMap<>();
    all(job.matrix()).keySet().forEach(axis -> environment.put(axis, "${%s}".formatted(axis)));
    Map<String, String> variables =
        Definitions.merged(definition.variables(), job.variables(), step.variables());
    variables.values().forEach(counted::add);
    environment.putAll(literals(variables));
    all(step.secrets())
        .forEach((name, secret) -> environment.put(name, Map.of("from_secret", secret)));
    return environment;
  }

  private static List<Object> when(StepCondition condition) {
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("status", statuses(Definitions.after(condition)));
    List<BuildEvent> events = Definitions.events(condition);
    List<String> branches = Definitions.branches(condition);
    if (events.isEmpty()) {
      if (!branches.isEmpty()) {
        common.put("branch", branches);
      }
      return List.of(common);
    }
    return alternatives(events, branches).stream()
        .<Object>map(
            one -> {
              Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) one);
              all.putAll(common);
              return all;
            })
        .toList();
  }

  private static Map<String, Object> literals(Map<String, String> texts) {
    Map<String, Object> made = new LinkedHashMap<>();
    texts.forEach((name, text) -> made.put(name, literal(text)));
    return made;
  }

  /** A text of which the server shall replace nothing. */
  private static String literal(String text) {
    return Objects.requireNonNull(text).replace("${", "$${");
  }
}
