package io.auterity.spi.shape;

import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shape whose values keep to what annotations of a record's component say.
 *
 * @param keywords of JSON Schema that say the same
 */
record BoundedShape(Shape inner, Map<String, Json> keywords, Rule rule) implements Shape {

  /** Notes what is wrong with a value of the right type. */
  private interface Rule {
    @Nullable Object check(Json json, Binding binding);
  }

  /**
   * The shape of a component, within its bounds; those of a list or a map are, but for its size,
   * the bounds of what it holds.
   */
  static Shape of(RecordComponent component, Shape shape) {
    Range range = component.getAnnotation(Range.class);
    TextForm form = component.getAnnotation(TextForm.class);
    Size size = component.getAnnotation(Size.class);
    Shape bounded =
        switch (shape) {
          case Shape.ListOf(Shape item) -> new Shape.ListOf(bounded(range, form, item));
          case MapShape(Shape name, Shape value) -> new MapShape(name, bounded(range, form, value));
          default -> bounded(range, form, shape);
        };
    return size == null ? bounded : ofSize(size, bounded);
  }

  private static Shape bounded(@Nullable Range range, @Nullable TextForm form, Shape shape) {
    Shape numbers = range == null ? shape : ofRange(range, shape);
    return form == null ? numbers : ofText(form, numbers);
  }

  private static Shape ofRange(Range range, Shape shape) {
    Map<String, Json> keywords = new LinkedHashMap<>();
    put(keywords, "minimum", range.least());
    put(keywords, "maximum", range.most());
    put(keywords, "exclusiveMinimum", range.above());
    return new BoundedShape(shape, keywords, (json, binding) -> check(range, json, binding));
  }

  private static void put(Map<String, Json> keywords, String name, double bound) {
    if (!Double.isInfinite(bound)) {
      keywords.put(name, bound == Math.rint(bound) ? Json.of((long) bound) : Json.of(bound));
    }
  }

  private static @Nullable Object check(Range range, Json json, Binding binding) {
    double number =
        switch (json) {
          case Json.Int(long whole) -> whole;
          case Json.Dec(double value) -> value;
          default -> Double.NaN;
        };
    if (number < range.least()) {
      return binding.wrong("must be at least " + text(range.least()), "raise it");
    }
    if (number > range.most()) {
      return binding.wrong("must be at most " + text(range.most()), "lower it");
    }
    return number <= range.above()
        ? binding.wrong("must be more than " + text(range.above()), "raise it")
        : null;
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static Shape ofText(TextForm form, Shape shape) {
    Map<String, Json> keywords = new LinkedHashMap<>();
    if (!form.format().isEmpty()) {
      keywords.put("format", Json.of(form.format()));
    }
    if (!form.pattern().isEmpty()) {
      keywords.put("pattern", Json.of(form.pattern()));
    }
    putLength(keywords, "Length", form.least(), form.most());
    if (form.oneOf().length > 0) {
      keywords.put("enum", Json.array(Arrays.stream(form.oneOf()).map(Json::of).toList()));
    }
    Pattern pattern = Pattern.compile(form.pattern());
    return new BoundedShape(
        shape, keywords, (json, binding) -> check(form, pattern, json, binding));
  }

  private static @Nullable Object check(
      TextForm form, Pattern pattern, Json json, Binding binding) {
    if (!(json instanceof Json.Str(String text))) {
      return null;
    }
    List<String> words = List.of(form.oneOf());
    if (!words.isEmpty() && !words.contains(text)) {
      return binding.wrongName("must be one of " + String.join(", ", words), text, words);
    }
    int length = text.codePointCount(0, text.length());
    if (length < form.least()) {
      return binding.wrong(
          "must have %d characters at least".formatted(form.least()), "write more");
    }
    if (length > form.most()) {
      return binding.wrong("must have %d characters at most".formatted(form.most()), "shorten it");
    }
    return pattern.matcher(text).find()
        ? null
        : binding.wrong("must match %s".formatted(form.pattern()), "change the text");
  }

  private static Shape ofSize(Size size, Shape shape) {
    Map<String, Json> keywords = new LinkedHashMap<>();
    String what = shape instanceof Shape.ListOf ? "Items" : "Properties";
    putLength(keywords, what, size.least(), size.most());
    if (size.distinct()) {
      keywords.put("uniqueItems", Json.of(true));
    }
    return new BoundedShape(shape, keywords, (json, binding) -> check(size, json, binding));
  }

  private static void putLength(Map<String, Json> keywords, String what, int least, int most) {
    if (least > 0) {
      keywords.put("min" + what, Json.of(least));
    }
    if (most < Integer.MAX_VALUE) {
      keywords.put("max" + what, Json.of(most));
    }
  }

  private static @Nullable Object check(Size size, Json json, Binding binding) {
    Collection<?> held =
        switch (json) {
          case Json.Arr(List<Json> items) -> items;
          case Json.Obj(Map<String, Json> fields) -> fields.keySet();
          default -> List.of();
        };
    if (held.size() < size.least()) {
      return binding.wrong("must hold %d at least".formatted(size.least()), "add to it");
    }
    if (held.size() > size.most()) {
      return binding.wrong("must hold %d at most".formatted(size.most()), "shorten it");
    }
    return size.distinct() && new HashSet<>(held).size() < held.size()
        ? binding.wrong("must hold nothing twice", "remove the repetition")
        : null;
  }

  @Override
  public Json.Obj schema() {
    Json.Obj schema = inner.schema();
    for (Map.Entry<String, Json> keyword : keywords.entrySet()) {
      schema = schema.with(keyword.getKey(), keyword.getValue());
    }
    return schema;
  }

  @Override
  public @Nullable Object read(Json json, Binding binding) {
    Object value = inner.read(json, binding);
    if (value != null) {
      rule.check(json, binding);
    }
    return value;
  }

  @Override
  public Json write(Object value) {
    return inner.write(value);
  }

  @Override
  public @Nullable Object absent() {
    return inner.absent();
  }
}
