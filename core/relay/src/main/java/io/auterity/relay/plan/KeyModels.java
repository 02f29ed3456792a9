package io.auterity.relay.plan;

import io.auterity.platform.pattern.Glob;
import io.auterity.platform.provider.Offer;
import io.auterity.relay.route.CallFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models that a caller's key may use. A pattern admits an offer by the model's name, by the
 * offer's, or by the name that the call asks for, so that a key may be given the names of routes.
 *
 * @param asked what the call asks for; null when it names no model
 */
public record KeyModels(List<Glob> patterns, @Nullable String asked) {

  public KeyModels {
    patterns = List.copyOf(patterns);
  }

  /** Null when the key may use any. */
  static @Nullable KeyModels of(CallFacts facts) {
    return facts.models() == null ? null : of(facts.models(), facts.model());
  }

  /** Of these patterns, for a call that asks for a model of that name. */
  public static KeyModels of(List<String> patterns, @Nullable String asked) {
    return new KeyModels(patterns.stream().map(Glob::new).toList(), asked);
  }

  boolean admit(Offer offer) {
    return admit(asked)
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
