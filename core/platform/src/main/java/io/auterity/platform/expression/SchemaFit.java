package io.auterity.platform.expression;

import io.auterity.platform.expression.ValueType.Mismatch;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds where what is written certainly does not fit a JSON Schema (2020-12), as far as types do
 * not tell it: values of {@code const} and {@code enum}, and choices of {@code oneOf} and {@code
 * anyOf}. Where a field with a constant in each form tells the forms apart, what is wrong is told
 * of the form that is meant. What an expression gives is known by its type alone.
 */
final class SchemaFit {

  /** Places that are looked at; those beyond are taken to fit. */
  private static final int MOST_LOOKS = 20_000;

  private static final int LONGEST_SHOWN = 60;

  private final SchemaTypes types;
  private int looks;

  SchemaFit(Json.Obj root) {
    this.types = new SchemaTypes(root);
  }

  List<Mismatch> mismatches(Json schema, Template given) {
    List<Mismatch> found = new ArrayList<>();
    look("", schema, given, found);
    return found;
  }

  private void look(String path, @Nullable Json schema, Template given, List<Mismatch> found) {
    if (!(resolved(schema) instanceof Json.Obj rules) || isNull(given) || ++looks > MOST_LOOKS) {
      return;
    }
    if (given instanceof Template.Constant(Json value)) {
      allowed(path, rules, value, found);
    }
    choice(path, forms(rules.get("oneOf")), given, found);
    List<Json> any = forms(rules.get("anyOf"));
    if (any.size() == 1 && list(rules.get("anyOf")).size() == 2) {
      look(path, any.getFirst(), given, found);
    } else {
      choice(path, any, given, found);
    }
    list(rules.get("allOf")).forEach(each -> look(path, each, given, found));
    Map<String, Template> fields = fields(given);
    if (fields != null) {
      look(path, rules, fields, found);
    }
    each(path, rules.get("items"), given, found);
  }

  // Of items that differ the list has no type, so that each is looked at by itself.
  private void each(String path, @Nullable Json rule, Template given, List<Mismatch> found) {
    boolean differ =
        given.type() instanceof ValueType.ListOf(ValueType item) && item.equals(Scalar.ANY);
    List<Template> items = items(given);
    for (int i = 0; i < items.size(); i++) {
      String at = "%s[%d]".formatted(path, i);
      if (differ && rule != null) {
        typed(at, rule, items.get(i), found);
      }
      look(at, rule, items.get(i), found);
    }
  }

  private void typed(String path, Json schema, Template given, List<Mismatch> found) {
    for (Mismatch mismatch : types.type(schema).mismatches(given.type())) {
      found.add(new Mismatch(joined(path, mismatch.path()), mismatch.rule(), mismatch.fix()));
    }
  }

  private void look(
      String path, Json.Obj rules, Map<String, Template> fields, List<Mismatch> found) {
    if (rules.get("type") == null) {
      required(path, rules, fields, found);
    }
    Map<String, Json> properties = object(rules.get("properties"));
    fields.forEach(
        (name, value) -> {
          Json rule = properties.getOrDefault(name, rules.get("additionalProperties"));
          look(joined(path, name), rule, value, found);
        });
  }

  // Where a schema has a type, the type tells it.
  private static void required(
      String path, Json.Obj rules, Map<String, Template> fields, List<Mismatch> found) {
    for (Json each : list(rules.get("required"))) {
      if (each instanceof Json.Str(String name) && !fields.containsKey(name)) {
        found.add(new Mismatch(joined(path, name), "'%s' is required".formatted(name), "add it"));
      }
    }
  }

  private static void allowed(String path, Json.Obj rules, Json value, List<Mismatch> found) {
    List<Json> allowed =
        rules.get("const") == null ? list(rules.get("enum")) : List.of(rules.get("const"));
    if (!allowed.isEmpty() && allowed.stream().noneMatch(each -> same(each, value))) {
      found.add(noneOf(path, value, allowed));
    }
  }

  private static boolean same(Json one, Json other) {
    OptionalDouble number = number(one);
    return one.equals(other) || (number.isPresent() && number.equals(number(other)));
  }

  private static OptionalDouble number(Json value) {
    return switch (value) {
      case Json.Int(long whole) -> OptionalDouble.of((double) whole);
      case Json.Dec(double decimal) -> OptionalDouble.of(decimal);
      default -> OptionalDouble.empty();
    };
  }

  private static Mismatch noneOf(String path, Json value, List<Json> allowed) {
    List<String> words = allowed.stream().map(SchemaFit::shown).toList();
    return new Mismatch(
        path,
        "must be one of %s, not %s".formatted(String.join(", ", words), shown(value)),
        Nearest.fix(shown(value), words));
  }

  /** The forms of a choice, but for null. */
  private List<Json> forms(@Nullable Json choice) {
    return list(choice).stream()
        .map(types::resolved)
        .filter(form -> !Json.of("null").equals(object(form).get("type")))
        .toList();
  }

  private void choice(String path, List<Json> forms, Template given, List<Mismatch> found) {
    if (forms.isEmpty()) {
      return;
    }
    List<Json> ofKind = ofKind(forms, given);
    if (ofKind.size() == 1 && forms.size() > 1) {
      found.addAll(ofForm(path, ofKind.getFirst(), given));
      return;
    }
    Map<String, Template> fields = fields(given);
    String teller = fields == null ? null : teller(forms);
    if (fields == null || teller == null) {
      found.addAll(least(path, forms, given));
      return;
    }
    Template told = fields.get(teller);
    List<Json> words = forms.stream().map(form -> constant(form, teller)).toList();
    switch (told) {
      case null ->
          found.add(
              new Mismatch(
                  joined(path, teller),
                  "'%s' is required: it tells which form is meant".formatted(teller),
                  "write one of " + shown(words)));
      case Template.Constant(Json word) -> {
        int form = words.indexOf(word);
        if (form < 0) {
          found.add(noneOf(joined(path, teller), word, words));
        } else {
          found.addAll(ofForm(path, forms.get(form), given));
        }
      }
      default -> {}
    }
  }

  /** The forms that may be meant by what is written: a list, an object or a text. */
  private static List<Json> ofKind(List<Json> forms, Template given) {
    Json kind = Json.of(kind(given));
    return kind.equals(Json.of(""))
        ? forms
        : forms.stream()
            .filter(form -> mayBe(object(form).getOrDefault("type", kind), kind))
            .toList();
  }

  private static boolean mayBe(Json types, Json kind) {
    return types.equals(kind) || list(types).contains(kind);
  }

  private static String kind(Template given) {
    if (fields(given) != null) {
      return "object";
    }
    return switch (given) {
      case Template.Bounded(Template inner, var most) -> kind(inner);
      case Template.Constant(Json.Str text) -> "string";
      case Template.ListOf list -> "array";
      case Template.Constant(Json.Arr list) -> "array";
      default -> "";
    };
  }

  /** What is wrong by the form that the value is nearest to; nothing where it may fit one. */
  private List<Mismatch> least(String path, List<Json> forms, Template given) {
    List<Mismatch> least = null;
    for (Json form : forms) {
      List<Mismatch> found = ofForm(path, form, given);
      if (found.isEmpty()) {
        return found;
      }
      least = least == null || found.size() < least.size() ? found : least;
    }
    if (least == null || forms.size() == 1) {
      return least == null ? List.of() : least;
    }
    String described = forms.stream().map(this::described).collect(Collectors.joining("; "));
    Mismatch first = least.getFirst();
    return List.of(
        new Mismatch(
            path,
            "fits none of the forms that are allowed: %s".formatted(described),
            "nearest: %s%s; %s"
                .formatted(
                    first.path().equals(path) ? "" : first.path() + " ",
                    first.rule(),
                    first.fix())));
  }

  private List<Mismatch> ofForm(String path, Json form, Template given) {
    List<Mismatch> found = new ArrayList<>();
    typed(path, form, given, found);
    look(path, form, given, found);
    return found;
  }

  private String described(Json form) {
    ValueType type = types.type(form);
    List<Json> values =
        object(form).get("const") == null
            ? list(object(form).get("enum"))
            : List.of(object(form).get("const"));
    if (!values.isEmpty()) {
      return shown(values);
    }
    List<Json> required = list(object(form).get("required"));
    return type.equals(Scalar.ANY) && !required.isEmpty()
        ? "with " + shown(required)
        : type.described();
  }

  /** The field that has a constant of its own in each form; null when there is none. */
  private @Nullable String teller(List<Json> forms) {
    Set<String> names = new LinkedHashSet<>(properties(forms.getFirst()).keySet());
    forms.forEach(form -> names.retainAll(properties(form).keySet()));
    return names.stream()
        .filter(
            name -> {
              List<Json> words = forms.stream().map(form -> constant(form, name)).toList();
              return !words.contains(Json.NULL) && Set.copyOf(words).size() == words.size();
            })
        .findFirst()
        .orElse(null);
  }

  private Json constant(Json form, String name) {
    Json.Obj rule = new Json.Obj(object(resolved(properties(form).get(name))));
    List<Json> only = list(rule.get("enum"));
    Json constant = rule.get("const");
    return constant != null ? constant : only.size() == 1 ? only.getFirst() : Json.NULL;
  }

  private static Map<String, Json> properties(Json form) {
    return object(object(form).get("properties"));
  }

  private Json resolved(@Nullable Json schema) {
    return types.resolved(schema == null ? Json.NULL : schema);
  }

  private static boolean isNull(Template given) {
    return given instanceof Template.Constant(Json value) && value.equals(Json.NULL);
  }

  private static @Nullable Map<String, Template> fields(Template given) {
    return switch (given) {
      case Template.Bounded(Template inner, var most) -> fields(inner);
      case Template.ObjectOf(Map<String, Template> fields) -> fields;
      case Template.Constant(Json.Obj(Map<String, Json> fields)) -> {
        Map<String, Template> constants = new LinkedHashMap<>();
        fields.forEach((name, value) -> constants.put(name, new Template.Constant(value)));
        yield constants;
      }
      default -> null;
    };
  }

  private static List<Template> items(Template given) {
    return switch (given) {
      case Template.Bounded(Template inner, var most) -> items(inner);
      case Template.ListOf(List<Template> items) -> items;
      case Template.Constant(Json.Arr(List<Json> items)) ->
          items.stream().<Template>map(Template.Constant::new).toList();
      default -> List.of();
    };
  }

  private static List<Json> list(@Nullable Json value) {
    return value instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static Map<String, Json> object(@Nullable Json value) {
    return value instanceof Json.Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  private static String shown(List<Json> values) {
    return values.stream().map(SchemaFit::shown).collect(Collectors.joining(", "));
  }

  private static String shown(Json value) {
    String text = value instanceof Json.Str(String word) ? word : value.toString();
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
  }

  private static String joined(String path, String inner) {
    return path.isEmpty() || inner.isEmpty() || inner.startsWith("[")
        ? path + inner
        : path + "." + inner;
  }
}
