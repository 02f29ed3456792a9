package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.provider.config.ProviderSpec;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.platform.secret.NewSecret;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Plans providers that are not stored, so that it is known whether they would work. */
public final class ProviderDrafts {

  private final ProviderRegistry registry;
  private final ProviderEnvironment environment;
  private final Ids ids;

  public ProviderDrafts(ProviderRegistry registry, ProviderEnvironment environment, Ids ids) {
    this.registry = registry;
    this.environment = environment;
    this.ids = ids;
  }

  /**
   * Plans one. Nothing of it is stored: not its secrets, and not the tokens that are given for
   * them.
   *
   * @param spec that an application of it would take
   * @param secrets values by name, which go before those that are stored, and are read as those
   *     would be
   * @throws CallFailedException {@code not_found} when there is no such connector; {@code invalid}
   *     when a secret could not be stored
   */
  public PlannedDraft plan(
      TenantScope scope, String id, Json.Obj spec, Map<String, String> secrets) {
    long life = environment.lives().applyAsLong(scope, id);
    ProviderSpec read = ProviderSpec.read(spec).ofLife(life);
    HostedConnector connector =
        registry
            .connector(read.connector())
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND,
                        "there is no connector '%s'".formatted(read.connector())));
    Map<String, String> given = new HashMap<>();
    secrets.forEach(
        (name, value) ->
            given.put(name, NewSecret.of(name, Objects.requireNonNullElse(value, "")).value()));
    return new PlannedDraft(
        environment, new ProviderKey(scope, id), read, connector, given, ids.next());
  }
}
