package io.auterity.relay.route;

import static io.auterity.relay.route.SpecFields.duration;
import static io.auterity.relay.route.SpecFields.integer;
import static io.auterity.relay.route.SpecFields.real;
import static io.auterity.relay.route.SpecFields.text;
import static io.auterity.relay.route.SpecFields.texts;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.ModelSpec;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Compiles what offers are selected by, and what they must be. */
final class RequireReader {

  private static final int THOUSANDTHS = 1000;

  /** By one trait. */
  static Selector selector(Json.Obj selector) {
    Map.Entry<String, Json> only = only(selector);
    String value = text(only.getValue());
    return switch (only.getKey()) {
      case "mark" -> new Selector.Mark(value);
      case "connector" -> new Selector.Connector(value);
      case "grade" -> new Selector.Grade(value);
      case "ability" -> new Selector.Ability(value);
      case "context" -> new Selector.Context(integer(only.getValue()));
      case "region" -> new Selector.Region(value);
      case "residency" -> new Selector.Residency(texts(only.getValue()));
      case "regime" -> new Selector.Regime(value);
      case "privacy" ->
          new Selector.Keeping(ModelSpec.Privacy.valueOf(value.toUpperCase(Locale.ROOT)));
      case "price" -> new Selector.MostPrice(value, NanoUnits.nanos(value));
      default -> new Selector.Id(value);
    };
  }

  /** What one entry of {@code require} asks for; all of it must be met. */
  static List<Requirement> requirements(Json.Obj demand) {
    Map.Entry<String, Json> only = only(demand);
    Json value = only.getValue();
    if (value instanceof Json.Obj from) {
      String label = Objects.requireNonNull(from.text("label"));
      return List.of(new Requirement.Labelled(only.getKey(), label, by(only.getKey())));
    }
    return switch (only.getKey()) {
      case "regime" ->
          texts(value).stream()
              .map(regime -> (Requirement) new Requirement.Is(new Selector.Regime(regime)))
              .toList();
      case "health" ->
          List.of(new Requirement.Healthy((int) Math.round(real(value) * THOUSANDTHS)));
      case "latency" -> List.of(new Requirement.Fast(duration(text(value)).toNanos()));
      default -> List.of(new Requirement.Is(selector(demand)));
    };
  }

  private static Function<String, Selector> by(String trait) {
    return switch (trait) {
      case "regime" -> Selector.Regime::new;
      case "residency" -> area -> new Selector.Residency(List.of(area));
      default -> Selector.Region::new;
    };
  }

  private static Map.Entry<String, Json> only(Json.Obj object) {
    return object.fields().entrySet().iterator().next();
  }
}
