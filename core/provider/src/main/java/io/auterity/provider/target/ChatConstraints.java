package io.auterity.provider.target;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of what a vendor takes of a chat where it is narrower than the canonical request. They
 * are what a connector's manifest says under {@code takes}. What is null or at its usual value is
 * not narrower.
 *
 * @param names how tools are called
 * @param ids how calls of tools are called
 * @param idsOnce whether each call of a conversation must have an id of its own
 * @param user most characters of the name of an end user
 * @param stops most texts that end an answer
 * @param blankStops whether such a text may be blank
 * @param resultsInWords whether a tool's result holds words alone
 * @param answered whether each call is answered right behind it, and nothing else is
 * @param argumentObjects whether the arguments of a call must be an object of JSON
 * @param blankTexts whether all that a message says may be blank
 * @param trailingBlanks whether the begun answer may end in a blank
 * @param systemAlone whether instructions may stand alone
 * @param cachePoints most marks for the cache
 * @param unions whether a tool's schema may be one of several at its top, or of no type
 * @param answers what schemas of answers must be; null when anything
 * @param declaredThinkers whether a model whose known abilities lack {@code reasoning} refuses to
 *     be asked to think
 * @param forcedThoughts whether a model may be told to think and to call a tool at once
 * @param leastThoughts fewest tokens of thoughts, which must be less than the answer's
 * @param models what sets models apart, of which the first that fits counts
 */
public record ChatConstraints(
    @Nullable NameSpelling names,
    @Nullable NameSpelling ids,
    boolean idsOnce,
    @Nullable Integer user,
    @Nullable Integer stops,
    boolean blankStops,
    boolean resultsInWords,
    boolean answered,
    boolean argumentObjects,
    boolean blankTexts,
    boolean trailingBlanks,
    boolean systemAlone,
    @Nullable Integer cachePoints,
    boolean unions,
    @Nullable AnswerSchemas answers,
    boolean declaredThinkers,
    boolean forcedThoughts,
    @Nullable Integer leastThoughts,
    List<ModelRule> models) {

  private static final Set<String> KNOWN =
      Set.of(
          "names",
          "ids",
          "idsOnce",
          "user",
          "stops",
          "blankStops",
          "results",
          "answered",
          "arguments",
          "blankTexts",
          "trailingBlanks",
          "systemAlone",
          "cachePoints",
          "unions",
          "answers",
          "thinkers",
          "forcedThoughts",
          "leastThoughts",
          "models");

  /** Of a vendor of which nothing is known. */
  public static final ChatConstraints ANY = of(Json.EMPTY);

  public ChatConstraints {
    models = List.copyOf(models);
  }

  /**
   * Schemas of answers.
   *
   * @param closed whether every object must refuse further properties
   * @param without words that they may not hold
   * @param minItems the greatest {@code minItems}; null when any
   */
  public record AnswerSchemas(boolean closed, Set<String> without, @Nullable Integer minItems) {
    public AnswerSchemas {
      without = Set.copyOf(without);
    }
  }

  /**
   * What a manifest says.
   *
   * @throws IllegalArgumentException naming what is unknown or of the wrong type
   */
  public static ChatConstraints of(Json.Obj told) {
    refuseUnknown(told, KNOWN);
    List<ModelRule> models = new ArrayList<>();
    items(told, "models").forEach(one -> models.add(ModelRule.of((Json.Obj) one)));
    return new ChatConstraints(
        NameSpelling.of(told.get("names")),
        NameSpelling.of(told.get("ids")),
        flag(told, "idsOnce", false),
        number(told, "user"),
        number(told, "stops"),
        flag(told, "blankStops", true),
        word(told, "results", "words"),
        flag(told, "answered", false),
        word(told, "arguments", "object"),
        flag(told, "blankTexts", true),
        flag(told, "trailingBlanks", true),
        flag(told, "systemAlone", true),
        number(told, "cachePoints"),
        flag(told, "unions", true),
        answers(told.get("answers")),
        word(told, "thinkers", "declared"),
        flag(told, "forcedThoughts", true),
        number(told, "leastThoughts"),
        models);
  }

  /** What sets a model apart, by its vendor's name; nothing when no rule is of it. */
  public ModelRule model(String name) {
    for (ModelRule rule : models) {
      if (rule.like().matcher(name).matches()) {
        return rule;
      }
    }
    return ModelRule.ANY;
  }

  private static @Nullable AnswerSchemas answers(@Nullable Json told) {
    return told instanceof Json.Obj said
        ? new AnswerSchemas(
            flag(said, "closed", false),
            Set.copyOf(texts(said, "without")),
            number(said, "minItems"))
        : null;
  }

  static void refuseUnknown(Json.Obj told, Set<String> known) {
    for (String name : told.fields().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("takes has no " + name);
      }
    }
  }

  static boolean flag(Json.Obj told, String name, boolean usual) {
    return switch (told.get(name)) {
      case null -> usual;
      case Json.Bool(boolean value) -> value;
      default -> throw new IllegalArgumentException(name + " must be true or false");
    };
  }

  private static boolean word(Json.Obj told, String name, String only) {
    String said = told.text(name);
    if (told.get(name) != null && !Objects.equals(said, only)) {
      throw new IllegalArgumentException("%s must be %s".formatted(name, only));
    }
    return said != null;
  }

  static @Nullable Integer number(Json.Obj told, String name) {
    return switch (told.get(name)) {
      case null -> null;
      case Json.Int(long value) -> Integer.valueOf(Math.toIntExact(value));
      default -> throw new IllegalArgumentException(name + " must be a whole number");
    };
  }

  static List<Json> items(Json.Obj told, String name) {
    return switch (told.get(name)) {
      case null -> List.of();
      case Json.Arr(List<Json> items) -> items;
      default -> throw new IllegalArgumentException(name + " must be a list");
    };
  }

  static List<String> texts(Json.Obj told, String name) {
    return items(told, name).stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
