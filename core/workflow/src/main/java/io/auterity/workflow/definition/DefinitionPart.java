package io.auterity.workflow.definition;

import io.auterity.platform.expression.DurationText;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One object of a definition, read field by field; what is wrong is collected. */
public record DefinitionPart(String path, Json.Obj object, List<Problem> problems) {

  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  public Set<String> names() {
    return object.fields().keySet();
  }

  public boolean has(String name) {
    return object.get(name) != null;
  }

  public @Nullable Json get(String name) {
    return object.get(name);
  }

  /** Says what is wrong with one field. */
  public void wrong(String name, String rule, String fix) {
    problems.add(new Problem(path(name), rule, fix));
  }

  /** Refuses every field that is not named. */
  public void only(Collection<String> names) {
    for (String name : object.fields().keySet()) {
      if (!names.contains(name)) {
        wrong(name, "there is no field '%s' here".formatted(name), Nearest.fix(name, names));
      }
    }
  }

  public Json value(String name) {
    Json value = object.get(name);
    if (value == null) {
      wrong(name, "'%s' is required".formatted(name), "add it");
      return Json.NULL;
    }
    return value;
  }

  public String text(String name) {
    Json value = value(name);
    if (value instanceof Json.Str(String text) && !text.isEmpty()) {
      return text;
    }
    if (value instanceof Json.Str || (has(name) && value.equals(Json.NULL))) {
      wrong(name, "'%s' is empty".formatted(name), "write it");
    } else if (has(name)) {
      wrong(name, "must be text", "write it as text");
    }
    return "";
  }

  /** A name for expressions. */
  public String word(String name) {
    String word = text(name);
    if (word.isEmpty()) {
      return word;
    }
    if (!ReservedWords.identifier(word)) {
      wrong(
          name,
          "'%s' is no identifier".formatted(word),
          "use letters, digits and _, at most 64, not starting with a digit");
    } else if (ReservedWords.reserved(word)) {
      wrong(name, "'%s' is a reserved word".formatted(word), "choose another name");
    }
    return word;
  }

  public int integer(String name, int fallback, int min, int max) {
    Json value = object.get(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Json.Int(long number) && number >= min && number <= max) {
      return (int) number;
    }
    wrong(
        name,
        "must be an integer from %d to %d".formatted(min, max),
        "write e.g. " + Math.max(min, Math.min(max, fallback)));
    return fallback;
  }

  public boolean flag(String name, boolean fallback) {
    Json value = object.get(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Json.Bool(boolean flag)) {
      return flag;
    }
    wrong(name, "must be true or false", "write true or false without quotes");
    return fallback;
  }

  public double decimal(String name, double fallback, double min, double max) {
    Json value = object.get(name);
    double number =
        switch (value) {
          case null -> fallback;
          case Json.Int(long whole) -> whole;
          case Json.Dec(double decimal) -> decimal;
          default -> Double.NaN;
        };
    if (number >= min && number <= max) {
      return number;
    }
    wrong(name, "must be a number from %s to %s".formatted(min, max), "write e.g. " + fallback);
    return fallback;
  }

  public Duration duration(String name, Duration fallback, Duration max) {
    Json value = object.get(name);
    if (value == null) {
      return fallback;
    }
    Optional<Duration> read =
        value instanceof Json.Str(String text) ? DurationText.read(text) : Optional.empty();
    if (read.isPresent() && read.get().isPositive() && read.get().compareTo(max) <= 0) {
      return read.get();
    }
    wrong(
        name,
        "must be a duration up to " + DurationText.plain(max),
        "write a number with ms, s, m, h or d, e.g. 30s");
    return fallback;
  }

  public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
    Json value = object.get(name);
    if (value == null) {
      return fallback;
    }
    String text = value instanceof Json.Str(String word) ? word : value.toString();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    TreeSet<String> words =
        Stream.of(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    wrong(name, "must be one of " + String.join(", ", words), Nearest.fix(text, words));
    return fallback;
  }

  public List<Json> list(String name) {
    Json value = value(name);
    if (value instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    if (has(name)) {
      wrong(name, "must be a list", "write it as a list");
    }
    return List.of();
  }

  /** The object of that name; an empty one when it is absent or wrong. */
  public Json.Obj object(String name) {
    Json value = object.get(name);
    if (value instanceof Json.Obj inner) {
      return inner;
    }
    if (value != null) {
      wrong(name, "must be an object", "write it as names with values");
    }
    return Json.EMPTY;
  }

  public DefinitionPart part(String name) {
    return new DefinitionPart(path(name), object(name), problems);
  }

  /** The objects of a list; what is none is reported and left out. */
  public List<DefinitionPart> parts(String name) {
    List<Json> items = list(name);
    List<DefinitionPart> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String at = "%s[%d]".formatted(path(name), i);
      if (items.get(i) instanceof Json.Obj inner) {
        parts.add(new DefinitionPart(at, inner, problems));
      } else {
        problems.add(new Problem(at, "must be an object", "write it as names with values"));
      }
    }
    return parts;
  }
}
