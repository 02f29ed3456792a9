package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON object with their types checked; a refusal names the field by its name. */
public final class Fields {

  private final Json.Obj object;

  private Fields(Json.Obj object) {
    this.object = object;
  }

  public static Fields of(Json.Obj object) {
    return new Fields(object);
  }

  /** The text of a field that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> Refusal.invalid(name, "is missing"));
  }

  public Optional<String> optionalText(String name) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case Json.Null() -> Optional.empty();
      case Json.Str(String value) -> Optional.of(value);
      default -> throw Refusal.invalid(name, "must be text");
    };
  }

  /** A number that must be there. */
  public double number(String name) {
    return optionalNumber(name).orElseThrow(() -> Refusal.invalid(name, "is missing"));
  }

  /** A number, written with or without a fraction. */
  public Optional<Double> optionalNumber(String name) {
    return switch (object.get(name)) {
      case null -> Optional.empty();
      case Json.Null() -> Optional.empty();
      case Json.Int(long value) -> Optional.of((double) value);
      case Json.Dec(double value) -> Optional.of(value);
      default -> throw Refusal.invalid(name, "must be a number");
    };
  }

  /** A list of texts; empty when the field is absent. */
  public List<String> texts(String name) {
    return switch (object.get(name)) {
      case null -> List.of();
      case Json.Null() -> List.of();
      case Json.Arr(List<Json> items) -> items.stream().map(item -> text(name, item)).toList();
      default -> throw Refusal.invalid(name, "must be a list of texts");
    };
  }

  private static String text(String name, Json item) {
    if (item instanceof Json.Str(String value)) {
      return value;
    }
    throw Refusal.invalid(name, "must be a list of texts");
  }

  /** An object; empty when the field is absent. */
  public Json.Obj object(String name) {
    return switch (object.get(name)) {
      case null -> Json.EMPTY;
      case Json.Null() -> Json.EMPTY;
      case Json.Obj value -> value;
      default -> throw Refusal.invalid(name, "must be an object");
    };
  }
}
