package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.plugins.ci.Definitions.none;

import io.auterity.spi.ci.BuildDefinition.DefinitionFile;
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
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A workflow of GitHub or Gitea Actions. */
record ActionsWorkflow(NewDefinition definition, String folder, WrittenText written) {

  private static final String CHECKOUT = "actions/checkout@v4";
  private static final String USUAL_RUNNER = "ubuntu-latest";
  private static final List<String> ANY = List.of("**");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{");

  List<DefinitionFile> files() {
    Map<String, Object> workflow = new LinkedHashMap<>();
    workflow.put("name", plain(definition.name(), "name"));
    workflow.put("on", on(Definitions.triggers(definition)));
    workflow.put("permissions", Map.of("contents", "read"));
    Map<String, Object> env = variables(definition.variables(), "variables");
    Definitions.parameters(definition).forEach((name, one) -> env.put(name, given(name, one)));
    add(workflow, "env", env);
    Map<String, Object> jobs = new LinkedHashMap<>();
    definition.jobs().forEach(job -> jobs.put(job.id(), job(job)));
    workflow.put("jobs", jobs);
    String path =
        Objects.requireNonNullElseGet(
            definition.path(), () -> folder + Definitions.fileName(definition.name()) + ".yml");
    return List.of(new DefinitionFile(path, written.add(YamlText.of(workflow))));
  }

  private static Map<String, Object> on(BuildTriggers triggers) {
    Map<String, Object> on = new LinkedHashMap<>();
    boolean tags = triggers.events().contains(BuildEvent.TAG);
    boolean pushes = triggers.events().contains(BuildEvent.PUSH);
    List<String> branches = all(triggers.branches());
    if (pushes || tags) {
      Map<String, Object> push = new LinkedHashMap<>();
      add(push, "branches", pushes ? (branches.isEmpty() ? ANY : branches) : List.of());
      add(push, "tags", tags ? ANY : List.of());
      on.put("push", push);
    }
    if (triggers.events().contains(BuildEvent.PULL_REQUEST)) {
      on.put("pull_request", Map.of("branches", branches.isEmpty() ? ANY : branches));
    }
    if (triggers.schedule() != null) {
      on.put("schedule", List.of(Map.of("cron", triggers.schedule())));
    }
    if (triggers.events().contains(BuildEvent.MANUAL)) {
      Map<String, Object> dispatch = new LinkedHashMap<>();
      Map<String, Object> inputs = new LinkedHashMap<>();
      all(triggers.parameters()).forEach((name, one) -> inputs.put(name, input(name, one)));
      add(dispatch, "inputs", inputs);
      on.put("workflow_dispatch", dispatch);
    }
    return on;
  }

  private static Map<String, Object> input(String name, BuildParameter parameter) {
    String field = "triggers.parameters." + name;
    Map<String, Object> made = new LinkedHashMap<>();
    if (parameter.description() != null) {
      made.put("description", plain(parameter.description(), field));
    }
    List<String> choices = all(parameter.choices());
    made.put("type", choices.isEmpty() ? "string" : "choice");
    made.put("default", plain(Definitions.usual(parameter), field));
    choices.forEach(choice -> plain(choice, field));
    add(made, "options", choices);
    return made;
  }

  /**
   * What was given, also where that is empty, or the usual value where the build was not started by
   * hand. An empty text is no condition, so that the second is taken, which is empty then.
   */
  private static String given(String name, BuildParameter parameter) {
    String usual = Definitions.usual(parameter).replace("'", "''");
    return "${{ github.event_name != 'workflow_dispatch' && '%s' || inputs.%s }}"
        .formatted(usual, name);
  }

  private Map<String, Object> job(JobDefinition job) {
    Map<String, Object> made = new LinkedHashMap<>();
    List<String> runners = all(job.runners());
    made.put("runs-on", runners.isEmpty() ? USUAL_RUNNER : runners);
    add(made, "needs", all(job.needs()));
    add(made, "if", condition(job.condition()));
    none(job.approval(), at(job, "approval"), "is a rule of its environment at this server");
    add(made, "permissions", permissions(job));
    if (job.environment() != null) {
      made.put("environment", plain(job.environment(), at(job, "environment")));
    }
    if (job.timeoutMinutes() != null) {
      made.put("timeout-minutes", job.timeoutMinutes());
    }
    Map<String, List<String>> matrix = all(job.matrix());
    matrix.forEach((axis, values) -> values.forEach(value -> plain(value, at(job, "matrix"))));
    add(made, "strategy", matrix.isEmpty() ? Map.of() : Map.of("matrix", matrix));
    if (job.image() != null) {
      made.put("container", Map.of("image", image(job.image())));
    }
    add(made, "services", services(job));
    add(made, "env", variables(job));
    made.put("steps", steps(job));
    return made;
  }

  private Map<String, Object> permissions(JobDefinition job) {
    Map<String, Object> permissions = new LinkedHashMap<>();
    if (Boolean.TRUE.equals(job.openId())) {
      none(
          definition.format() == DefinitionFormat.GITEA_ACTIONS ? job : null,
          at(job, "openId"),
          "is nothing that this server has");
      permissions.put("contents", "read");
      permissions.put("id-token", "write");
    }
    return permissions;
  }

  private List<Object> steps(JobDefinition job) {
    List<Object> steps = new ArrayList<>();
    if (Definitions.checksOut(job)) {
      steps.add(Map.of("uses", CHECKOUT));
    }
    job.steps().forEach(step -> steps.add(step(job, step)));
    return steps;
  }

  private static Map<String, Object> variables(JobDefinition job) {
    Map<String, Object> made = new LinkedHashMap<>();
    all(job.matrix()).keySet().forEach(axis -> made.put(axis, "${{ matrix.%s }}".formatted(axis)));
    made.putAll(variables(job.variables(), at(job, "variables")));
    return made;
  }

  private static Map<String, Object> services(JobDefinition job) {
    Map<String, Object> made = new LinkedHashMap<>();
    all(job.services())
        .forEach(
            (name, service) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("image", image(service.image()));
              add(one, "env", variables(service.variables(), at(job, "services")));
              add(one, "ports", ports(service));
              made.put(name, one);
            });
    return made;
  }

  private static List<Integer> ports(ServiceDefinition service) {
    return all(service.ports());
  }

  private static Map<String, Object> step(JobDefinition job, StepDefinition step) {
    none(step.image(), at(job, step, "image"), "is the job's here; give the job one");
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("name", plain(step.name(), at(job, "steps.name")));
    add(made, "if", condition(step.condition()));
    if (step.action() != null) {
      made.put("uses", step.action());
      add(made, "with", variables(step.settings(), at(job, step, "settings")));
    } else {
      made.put("run", plain(Definitions.script(step), at(job, step, "commands")));
    }
    Map<String, Object> env = variables(step.variables(), at(job, step, "variables"));
    all(step.secrets())
        .forEach((name, secret) -> env.put(name, "${{ secrets['%s'] }}".formatted(secret)));
    add(made, "env", env);
    return made;
  }

  /** Null where it always runs. */
  private static @Nullable String condition(@Nullable StepCondition condition) {
    List<String> parts = new ArrayList<>();
    StepOutcome after = Definitions.after(condition);
    if (after != StepOutcome.SUCCESS) {
      parts.add(after == StepOutcome.FAILURE ? "failure()" : "always()");
    }
    List<String> events =
        Definitions.events(condition).stream().map(ActionsWorkflow::event).toList();
    List<String> branches =
        Definitions.branches(condition).stream().map(ActionsWorkflow::branch).toList();
    for (List<String> any : List.of(events, branches)) {
      if (!any.isEmpty()) {
        parts.add(any.size() == 1 ? any.getFirst() : "(" + String.join(" || ", any) + ")");
      }
    }
    return parts.isEmpty() ? null : String.join(" && ", parts);
  }

  private static String event(BuildEvent event) {
    return switch (event) {
      case PUSH -> "(github.event_name == 'push' && github.ref_type == 'branch')";
      case PULL_REQUEST -> "github.event_name == 'pull_request'";
      case TAG -> "github.ref_type == 'tag'";
      case SCHEDULE -> "github.event_name == 'schedule'";
      case MANUAL -> "github.event_name == 'workflow_dispatch'";
    };
  }

  // Expressions know no globs but a beginning.
  private static String branch(String branch) {
    String name = "(github.base_ref || github.ref_name)";
    int star = branch.indexOf('*');
    if (star < 0) {
      return "%s == '%s'".formatted(name, branch);
    }
    none(
        star == branch.length() - 1 ? null : branch,
        "condition.branches",
        "may end with one * here, and have no other");
    return "startsWith(%s, '%s')".formatted(name, branch.substring(0, star));
  }

  private static String image(String image) {
    return Definitions.AXIS.matcher(image).replaceAll("\\${{ matrix.$1 }}");
  }

  private static Map<String, Object> variables(
      @Nullable Map<String, String> variables, String field) {
    Map<String, Object> made = new LinkedHashMap<>();
    all(variables).forEach((name, value) -> made.put(name, plain(value, field + "." + name)));
    return made;
  }

  /** A text that the server shall not evaluate. */
  private static String plain(String text, String field) {
    if (EXPRESSION.matcher(text).find()) {
      throw Refusal.invalid(field, "must not hold ${{, which the server would evaluate");
    }
    return text;
  }

  private static void add(Map<String, Object> map, String name, @Nullable Object value) {
    boolean empty =
        value == null
            || (value instanceof Map<?, ?> inner && inner.isEmpty())
            || (value instanceof List<?> list && list.isEmpty());
    if (!empty) {
      map.put(name, Objects.requireNonNull(value));
    }
  }
}
