package io.auterity.provider;

import io.auterity.provider.target.ModelRule;
import io.auterity.spi.PluginManifest.KnownModel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider, as the provider's spec declares it. What is null is not declared.
 *
 * @param id as routes and callers name it
 * @param as the vendor's own name; the id when null
 * @param context most tokens of input and output together
 * @param output most tokens of output
 * @param abilities what it can do, e.g. {@code vision}; empty when it has none
 * @param region where it runs; the provider's when null
 * @param regimes what it complies with, e.g. {@code gdpr}; the provider's when null
 * @param privacy what its vendor does with what it is sent; the provider's when null
 * @param takes what it takes of a chat; as its vendor's models do when null
 */
public record ModelSpec(
    String id,
    @Nullable String as,
    @Nullable Long context,
    @Nullable Long output,
    @Nullable List<String> abilities,
    @Nullable String region,
    @Nullable List<String> regimes,
    @Nullable Privacy privacy,
    @Nullable ModelRule takes) {

  public ModelSpec {
    Objects.requireNonNull(id);
    abilities = abilities == null ? null : List.copyOf(abilities);
    regimes = regimes == null ? null : List.copyOf(regimes);
  }

  /** One of which it is not declared what it takes of a chat. */
  public ModelSpec(
      String id,
      @Nullable String as,
      @Nullable Long context,
      @Nullable Long output,
      @Nullable List<String> abilities,
      @Nullable String region,
      @Nullable List<String> regimes,
      @Nullable Privacy privacy) {
    this(id, as, context, output, abilities, region, regimes, privacy, null);
  }

  /** One of which nothing but its id is declared. */
  public static ModelSpec named(String id) {
    return new ModelSpec(id, null, null, null, null, null, null, null);
  }

  /** What the vendor calls it. */
  public String vendorName() {
    return as == null ? id : as;
  }

  /** The same, where what it does not declare is as its vendor documents it. */
  ModelSpec informed(List<KnownModel> known) {
    for (KnownModel one : known) {
      if (one.describes(vendorName())) {
        return new ModelSpec(
            id,
            as,
            context == null ? one.context() : context,
            output == null ? one.output() : output,
            abilities == null ? one.abilities() : abilities,
            region,
            regimes,
            privacy,
            takes);
      }
    }
    return this;
  }

  /** What a vendor does with what it is sent, the most careful first. */
  public enum Privacy {
    /** It stays in the tenant's own house. */
    LOCAL,
    /** Nothing is kept beyond the answer. */
    NO_RETENTION,
    /** It is kept for a while, and no model learns from it. */
    NO_TRAINING;

    /** Whether it promises all that another does. */
    public boolean atLeast(Privacy asked) {
      return compareTo(asked) <= 0;
    }
  }
}
