package io.auterity.provider;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An offer that a call can be given to: a provider, and one of its models where its kind has
 * models.
 *
 * @param id {@code provider/model}, or the provider's where there is no model
 * @param model null where its kind has none, or only the vendor knows which it takes
 * @param tariff what it costs
 */
public record Offer(String id, ProviderInfo provider, @Nullable ModelSpec model, Tariff tariff) {

  private static final char SEPARATOR = '/';

  /** At the provider's own prices. */
  public static Offer of(ProviderInfo provider, @Nullable ModelSpec model) {
    String id = model == null ? provider.id() : id(provider.id(), model.id());
    return new Offer(id, provider, model, Tariff.of(provider.prices()));
  }

  /** The same at other prices. */
  public Offer at(Tariff other) {
    return new Offer(id, provider, model, other);
  }

  /** Its usual prices by unit. */
  public Map<String, Price> prices() {
    return tariff.usual();
  }

  /** The canonical id of a provider's model. */
  public static String id(String provider, String model) {
    return provider + SEPARATOR + model;
  }

  /** The provider that an id, or a bare word, names: all before the first slash. */
  public static String providerOf(String id) {
    int slash = id.indexOf(SEPARATOR);
    return slash < 0 ? id : id.substring(0, slash);
  }

  /** The model that an id names: all behind the first slash; null for a bare word. */
  public static @Nullable String modelOf(String id) {
    int slash = id.indexOf(SEPARATOR);
    return slash < 0 ? null : id.substring(slash + 1);
  }

  /** Whether a word names it: its id, or the bare name of its provider. */
  public boolean isNamed(String word) {
    return id.equals(word) || provider.id().equals(word);
  }

  /** Most tokens of input and output together; null when not declared. */
  public @Nullable Long context() {
    return model == null ? null : model.context();
  }

  /** Most tokens of output; null when not declared. */
  public @Nullable Long output() {
    return model == null ? null : model.output();
  }

  /** What it can do; null when not declared. */
  public @Nullable List<String> abilities() {
    return model == null ? null : model.abilities();
  }

  /** Where it runs; null when not declared. */
  public @Nullable String region() {
    String own = model == null ? null : model.region();
    return own == null ? provider.offering().region() : own;
  }

  /** What it complies with; null when not declared. */
  public @Nullable List<String> regimes() {
    List<String> own = model == null ? null : model.regimes();
    return own == null ? provider.offering().regimes() : own;
  }

  /** What its vendor does with what it is sent; null when not declared. */
  public ModelSpec.@Nullable Privacy privacy() {
    ModelSpec.Privacy own = model == null ? null : model.privacy();
    return own == null ? provider.offering().privacy() : own;
  }
}
