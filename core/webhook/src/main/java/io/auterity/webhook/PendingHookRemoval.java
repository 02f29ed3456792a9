package io.auterity.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.provider.life.RemovedProvider;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pending removal of hooks: those that a vendor still has of a removed provider.
 *
 * @param secrets values by name, as the provider had them, as far as they were there
 */
record PendingHookRemoval(
    String id,
    RemovedProvider provider,
    Map<String, String> secrets,
    List<Hook> hooks,
    Tries tried) {

  private static final JsonReader JSON = new JsonReader(2_000_000);

  /**
   * What its vendor has of one webhook.
   *
   * @param webhook that is gone here
   */
  record Hook(UUID webhook, HookRegistration told) {}

  /**
   * How often a server of the version before this one asked the vendor.
   *
   * @param next before that it is not asked
   */
  record Tries(Instant born, int count, Instant next) {}

  PendingHookRemoval {
    secrets = Map.copyOf(secrets);
    hooks = List.copyOf(hooks);
  }

  /** Whether it has every secret that its provider named. */
  boolean isComplete() {
    return secrets.keySet().containsAll(provider.secrets());
  }

  /** The same with values that it did not have. */
  PendingHookRemoval with(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(secrets);
    return new PendingHookRemoval(id, provider, all, hooks, tried);
  }

  /** The same but for some of the hooks. */
  PendingHookRemoval without(List<Hook> some) {
    List<Hook> others = hooks.stream().filter(hook -> !some.contains(hook)).toList();
    return new PendingHookRemoval(id, provider, secrets, others, tried);
  }

  /** As it is sealed. */
  String text() {
    Json.Obj said =
        Json.EMPTY
            .with("provider", provider.json())
            .with("hooks", Json.array(hooks.stream().<Json>map(PendingHookRemoval::json).toList()))
            .with("born", Json.of(tried.born().toString()))
            .with("tries", Json.of(tried.count()))
            .with("next", Json.of(tried.next().toString()));
    return new String(JsonWriter.bytes(said.with("secrets", json(secrets))), UTF_8);
  }

  private static Json.Obj json(Hook hook) {
    return Json.EMPTY
        .with("webhook", Json.of(hook.webhook().toString()))
        .with("told", JSON.readObject(hook.told().bytes()));
  }

  private static Json.Obj json(Map<String, String> secrets) {
    Json.Obj values = Json.EMPTY;
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      values = values.with(secret.getKey(), Json.of(secret.getValue()));
    }
    return values;
  }

  /** As it was sealed. */
  static PendingHookRemoval read(String id, String text) {
    Json.Obj said = JSON.readObject(text.getBytes(UTF_8));
    return new PendingHookRemoval(
        id,
        RemovedProvider.read(object(said.get("provider"))),
        secrets(object(said.get("secrets"))),
        said.get("hooks") instanceof Json.Arr(List<Json> hooks)
            ? hooks.stream().map(hook -> hook(object(hook))).toList()
            : List.of(),
        new Tries(
            Instant.parse(field(said, "born")),
            said.get("tries") instanceof Json.Int(long count) ? Math.toIntExact(count) : 0,
            Instant.parse(field(said, "next"))));
  }

  private static Hook hook(Json.Obj said) {
    return new Hook(
        UUID.fromString(field(said, "webhook")),
        HookRegistration.read(JsonWriter.bytes(object(said.get("told")))));
  }

  private static Map<String, String> secrets(Json.Obj values) {
    Map<String, String> secrets = new LinkedHashMap<>();
    values.fields().keySet().forEach(name -> secrets.put(name, field(values, name)));
    return secrets;
  }

  private static Json.Obj object(@Nullable Json value) {
    return value instanceof Json.Obj object ? object : Json.EMPTY;
  }

  private static String field(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }

  /** Without its secrets and addresses. */
  @Override
  public String toString() {
    return "hooks of provider '%s', owed since %s".formatted(provider.id(), tried.born());
  }
}
