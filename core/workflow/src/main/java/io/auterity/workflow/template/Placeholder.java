package io.auterity.workflow.template;

import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.TemplateText;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a workflow in which placeholders stand, each as {@code <<name>>}. One that is the whole
 * text becomes the value of its parameter; inside longer text the value becomes text. A value is
 * data: what looks like an expression in it is none.
 *
 * @param place steps of its path, each the name of a field or the {@link Integer} of an item
 */
record Placeholder(List<Object> place, String text) {

  static final Pattern FORM = Pattern.compile("<<([A-Za-z_][A-Za-z0-9_]{0,62})>>");

  private static final String NAME = "<<>>"; // path segment of a placeholder in a field name
  private static final List<Object> INPUT = List.of("spec", "input");

  Placeholder {
    place = List.copyOf(place);
  }

  /** All of a workflow, in their order. */
  static List<Placeholder> all(Json workflow) {
    List<Placeholder> found = new ArrayList<>();
    collect(List.of(), workflow, found);
    return found;
  }

  private static void collect(List<Object> place, Json value, List<Placeholder> found) {
    switch (value) {
      case Json.Str(String text) when FORM.matcher(text).find() ->
          found.add(new Placeholder(place, text));
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, field) -> {
                collectName(place, name, found);
                collect(with(place, name), field, found);
              });
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(with(place, i), items.get(i), found);
        }
      }
      default -> {}
    }
  }

  // What stands in a name has no place of a value.
  private static void collectName(List<Object> place, String name, List<Placeholder> found) {
    if (FORM.matcher(name).find()) {
      found.add(new Placeholder(with(with(place, name), NAME), name));
    }
  }

  private static List<Object> with(List<Object> place, Object step) {
    List<Object> longer = new ArrayList<>(place);
    longer.add(step);
    return longer;
  }

  String path() {
    return JsonPath.of(isName() ? place.subList(0, place.size() - 1) : place);
  }

  private boolean isName() {
    return !place.isEmpty() && place.getLast().equals(NAME);
  }

  /** The parameters that stand in it. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    FORM.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
    return names;
  }

  /** What is wrong with where it stands, whatever its values are; null when it may stand there. */
  @Nullable Problem misplaced() {
    if (isName()) {
      return wrong("a parameter stands in the name of a field", "write it as a value");
    }
    if (place.size() < 2 || (place.size() < 4 && place.contains("triggers"))) {
      return wrong(
          "a parameter stands for a part of the workflow's structure", "write it as a value");
    }
    if (inExpression()) {
      return wrong(
          "a parameter stands inside of an expression",
          "make it the default of an input, e.g. input: {limit: {type: integer, default:"
              + " <<limit>>}}, and read ${input.limit}");
    }
    return null;
  }

  private Problem wrong(String rule, String fix) {
    return new Problem(path(), rule, fix);
  }

  private boolean inExpression() {
    try {
      return TemplateText.parse(text).expressions().stream()
          .anyMatch(part -> FORM.matcher(part.expression()).find());
    } catch (BadExpressionException e) {
      return false; // compilation tells it
    }
  }

  /** What is wrong with a value in its place; null when it may stand there. */
  @Nullable Problem unfit(Json.Obj values) {
    if (FORM.matcher(text).matches()) {
      return null;
    }
    for (String name : names()) {
      if (values.get(name) instanceof Json.Obj || values.get(name) instanceof Json.Arr) {
        return wrong(
            "parameter '%s' is no text, number or boolean, and stands inside of text"
                .formatted(name),
            "let <<%s>> be the whole value".formatted(name));
      }
    }
    return null;
  }

  /** Its value. */
  Json filled(Json.Obj values) {
    boolean literal = place.size() >= 2 && place.subList(0, 2).equals(INPUT);
    Matcher whole = FORM.matcher(text);
    if (whole.matches()) {
      Json value = Objects.requireNonNull(values.get(whole.group(1)));
      return literal ? value : escaped(value);
    }
    return Json.of(literal ? written(text, values) : template(values));
  }

  private String template(Json.Obj values) {
    TemplateText cut;
    try {
      cut = TemplateText.parse(text);
    } catch (BadExpressionException e) {
      return text; // compilation tells it
    }
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < cut.literals().size(); i++) {
      String part = escaped(written(cut.literals().get(i), values));
      if (i == cut.expressions().size()) {
        return filled.append(part).toString();
      }
      // A dollar sign right before an expression would make it a literal.
      filled
          .append(part.endsWith("$") ? part.substring(0, part.length() - 1) + "${'$'}" : part)
          .append("${")
          .append(cut.expressions().get(i).expression())
          .append('}');
    }
    return filled.toString();
  }

  private static String written(String text, Json.Obj values) {
    return FORM.matcher(text).replaceAll(found -> Matcher.quoteReplacement(scalar(found, values)));
  }

  private static String scalar(MatchResult found, Json.Obj values) {
    Json value = Objects.requireNonNull(values.get(found.group(1)));
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  private static String escaped(String text) {
    return text.replace("${", "$${");
  }

  private static Json escaped(Json value) {
    return switch (value) {
      case Json.Str(String text) -> Json.of(escaped(text));
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(Placeholder::escaped).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> escaped = new LinkedHashMap<>();
        fields.forEach((name, field) -> escaped.put(name, escaped(field)));
        yield new Json.Obj(escaped);
      }
      default -> value;
    };
  }
}
