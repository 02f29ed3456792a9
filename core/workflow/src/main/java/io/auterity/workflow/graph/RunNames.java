package io.auterity.workflow.graph;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that the expressions of a run read besides its input, its steps and its items. */
public final class RunNames {

  /** When the step began; known where a value is made once and then kept. */
  static final String NOW = "now";

  /** What to do where it is not known. */
  static final String NOW_FIX =
      "now is known in transform, wait and with of a call alone; read it in a transform before, and"
          + " that step here";

  /** What to do where it is written as a function. */
  static final String NOW_CALLED = "now is a time and no function: write now without ()";

  /** Field of {@code run}: the addresses of callbacks by the ids of the steps that await them. */
  public static final String CALLBACKS = "callbacks";

  /** Field of {@code run}: its page in the console. */
  public static final String LINK = "link";

  /** The address of the console, for steps alone: no expression can write this name. */
  public static final String CONSOLE = "#console";

  /** The key of the step that begins, with its round, for steps alone. */
  public static final String STEP = "#step";

  private static final String RUN = "run";
  private static final String TENANT = "tenant";

  /**
   * A name, or a field of one.
   *
   * @param path e.g. {@code run.id}
   * @param meaning one sentence without its full stop
   * @param sample a value that it may have
   */
  public record Name(String path, ValueType type, String meaning, Json sample) {}

  /** All of them. */
  public static final List<Name> ALL =
      List.of(
          new Name(
              "run.id",
              Scalar.TEXT,
              "Id of the run",
              Json.of("run_019c3f2a7d5b7c41a2e6b8d4f0931c57")),
          new Name(
              "run.labels",
              new MapOf(Scalar.TEXT),
              "Labels that the run was started with",
              Json.EMPTY.with("team", Json.of("ops"))),
          new Name(
              "run.time",
              Scalar.TIMESTAMP,
              "When the run was accepted",
              Json.of("2026-11-30T23:15:00Z")),
          new Name("run.workflow", Scalar.TEXT, "Id of the workflow", Json.of("refund")),
          new Name(
              "run.version",
              Scalar.INT,
              "Version of the workflow that the run goes by",
              Json.of(3)),
          new Name(
              "run.by",
              Scalar.TEXT,
              "Name of the key or person for whom the run is authorized",
              Json.of("demo-op")),
          new Name(
              "run.starter",
              Scalar.TEXT,
              "Name of the key or person that counts as having started it: who filled in its form,"
                  + " or last changed its trigger; else as `run.by`",
              Json.of("demo-op")),
          new Name(
              "run.trigger",
              new ValueType.Nullable(Scalar.TEXT),
              "Name of the trigger that started the run, null when none did",
              Json.of("nightly")),
          new Name(
              "run.link",
              Scalar.TEXT,
              "Address of the run in the console",
              Json.of("https://auterity.example.com/runs/run_019c3f2a7d5b7c41a2e6b8d4f0931c57")),
          new Name(
              "tenant.id",
              Scalar.TEXT,
              "Id of the tenant",
              Json.of("ten_019c3f2a7d5b7c41a2e6b8d4f0931c57")),
          new Name(
              NOW,
              Scalar.TIMESTAMP,
              "When the step began, the same for each try of it and after a restart; only in"
                  + " `transform`, `wait` and `with`",
              Json.of("2026-11-30T23:30:00Z")));

  /** Values that those known everywhere may have. */
  public static Map<String, Json> samples() {
    Json.Obj samples = Json.EMPTY;
    for (Name name : ALL) {
      int dot = name.path().indexOf('.');
      if (dot > 0) {
        String of = name.path().substring(0, dot);
        Json.Obj fields = samples.get(of) instanceof Json.Obj known ? known : Json.EMPTY;
        samples = samples.with(of, fields.with(name.path().substring(dot + 1), name.sample()));
      }
    }
    return samples.fields();
  }

  /** The types of those that are known everywhere in a workflow. */
  static Map<String, ValueType> types(Definition definition) {
    Map<String, ValueType> callbacks = new LinkedHashMap<>();
    definition
        .all()
        .filter(Step::calledBack)
        .forEach(step -> callbacks.put(step.id(), Scalar.TEXT));
    Map<String, ValueType> run = fields(RUN);
    if (!callbacks.isEmpty()) {
      run.put(CALLBACKS, Struct.required(callbacks));
    }
    return Map.of(RUN, Struct.required(run), TENANT, Struct.required(fields(TENANT)));
  }

  /** Whether {@link #NOW} means a step or an item of a workflow, and no time. */
  static boolean takesNow(Definition definition) {
    return definition
        .all()
        .anyMatch(step -> step.id().equals(NOW) || step.names().containsValue(NOW));
  }

  /** What the expressions of a step see that began then; null when it has not begun. */
  public static Bindings at(Bindings bindings, @Nullable Instant began) {
    return name -> {
      Json value = bindings.get(name);
      return value == null && began != null && name.equals(NOW)
          ? Json.of(began.truncatedTo(ChronoUnit.MILLIS).toString())
          : value;
    };
  }

  /** The same for a step that begins. */
  public static Bindings of(Bindings bindings, String step, Instant began) {
    Bindings all = at(bindings, began);
    return name -> name.equals(STEP) ? Json.of(step) : all.get(name);
  }

  private static Map<String, ValueType> fields(String name) {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    ALL.stream()
        .filter(each -> each.path().startsWith(name + "."))
        .forEach(each -> fields.put(each.path().substring(name.length() + 1), each.type()));
    return fields;
  }
}
