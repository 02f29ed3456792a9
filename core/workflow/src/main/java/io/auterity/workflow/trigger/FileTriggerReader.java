package io.auterity.workflow.trigger;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.journal.RunCompleted;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the triggers of a workflow's file; what is wrong with their form is collected. */
final class FileTriggerReader {

  static final String TRIGGERS = "triggers";
  static final String EVENT = "event";

  private static final String POLL = "poll";
  private static final String CRON = "cron";
  private static final String WEBHOOK = "webhook";
  private static final String AFTER = "after";
  private static final String FORM = "form";
  private static final List<String> SOURCES = List.of(EVENT, POLL, CRON, WEBHOOK, AFTER, FORM);
  private static final Set<String> FIELDS =
      Set.of(
          "id", EVENT, POLL, CRON, "zone", "missed", WEBHOOK, AFTER, FORM, "when", "input", "as");
  private static final Set<String> OF_POLL =
      Set.of("call", "with", "every", "items", "id", "position", "all", "route", "provider");
  private static final Pattern WORKFLOW = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

  private final String workflow;
  private final List<Problem> problems;

  private FileTriggerReader(String workflow, List<Problem> problems) {
    this.workflow = workflow;
    this.problems = problems;
  }

  /**
   * A trigger as it stands in a file.
   *
   * @param path where, e.g. {@code triggers[0]}
   * @param follows the workflow whose end it waits for; null where it waits for none
   * @param as name of the key whose its runs are; null for those of who applies it
   */
  record Written(String path, TriggerSpec spec, @Nullable String follows, @Nullable String as) {}

  /** A way in which a run ends. */
  private enum End {
    ANY,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /** Those that could be read; what is wrong with the others goes to {@code problems}. */
  static List<Written> read(String workflow, Json.Obj spec, List<Problem> problems) {
    DefinitionPart whole = new DefinitionPart("", spec, problems);
    if (!whole.has(TRIGGERS)) {
      return List.of();
    }
    FileTriggerReader reader = new FileTriggerReader(workflow, problems);
    List<Written> written = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (DefinitionPart part : whole.parts(TRIGGERS)) {
      int before = problems.size();
      Written one = reader.trigger(part, ids);
      if (problems.size() == before && one != null) {
        written.add(one);
      }
    }
    return written;
  }

  private @Nullable Written trigger(DefinitionPart part, Set<String> ids) {
    part.only(FIELDS);
    String id = part.word("id");
    if (!ids.add(id)) {
      part.wrong("id", "'%s' already names another trigger".formatted(id), "choose another name");
    }
    List<String> sources = SOURCES.stream().filter(part::has).toList();
    if (sources.size() != 1) {
      problems.add(
          new Problem(
              part.path(),
              "a trigger has one of %s, and this has %s"
                  .formatted(
                      String.join(", ", SOURCES),
                      sources.isEmpty() ? "none" : String.join(" and ", sources)),
              "write one of them, e.g. cron: \"30 2 * * *\""));
      return null;
    }
    for (String field : List.of("zone", "missed")) {
      if (part.has(field) && !part.has(CRON)) {
        part.wrong(field, "'%s' goes with cron alone".formatted(field), "leave it out");
      }
    }
    return ofSource(part, workflow + "." + id, sources.getFirst());
  }

  private @Nullable Written ofSource(DefinitionPart part, String name, String source) {
    String when = text(part, "when");
    Json.Obj input = part.object("input");
    Function<DefinitionPart, @Nullable TriggerSpec> read =
        switch (source) {
          case EVENT -> one -> spec(name, one.text(EVENT), null, null, when, input);
          case POLL -> one -> spec(name, null, poll(one.part(POLL)), null, when, input);
          case CRON ->
              one -> {
                Schedule schedule = schedule(one);
                return schedule == null ? null : spec(name, null, null, schedule, when, input);
              };
          case WEBHOOK ->
              one -> {
                IncomingWebhook webhook = IncomingWebhook.read(one.part(WEBHOOK));
                return webhook == null
                    ? null
                    : new TriggerSpec(
                        name, workflow, null, null, null, webhook, false, when, input);
              };
          case FORM ->
              one -> {
                one.part(FORM).only(Set.of());
                return TriggerSpec.ofForm(name, workflow, when, input);
              };
          default -> one -> spec(name, RunCompleted.TYPE, null, null, ended(one, when), input);
        };
    TriggerSpec spec = read.apply(part);
    String follows = source.equals(AFTER) ? part.part(AFTER).text("workflow") : null;
    return spec == null ? null : new Written(part.path(), spec, follows, text(part, "as"));
  }

  private TriggerSpec spec(
      String name,
      @Nullable String type,
      @Nullable Poll poll,
      @Nullable Schedule schedule,
      @Nullable String when,
      Json.Obj input) {
    return new TriggerSpec(name, workflow, type, poll, schedule, when, input);
  }

  private static @Nullable Schedule schedule(DefinitionPart part) {
    try {
      return Schedule.of(part.text(CRON), text(part, "zone"), text(part, "missed"));
    } catch (CallFailedException e) {
      e.failure()
          .fields()
          .forEach((field, rule) -> part.problems().add(problem(part.path(), field, rule)));
      return null;
    }
  }

  private static Poll poll(DefinitionPart part) {
    part.only(OF_POLL);
    return Poll.of(
            part.text("call"),
            part.object("with"),
            part.has("every")
                ? part.duration("every", Duration.ZERO, PollPlan.LONGEST)
                : required(part),
            text(part, "items"),
            text(part, "id"),
            text(part, "position"),
            part.flag("all", false))
        .to(text(part, "route"), text(part, "provider"));
  }

  private static Duration required(DefinitionPart part) {
    part.value("every");
    return Duration.ZERO;
  }

  /** The end of another workflow is an event, of which the condition names the workflow. */
  private static @Nullable String ended(DefinitionPart part, @Nullable String when) {
    DefinitionPart after = part.part(AFTER);
    after.only(Set.of("workflow", "state", "each"));
    String other = after.text("workflow");
    if (!other.isEmpty() && !WORKFLOW.matcher(other).matches()) {
      after.wrong("workflow", "'%s' is no id of a workflow".formatted(other), "write its id");
    }
    End end = after.choice("state", End.class, End.ANY);
    String condition = "event.data.workflow == '%s'".formatted(other);
    if (end != End.ANY) {
      condition += " && event.data.state == '%s'".formatted(after.text("state"));
    }
    if (!after.flag("each", false)) {
      condition += " && !has(event.data.round)";
    }
    if (when == null) {
      return "${" + condition + "}";
    }
    if (!when.startsWith("${") || !when.endsWith("}")) {
      part.wrong("when", "must be one expression", "write e.g. ${event.data.version > 3}");
      return null;
    }
    return "${%s && (%s)}".formatted(condition, when.substring(2, when.length() - 1));
  }

  private static @Nullable String text(DefinitionPart part, String field) {
    return part.has(field) ? part.text(field) : null;
  }

  /**
   * A problem of a field, as its refusal tells it.
   *
   * @param told the rule, and what to do behind the last semicolon
   */
  static Problem problem(String path, String field, String told) {
    int fix = told.lastIndexOf("; ");
    return fix < 0
        ? new Problem(path + "." + field, told, "see docs/guide/triggers.md")
        : new Problem(path + "." + field, told.substring(0, fix), told.substring(fix + 2));
  }

  /** Refuses what a workflow does not take, or does not get. */
  static void checkInput(Written written, Json.Obj schema, List<Problem> problems) {
    Json.Obj input = written.spec().input();
    if (written.spec().form() || !(schema.get("properties") instanceof Json.Obj properties)) {
      return;
    }
    String path = written.path() + ".input";
    if (Json.of(false).equals(schema.get("additionalProperties"))) {
      input.fields().keySet().stream()
          .filter(name -> properties.get(name) == null)
          .forEach(
              name ->
                  problems.add(
                      new Problem(
                          path + "." + name,
                          "the workflow has no input '%s'".formatted(name),
                          Nearest.fix(name, properties.fields().keySet()))));
    }
    if (schema.get("required") instanceof Json.Arr(List<Json> required)) {
      required.stream()
          .filter(name -> name instanceof Json.Str(String text) && input.get(text) == null)
          .forEach(
              name ->
                  problems.add(
                      new Problem(
                          path,
                          "the workflow's input %s is missing".formatted(name),
                          "add it, or give it a default in the workflow's input")));
    }
  }
}
