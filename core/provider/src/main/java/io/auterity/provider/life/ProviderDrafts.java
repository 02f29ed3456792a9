package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.NewSecret;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.transport.TokenStore;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans providers that are not stored: whether they would work, and for what is left to do. */
public record ProviderDrafts(ProviderRegistry registry, ProviderEnvironment environment, Ids ids) {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderDrafts.class);

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
    HostedConnector connector = connector(read);
    Map<String, String> given = new HashMap<>();
    secrets.forEach(
        (name, value) ->
            given.put(name, NewSecret.of(name, Objects.requireNonNullElse(value, "")).value()));
    return PlannedDraft.untried(
        environment, new ProviderKey(scope, id), read, connector, given, ids.next());
  }

  /**
   * Plans one that was removed, so that what is left to be done at its vendor is.
   *
   * @param secrets values by name, as it had them
   * @param tokens where its own are
   * @throws CallFailedException {@code not_found} while there is no such connector
   */
  public PlannedDraft again(
      TenantScope scope, RemovedProvider former, Map<String, String> secrets, TokenStore tokens) {
    ProviderSpec spec = ProviderSpec.read(former.spec()).ofLife(former.life());
    return new PlannedDraft(
        environment,
        new ProviderKey(scope, former.id()),
        spec,
        connector(spec),
        secrets,
        tokens,
        former::bound);
  }

  /**
   * The values of the secrets that a provider had which was removed, as far as they are there and
   * can be read.
   *
   * @throws CallFailedException {@code not_found} while there is no such connector
   */
  public Map<String, String> secrets(
      TenantScope scope, RemovedProvider former, SecretSource source) {
    ProviderSpec spec = ProviderSpec.read(former.spec());
    ProviderHosts hosts = new ProviderHosts(connector(spec), spec.config());
    Set<String> reach = new HashSet<>(hosts.reach());
    reach.addAll(hosts.reach(spec.auth()));
    Map<String, String> values = new HashMap<>();
    for (String name : former.secrets()) {
      try {
        values.put(name, source.read(scope, name, reach));
      } catch (CallFailedException e) {
        // It is gone, or may not go there: the call that signs by it says so.
      } catch (SecretsRefusedException e) {
        e.requireLost();
        LOG.warn(
            "The secret '{}' of provider '{}', which has gone, cannot be read: what its vendor has"
                + " of that may stay there.",
            name,
            former.id(),
            e);
      }
    }
    return values;
  }

  private HostedConnector connector(ProviderSpec spec) {
    return registry
        .connector(spec.connector())
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no connector '%s'".formatted(spec.connector())));
  }
}
