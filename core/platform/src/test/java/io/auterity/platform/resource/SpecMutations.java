package io.auterity.platform.resource;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Seeded changes of specs as people and programs make them by mistake. */
final class SpecMutations {

  private static final List<Json> STRANGE =
      List.of(
          Json.NULL,
          Json.of(true),
          Json.of(false),
          Json.of(0),
          Json.of(-1),
          Json.of(1),
          Json.of(7),
          Json.of(1_001),
          Json.of(2_000_000_000_000L),
          Json.of(0.5),
          Json.of(-0.5),
          Json.of(1.5),
          Json.of(""),
          Json.of(" "),
          Json.of("x"),
          Json.of("a b"),
          Json.of("A/b"),
          Json.of("DAY"),
          Json.of("é".repeat(201)),
          Json.of("long".repeat(600)),
          Json.of("9999999999.5"),
          Json.of("1.1234567891"),
          Json.of("2026-02-30"),
          Json.of("0%"),
          Json.of("100%"),
          Json.of("https://x y/"),
          Json.of("ftp://a.example"),
          Json.of("https://a.example/b"),
          Json.EMPTY,
          Json.array(List.of()),
          Json.array(List.of(Json.of("x"), Json.of("x"))),
          Json.EMPTY.with("x", Json.of("y")));

  private final Random random;
  private final List<Json> values = new ArrayList<>();
  private final List<String> names = new ArrayList<>(List.of("colour", "a.b", "$ref"));

  /**
   * @param samples whose values and names stand in wrong places as well
   */
  SpecMutations(Random random, List<Resource> samples) {
    this.random = random;
    samples.forEach(sample -> collect(sample.spec()));
  }

  private void collect(Json json) {
    values.add(json);
    switch (json) {
      case Json.Obj(Map<String, Json> fields) -> {
        names.addAll(fields.keySet());
        fields.values().forEach(this::collect);
      }
      case Json.Arr(List<Json> items) -> items.forEach(this::collect);
      default -> {}
    }
  }

  /** The spec with one change, seldom two or three. */
  Json.Obj of(Json.Obj spec) {
    int changes = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(2);
    Json.Obj changed = spec;
    for (int i = 0; i < changes; i++) {
      changed = (Json.Obj) at(changed, random.nextInt(places(changed)));
    }
    return changed;
  }

  /** Everything in it that could be changed: itself by a field more, each field and each item. */
  private static int places(Json json) {
    return switch (json) {
      case Json.Obj(Map<String, Json> fields) ->
          1 + fields.values().stream().mapToInt(SpecMutations::places).sum();
      case Json.Arr(List<Json> items) -> 1 + items.stream().mapToInt(SpecMutations::places).sum();
      default -> 1;
    };
  }

  private Json at(Json json, int place) {
    if (place == 0) {
      return inside(json);
    }
    int left = place - 1;
    return switch (json) {
      case Json.Obj(Map<String, Json> fields) -> {
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          int size = places(field.getValue());
          if (left < size) {
            yield field(fields, field.getKey(), left);
          }
          left -= size;
        }
        throw new IllegalStateException();
      }
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          int size = places(items.get(i));
          if (left < size) {
            yield item(items, i, left);
          }
          left -= size;
        }
        throw new IllegalStateException();
      }
      default -> throw new IllegalStateException();
    };
  }

  /** A change of a thing that keeps what it is. */
  private Json inside(Json json) {
    return switch (json) {
      case Json.Obj object -> object.with(one(names), strange());
      case Json.Arr(List<Json> items) -> many(items);
      case Json.Str(String text) when random.nextBoolean() ->
          Json.of(random.nextBoolean() ? text + "x" : text.substring(text.length() / 2));
      default -> strange();
    };
  }

  private Json many(List<Json> items) {
    List<Json> more = new ArrayList<>(items);
    if (items.isEmpty() || random.nextBoolean()) {
      more.add(strange());
    } else {
      more.addAll(Collections.nCopies(one(List.of(1, 7, 16, 100)), one(items)));
    }
    return Json.array(more);
  }

  private Json field(Map<String, Json> fields, String name, int left) {
    int way = random.nextInt(5);
    Map<String, Json> changed = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          if (!key.equals(name)) {
            changed.put(key, value);
          } else if (way == 0) {
            changed.put(key.substring(0, key.length() - 1), value);
          } else if (way != 1) {
            changed.put(key, changed(way, left).apply(value));
          }
        });
    return new Json.Obj(changed);
  }

  private Json item(List<Json> items, int index, int left) {
    int way = random.nextInt(5);
    List<Json> changed = new ArrayList<>(items);
    if (way == 1) {
      changed.remove(index);
    } else {
      changed.set(index, changed(way, left).apply(items.get(index)));
    }
    return Json.array(changed);
  }

  private UnaryOperator<Json> changed(int way, int left) {
    return way == 2 ? value -> strange() : value -> at(value, left);
  }

  private Json strange() {
    return one(random.nextBoolean() ? STRANGE : values);
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
