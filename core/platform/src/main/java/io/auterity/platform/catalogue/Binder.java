package io.auterity.platform.catalogue;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns JSON into the records of operations and back. An absent field and {@code null} are the
 * same, except where a {@link io.auterity.spi.Change} tells them apart; unknown fields are refused.
 */
public final class Binder {

  private final Shapes inputs = Shapes.ofInputs(Nearest::fix);
  private final Shapes results = Shapes.ofResults();

  /**
   * The record of an operation's input.
   *
   * @throws CallFailedException {@code invalid}; {@code fields} holds each path, its rule and what
   *     to do
   */
  public Record bind(Capability capability, Payload input) {
    return switch (input) {
      case Payload.OfJson(Json.Obj json) -> read(capability, json);
      case Payload.OfRecord(Record value) -> capability.input().cast(value);
      case Payload.OfWire wire -> capability.input().cast(wire.whole());
    };
  }

  private Record read(Capability capability, Json.Obj json) {
    Extension.Form form = capability.extension();
    Json given =
        form == null ? json : held(json, capability.inputSchema(), form.input(), capability.id());
    return capability.input().cast(read(given, capability.input(), capability.id()));
  }

  /**
   * What an operation is answered, made of JSON.
   *
   * @throws CallFailedException {@code invalid}, as {@link #bind} says
   */
  public Object readOutput(Capability capability, Json json) {
    Extension.Form form = capability.extension();
    Json made =
        form == null ? json : held(json, capability.outputSchema(), form.result(), capability.id());
    return read(made, capability.output(), capability.id());
  }

  private static Json held(
      Json json, Json.Obj schema, Function<Json, List<Problem>> form, String what) {
    Json told = withoutNulls(json, schema);
    List<Problem> problems = form.apply(told);
    if (problems.isEmpty()) {
      return told;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    problems.forEach(one -> fields.put(one.path(), "%s; %s".formatted(one.rule(), one.fix())));
    String words = problems.stream().map(Binder::words).collect(Collectors.joining(". "));
    throw new CallFailedException(
        Failure.of(FailureCode.INVALID, what + ": " + words).withFields(fields));
  }

  private static String words(Problem one) {
    return "%s %s; %s".formatted(one.path(), one.rule(), one.fix()).strip();
  }

  // As a record has it: where null is no value of its own it is the same as absent.
  private static Json withoutNulls(Json value, Json.Obj schema) {
    if (!(value instanceof Json.Obj(Map<String, Json> fields))
        || !(schema.get("properties") instanceof Json.Obj named)) {
      return value;
    }
    Map<String, Json> kept = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          if (!(named.get(name) instanceof Json.Obj of)) {
            kept.put(name, field);
          } else if (!(field instanceof Json.Null) || !(of.get("type") instanceof Json.Str)) {
            kept.put(name, withoutNulls(field, of));
          }
        });
    return new Json.Obj(kept);
  }

  /** Any value of a shaped type from its JSON; {@code what} begins the message of a failure. */
  public Object read(Json json, Type type, String what) {
    return inputs.read(json, type, what);
  }

  /** JSON of an operation's output, or of one event when it streams. */
  public Json.Obj render(Capability capability, Record output) {
    return (Json.Obj) results.write(output, capability.output());
  }

  /** JSON of a record that has no type variables. */
  public Json.Obj render(Record value) {
    return (Json.Obj) results.write(value, value.getClass());
  }

  /** JSON of an operation's input. */
  public Json.Obj renderInput(Capability capability, Payload input) {
    return switch (input) {
      case Payload.OfJson(Json.Obj json) -> json;
      case Payload.OfRecord(Record value) -> (Json.Obj) inputs.write(value, capability.input());
      case Payload.OfWire wire -> (Json.Obj) inputs.write(wire.whole(), capability.input());
    };
  }

  /** JSON Schema of a shaped type that callers give. */
  public Json.Obj inputSchema(Type type) {
    return inputs.schema(type);
  }

  /** JSON Schema of a shaped type that they get. */
  public Json.Obj schema(Type type) {
    return results.schema(type);
  }
}
