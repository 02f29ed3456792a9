package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.provider.call.ProviderInstance;
import io.auterity.platform.provider.config.ProviderSpec;
import io.auterity.platform.provider.life.ProviderOpener.Opened;
import io.auterity.platform.provider.life.ProviderTable.ProviderKey;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.Map;

/** Opens providers that are not stored, so that it is known whether they would work. */
public final class ProviderDrafts {

  private final ProviderRegistry registry;
  private final ProviderEnvironment environment;

  public ProviderDrafts(ProviderRegistry registry, ProviderEnvironment environment) {
    this.registry = registry;
    this.environment = environment;
  }

  /**
   * Opens one for its maker alone, who closes it. Nothing of it is stored: not its secrets, and not
   * the tokens that are given for them.
   *
   * @param spec that an application of it would take
   * @param secrets values by name, which go before those that are stored
   * @throws CallFailedException {@code not_found} when there is no such connector, and as that says
   *     when it refuses the configuration
   */
  public DraftProvider open(
      TenantScope scope, String id, Json.Obj spec, Map<String, String> secrets) {
    ProviderKey key = new ProviderKey(scope, id);
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
    ProviderEnvironment own = environment.ofDraft(secrets);
    ProviderOpener opener = new ProviderOpener(own);
    Opened opened = opener.open(key, read, connector);
    ProviderInstance instance = opened.instance();
    Failure failure = opened.failure();
    if (instance == null) {
      throw new CallFailedException(
          failure == null ? Failure.of(FailureCode.UNAVAILABLE, "it does not open") : failure);
    }
    return new DraftProvider(key, read, instance, own, () -> opener.discard(opened));
  }
}
