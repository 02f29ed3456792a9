package io.auterity.provider.life;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the default providers of kinds: what is applied later changes none unless its spec
 * says so, and what goes leaves its place to the only one that is left, or to none.
 */
public final class DefaultChanges {

  private final KindDefaults kept;
  private final ProviderRegistry registry;

  public DefaultChanges(KindDefaults kept, ProviderRegistry registry) {
    this.kept = kept;
    this.registry = registry;
  }

  /** Hears from now on what other servers change. */
  public void follow(ChangeFeed feed) {
    feed.follow(
        ChangeFeed.Topic.PROVIDER_DEFAULT, registry::defaultsChanged, registry::defaultsChanged);
  }

  /**
   * Makes a provider the default of its kind.
   *
   * @return it, as it is then
   * @throws CallFailedException {@code not_found}; {@code conflict} while no plugin brings its
   *     connector, so that its kind is unknown
   */
  public ProviderInfo choose(TenantScope scope, AuditedAct act, String provider) {
    List<ProviderInfo> all = registry.of(scope);
    ProviderInfo chosen = require(all, provider);
    if (chosen.kind().isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "the kind of provider '%s' is unknown while no plugin brings its connector '%s'"
              .formatted(provider, chosen.connector()));
    }
    String kind = chosen.kind();
    if (!kind.equals(chosen.defaultOf())) {
      kept.choose(scope, act, kind, provider, defaultOf(kind, all));
      registry.defaultsChanged(scope.tenant());
    }
    return chosen.asDefaultOf(kind);
  }

  /**
   * A provider of a tenant.
   *
   * @throws CallFailedException {@code not_found}
   */
  public ProviderInfo require(TenantScope scope, String provider) {
    return require(registry.of(scope), provider);
  }

  private static ProviderInfo require(List<ProviderInfo> all, String provider) {
    return find(provider, all)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND, "there is no provider '%s'".formatted(provider)));
  }

  static Optional<ProviderInfo> find(String provider, List<ProviderInfo> all) {
    return all.stream().filter(one -> one.id().equals(provider)).findFirst();
  }

  /** A spec that says that it is the default was applied as it was. */
  void chooseAgain(TenantScope scope, AuditedAct act, String provider) {
    find(provider, registry.of(scope))
        .filter(one -> !one.kind().isEmpty())
        .ifPresent(one -> choose(scope, act, provider));
  }

  /** In the transaction that stores a provider. */
  void storing(Transaction tx, TenantScope scope, String provider, String kind, boolean said) {
    List<ProviderInfo> before = registry.opened(scope);
    if (said) {
      kept.put(tx, kind, provider);
      return;
    }
    String answering = answering(kind, before);
    if (answering == null) {
      kept.begin(tx, kind, provider);
    } else if (!answering.equals(provider)) {
      keep(tx, kind, answering, before);
    }
  }

  // One that answers as the only other of its kind goes on when there is another.
  private void keep(Transaction tx, String kind, String answering, List<ProviderInfo> before) {
    String usual = defaultOf(kind, before);
    if (answering.equals(usual)) {
      kept.begin(tx, kind, answering);
    } else {
      kept.put(tx, kind, answering);
    }
  }

  /** In the transaction that ends a provider. */
  void dropping(Transaction tx, TenantScope scope, String provider) {
    List<ProviderInfo> before = registry.opened(scope);
    find(provider, before).stream()
        .flatMap(one -> Stream.of(one.kind(), Objects.requireNonNullElse(one.defaultOf(), "")))
        .filter(kind -> !kind.isEmpty())
        .distinct()
        .forEach(kind -> leave(tx, kind, provider, before));
  }

  private void leave(Transaction tx, String kind, String provider, List<ProviderInfo> before) {
    List<ProviderInfo> others =
        before.stream()
            .filter(one -> one.kind().equals(kind) && !one.id().equals(provider))
            .toList();
    String usual = defaultOf(kind, before);
    String next = answering(kind, others.stream().map(one -> one.asDefaultOf(null)).toList());
    if (others.isEmpty()) {
      kept.forget(tx, kind);
    } else if (usual == null || usual.equals(provider)) {
      kept.put(tx, kind, Objects.requireNonNullElse(next, provider));
    }
  }

  /** The default of a kind; null when it has none. */
  public static @Nullable String defaultOf(String kind, List<ProviderInfo> all) {
    return all.stream()
        .filter(one -> kind.equals(one.defaultOf()))
        .map(ProviderInfo::id)
        .findFirst()
        .orElse(null);
  }

  /** Who answers calls of a kind that name none; null when none does. */
  public static @Nullable String answering(String kind, List<ProviderInfo> all) {
    List<ProviderInfo> there =
        all.stream()
            .filter(one -> one.kind().equals(kind) || kind.equals(one.defaultOf()))
            .filter(one -> one.state() != State.DISABLED)
            .toList();
    String usual = defaultOf(kind, there);
    return usual == null && there.size() == 1 ? there.getFirst().id() : usual;
  }
}
