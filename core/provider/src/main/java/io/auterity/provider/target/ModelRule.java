package io.auterity.provider.target;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that sets some of a vendor's models apart, by the reasoning efforts and temperatures that
 * they take.
 *
 * @param like their names at the vendor
 * @param efforts words for how much to think, of which none means that it can only be asked
 *     whether; null when any
 * @param temperature when another temperature, or share of probability, than the usual one is taken
 */
public record ModelRule(Pattern like, @Nullable List<String> efforts, Heat temperature) {

  /** When a model takes another temperature than 1. */
  public enum Heat {
    ALWAYS,
    /** While it is not told to think. */
    UNTHINKING,
    NEVER
  }

  /** Of models of which nothing is known. */
  static final ModelRule ANY = new ModelRule(Pattern.compile(".*"), null, Heat.ALWAYS);

  private static final Set<String> KNOWN = Set.of("like", "efforts", "temperature");

  public ModelRule {
    efforts = efforts == null ? null : List.copyOf(efforts);
  }

  static ModelRule of(Json.Obj told) {
    String like = told.text("like");
    if (like == null) {
      throw new IllegalArgumentException("models[].like must be given");
    }
    return of(Pattern.compile(like), told);
  }

  /** What a provider declares of one of its models. */
  public static ModelRule declared(Json.Obj told) {
    return of(ANY.like(), told);
  }

  private static ModelRule of(Pattern like, Json.Obj told) {
    ChatConstraints.refuseUnknown(told, KNOWN);
    String heat = told.text("temperature");
    return new ModelRule(
        like,
        told.get("efforts") == null ? null : ChatConstraints.texts(told, "efforts"),
        heat == null ? Heat.ALWAYS : Heat.valueOf(heat.toUpperCase(Locale.ROOT)));
  }
}
