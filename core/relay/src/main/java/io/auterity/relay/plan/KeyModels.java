package io.auterity.relay.plan;

import io.auterity.platform.pattern.Glob;
import io.auterity.provider.Offer;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that a caller's key may use. A pattern admits an offer by the model's name or by the
 * offer's: what answers is what counts, whatever was asked for. A key may also be given the name of
 * a route, which admits all that this route leads to.
 *
 * @param given what the call asks for, where its route gives that very name; null otherwise
 */
public record KeyModels(List<Glob> patterns, @Nullable String given) {

  public KeyModels {
    patterns = List.copyOf(patterns);
  }

  /**
   * Of the key of a call; null when it may use any.
   *
   * @param route that the call takes; null when it takes none
   */
  static @Nullable KeyModels of(CallFacts facts, @Nullable Route route) {
    List<String> patterns = facts.models();
    if (patterns == null) {
      return null;
    }
    String asked = facts.model();
    boolean gives = asked != null && route != null && route.when().gives(asked);
    return of(patterns, gives ? asked : null);
  }

  /**
   * Of these patterns.
   *
   * @param given the name asked for, where a route gives it; null otherwise
   */
  public static KeyModels of(List<String> patterns, @Nullable String given) {
    return new KeyModels(patterns.stream().map(Glob::new).toList(), given);
  }

  boolean admit(Offer offer) {
    return admit(given)
        || admit(offer.id())
        || (offer.model() != null && admit(offer.model().id()));
  }

  /** Whether something of that name may be asked for. */
  public boolean admit(@Nullable String name) {
    return name != null && patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  String words() {
    return "this key may use only " + String.join(", ", texts());
  }

  private List<String> texts() {
    return patterns.stream().map(Glob::pattern).toList();
  }
}
