package io.auterity.workflow.trigger;

import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.TemplateCompiler;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.PathBound;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunCompleted;
import io.auterity.workflow.journal.TriggerAncestry;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event filter of a trigger, and the input that it makes of an event, which the name {@code
 * event} stands for, as it does for a call from outside; of one that starts runs at times, {@code
 * schedule} stands for the time.
 */
final class EventCondition {

  private static final Pattern TYPE =
      Pattern.compile("io\\.auterity(\\.[a-z][a-z0-9_]*){1,6}(\\.\\*)?");
  private static final String REST = ".*";

  /** Of such a door are runs that triggers have started. */
  static final String DOOR = RunBirth.TRIGGER;

  /** So many triggers one after the other are enough. */
  private static final int LONGEST_DESCENT = 8;

  /** What the expressions of a trigger read. */
  // A compiler changes nothing that is seen from outside.
  @SuppressWarnings("ImmutableEnumChecker")
  private enum Subject {
    EVENT("event", event()),
    SCHEDULE("schedule", schedule()),
    CALL("event", call());

    private final String name;
    private final TemplateCompiler compiler;

    Subject(String name, ValueType type) {
      this.name = name;
      this.compiler = TemplateCompiler.ofRuns(Map.of(name, type));
    }
  }

  private final Subject subject;
  private final @Nullable String type;
  private final @Nullable Expression when;
  private final Template input;

  private EventCondition(
      Subject subject, @Nullable String type, @Nullable Expression when, Template input) {
    this.subject = subject;
    this.type = type;
    this.when = when;
    this.input = input;
  }

  private static ValueType event() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    for (String name : List.of("id", "type", "source", "subject", "time")) {
      fields.put(name, Scalar.TEXT);
    }
    fields.put("data", new ValueType.MapOf(Scalar.ANY));
    return ValueType.Struct.required(fields);
  }

  private static ValueType schedule() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    for (String name : List.of("at", "date", "time", "zone")) {
      fields.put(name, Scalar.TEXT);
    }
    fields.put("missed", Scalar.INT);
    return ValueType.Struct.required(fields);
  }

  private static ValueType call() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("id", Scalar.TEXT);
    fields.put("time", Scalar.TEXT);
    fields.put("body", Scalar.ANY);
    fields.put("headers", new ValueType.MapOf(Scalar.TEXT));
    fields.put("query", new ValueType.MapOf(Scalar.TEXT));
    return ValueType.Struct.required(fields);
  }

  /** That of a stored trigger. */
  static EventCondition of(TriggerRow row) {
    if (row.webhook() != null) {
      return ofCalls(row.when(), row.input());
    }
    return row.schedule() == null
        ? of(row.type(), row.when(), row.input())
        : ofTimes(row.when(), row.input());
  }

  /**
   * Compiles what a trigger says whose runs calls from outside start.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  static EventCondition ofCalls(@Nullable String when, Json.Obj input) {
    return of(Subject.CALL, null, when, input);
  }

  /**
   * Compiles what a trigger says that starts runs at times.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  static EventCondition ofTimes(@Nullable String when, Json.Obj input) {
    return of(Subject.SCHEDULE, null, when, input);
  }

  /**
   * Compiles what a trigger says.
   *
   * @param type null where it takes any event that it is given
   * @throws CallFailedException {@code invalid}, naming the field
   */
  static EventCondition of(@Nullable String type, @Nullable String when, Json.Obj input) {
    if (type != null && !TYPE.matcher(type).matches()) {
      throw invalid(
          "type", "'%s' is no type; write e.g. io.auterity.tracker.issue.*".formatted(type));
    }
    return of(Subject.EVENT, type, when, input);
  }

  private static EventCondition of(
      Subject subject, @Nullable String type, @Nullable String when, Json.Obj input) {
    return new EventCondition(
        subject,
        type,
        when == null ? null : condition(subject.compiler, when),
        template(subject.compiler, "input", input));
  }

  private static Expression condition(TemplateCompiler compiler, String when) {
    if (template(compiler, "when", Json.of(when)) instanceof Template.Whole(Expression found)
        && Scalar.BOOL.mismatches(found.type()).isEmpty()) {
      return found;
    }
    throw invalid(
        "when",
        "must be one expression that is true or false, e.g. ${event.data.provider == 'forge'}");
  }

  private static Template template(TemplateCompiler compiler, String field, Json value) {
    within(field, value);
    try {
      return compiler.compile(value);
    } catch (BadExpressionException e) {
      throw invalid(field, String.valueOf(e.getMessage()));
    }
  }

  /** Refuses names and paths that are too long. */
  static void within(String field, Json value) {
    PathBound.problem(value)
        .ifPresent(
            problem -> {
              throw invalid(field, problem);
            });
  }

  static CallFailedException invalid(String field, String rule) {
    return Schedule.invalid(field, rule);
  }

  /** Whether events of a type are waited for. */
  boolean wants(String told) {
    return type == null || fits(type, told);
  }

  private static boolean fits(String type, String told) {
    return type.endsWith(REST)
        ? told.startsWith(type.substring(0, type.length() - 1))
        : told.equals(type);
  }

  /** Why a trigger does not take an event, in words for people; null when it does. */
  @Nullable String against(UUID trigger, CloudEvent event) {
    if (!wants(event.type())) {
      return "its type is %s".formatted(event.type());
    }
    List<UUID> led = TriggerAncestry.of(event).triggers();
    if (led.contains(trigger)) {
      return "it tells of a run that this trigger has led to";
    }
    if (led.size() >= LONGEST_DESCENT) {
      return "it tells of a run that %d triggers have led to".formatted(led.size());
    }
    if (led.isEmpty() && RunCompleted.isOf(event, DOOR)) {
      return "it tells of a run that a trigger has started";
    }
    try {
      return when == null || when.test(bindings(event)) ? null : "when does not hold";
    } catch (EvaluationException e) {
      return "when has no value: " + e.getMessage();
    }
  }

  /**
   * The input of a run.
   *
   * @throws EvaluationException when the event lacks what it reads
   */
  Json.Obj input(CloudEvent event) {
    return (Json.Obj) input.evaluate(bindings(event));
  }

  private Expression.Bindings bindings(CloudEvent event) {
    Json.Obj told =
        switch (subject) {
          case EVENT -> told(event);
          case SCHEDULE -> event.data();
          case CALL -> called(event);
        };
    return one -> one.equals(subject.name) ? told : null;
  }

  private static Json.Obj called(CloudEvent event) {
    Json.Obj told =
        Json.EMPTY
            .with("id", Json.of(event.id().toString()))
            .with("time", Json.of(event.time().toString()));
    for (Map.Entry<String, Json> one : event.data().fields().entrySet()) {
      told = told.with(one.getKey(), one.getValue());
    }
    return told;
  }

  private static Json.Obj told(CloudEvent event) {
    return Json.EMPTY
        .with("id", Json.of(event.id().toString()))
        .with("type", Json.of(event.type()))
        .with("source", Json.of(event.source()))
        .with("subject", Json.of(event.subject()))
        .with("time", Json.of(event.time().toString()))
        .with("data", event.data());
  }
}
