package io.auterity.platform.catalogue;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import java.lang.reflect.Type;

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
      case Payload.OfJson(Json.Obj json) ->
          capability.input().cast(read(json, capability.input(), capability.id()));
      case Payload.OfRecord(Record value) -> capability.input().cast(value);
      case Payload.OfWire wire -> capability.input().cast(wire.whole());
    };
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
