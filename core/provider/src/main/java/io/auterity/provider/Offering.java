package io.auterity.provider;

import io.auterity.spi.PluginManifest.KnownModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The offering of a provider, as its spec declares it: models, region, compliance and privacy.
 *
 * @param models that it lists; empty when it takes any, or when its kind has none
 * @param usual model that its configuration names; null when it names none
 * @param region where it runs; null when that is not declared
 * @param regimes what it complies with; null when that is not declared
 * @param privacy what its vendor does with what it is sent; null when that is not declared
 * @param known models that its vendor documents, listed or not
 * @param batch whether lines of batches go to its vendor's batches
 * @param answer longest answer in tokens where a call names none, as its configuration or its
 *     connector has it; null where neither has one
 */
public record Offering(
    List<ModelSpec> models,
    @Nullable String usual,
    @Nullable String region,
    @Nullable List<String> regimes,
    ModelSpec.@Nullable Privacy privacy,
    List<KnownModel> known,
    boolean batch,
    @Nullable Long answer) {

  /** Of a provider that declares nothing. */
  public static final Offering ANY =
      new Offering(List.of(), null, null, null, null, List.of(), false, null);

  public Offering {
    models = List.copyOf(models);
    known = List.copyOf(known);
    regimes = regimes == null ? null : List.copyOf(regimes);
  }

  public Offering(
      List<ModelSpec> models,
      @Nullable String usual,
      @Nullable String region,
      @Nullable List<String> regimes,
      ModelSpec.@Nullable Privacy privacy,
      List<KnownModel> known) {
    this(models, usual, region, regimes, privacy, known, false, null);
  }

  /** The same, where lines of batches go to its vendor's batches. */
  public Offering batched() {
    return new Offering(models, usual, region, regimes, privacy, known, true, answer);
  }

  /** Of models of which nothing but the ids is declared. */
  public static Offering of(String... ids) {
    return ANY.withModels(Arrays.stream(ids).map(ModelSpec::named).toList());
  }

  /** The same with other models. */
  public Offering withModels(List<ModelSpec> others) {
    return new Offering(others, usual, region, regimes, privacy, known, batch, answer);
  }

  /** The same at a place, complying with what is said there; null when either is not declared. */
  public Offering in(@Nullable String place, @Nullable List<String> complying) {
    return new Offering(models, usual, place, complying, privacy, known, batch, answer);
  }

  /** The same with another usual model. */
  public Offering withUsual(String model) {
    return new Offering(models, model, region, regimes, privacy, known, batch, answer);
  }

  /** The same, where what is not declared of a model is as its vendor documents it. */
  public Offering informed(List<KnownModel> documented) {
    List<ModelSpec> told = models.stream().map(model -> model.informed(documented)).toList();
    return documented.isEmpty()
        ? this
        : new Offering(told, usual, region, regimes, privacy, documented, batch, answer);
  }

  /** The same, where answers are no longer than that when a call names no limit, in tokens. */
  public Offering answering(long longest) {
    return new Offering(models, usual, region, regimes, privacy, known, batch, longest);
  }

  private ModelSpec unlisted(String model) {
    return ModelSpec.named(model).informed(known);
  }

  /** Whether it lists no models, so that only the vendor knows which there are. */
  public boolean open() {
    return models.isEmpty();
  }

  /** Ids of the listed models. */
  public List<String> ids() {
    return models.stream().map(ModelSpec::id).toList();
  }

  public boolean lists(String model) {
    return models.stream().anyMatch(one -> one.id().equals(model));
  }

  /** What is known of a model; null when it is not listed and the list is not open. */
  public @Nullable ModelSpec find(String model) {
    for (ModelSpec one : models) {
      if (one.id().equals(model)) {
        return one;
      }
    }
    return open() || model.equals(usual) ? unlisted(model) : null;
  }

  /** The model of a call that names none: the configured one, else the first; null without any. */
  public @Nullable ModelSpec first() {
    if (usual != null) {
      return Objects.requireNonNull(find(usual));
    }
    return models.isEmpty() ? null : models.getFirst();
  }

  /** Whether its vendor documents that a model serves an operation, e.g. {@code image.create}. */
  public boolean serves(ModelSpec model, String operation) {
    return known.stream()
        .filter(one -> one.describes(model.vendorName()))
        .anyMatch(one -> one.operations().contains(operation));
  }

  /** Whether its vendor documents which models serve an operation, listed or not. */
  public boolean documents(String operation) {
    return known.stream().anyMatch(one -> one.operations().contains(operation));
  }

  /** All models that are known by name, by id. */
  public Map<String, ModelSpec> byId() {
    Map<String, ModelSpec> all = LinkedHashMap.newLinkedHashMap(models.size() + 1);
    models.forEach(model -> all.put(model.id(), model));
    if (usual != null) {
      all.putIfAbsent(usual, unlisted(usual));
    }
    return all;
  }
}
