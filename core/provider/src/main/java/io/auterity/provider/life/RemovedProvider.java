package io.auterity.provider.life;

import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.ProviderSecrets;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is removed, with what it takes to open it once more for what is left to be done
 * at its vendor. It holds no secret.
 *
 * @param life which of the providers that have had the name
 * @param agreed how far its tenant let its connector reach, which nothing does further than
 *     afterwards; null where no consent is asked for
 */
public record RemovedProvider(
    String id, long life, Json.Obj spec, @Nullable ConnectorReach agreed) {

  /** The names of the secrets that it uses. */
  public Set<String> secrets() {
    return ProviderSecrets.named(ProviderSpec.read(spec));
  }

  // The version of its connector that is there by then may reach further than was agreed to.
  TransportBinding bound(TransportBinding binding) {
    if (agreed == null) {
      return binding;
    }
    Json.Obj config = ProviderSpec.read(spec).config();
    Set<Destination> signed = ConnectorReach.destinations(agreed.credential(), config);
    Set<Destination> all = new HashSet<>(ConnectorReach.destinations(agreed.hosts(), config));
    all.addAll(signed);
    return binding.within(all, signed);
  }

  /** As it is kept. */
  public Json.Obj json() {
    Json.Obj said =
        Json.EMPTY.with("id", Json.of(id)).with("life", Json.of(life)).with("spec", spec);
    return agreed == null
        ? said
        : said.with("hosts", texts(agreed.hosts())).with("credential", texts(agreed.credential()));
  }

  /** As it was kept. */
  public static RemovedProvider read(Json.Obj said) {
    ConnectorReach agreed =
        said.get("hosts") == null
            ? null
            : new ConnectorReach(texts(said.get("hosts")), texts(said.get("credential")));
    return new RemovedProvider(
        Objects.requireNonNull(said.text("id")),
        said.get("life") instanceof Json.Int(long number) ? number : 0,
        said.get("spec") instanceof Json.Obj spec ? spec : Json.EMPTY,
        agreed);
  }

  private static Json texts(Set<String> texts) {
    return Json.array(texts.stream().sorted().<Json>map(Json::of).toList());
  }

  private static Set<String> texts(@Nullable Json value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof Json.Arr(List<Json> items)) {
      items.forEach(
          item -> {
            if (item instanceof Json.Str(String text)) {
              texts.add(text);
            }
          });
    }
    return texts;
  }
}
