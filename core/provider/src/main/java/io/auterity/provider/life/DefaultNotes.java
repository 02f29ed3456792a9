package io.auterity.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what a change of a provider means for calls of its kind that name none, in sentences. */
public final class DefaultNotes {

  private static final int MOST = 10;

  private final ProviderRegistry registry;
  private volatile Callers callers = (scope, kind) -> List.of();

  DefaultNotes(ProviderRegistry registry) {
    this.registry = registry;
  }

  /** Finds what calls a kind and leaves the provider open. */
  @FunctionalInterface
  public interface Callers {

    /** E.g. {@code workflow 'refund' (step 'ping')}. */
    List<String> of(TenantScope scope, String kind);
  }

  /** Has what calls a kind found so from now on. */
  public void findCallersBy(Callers finder) {
    callers = finder;
  }

  /**
   * What applying a provider means.
   *
   * @param said whether its spec says that it is the default
   * @param disabled whether it says that it is not used
   */
  List<String> applied(TenantScope scope, String id, String kind, boolean said, boolean disabled) {
    List<ProviderInfo> all = registry.opened(scope);
    String usual = DefaultChanges.defaultOf(kind, all);
    boolean known = DefaultChanges.find(id, all).isPresent();
    if (disabled) {
      return id.equals(usual) ? without(scope, id, kind, all, "is disabled") : List.of();
    }
    if (usual == null || usual.equals(id)) {
      return List.of();
    }
    if (said) {
      return List.of(
          "'%s' becomes the default of %s in place of '%s'%s"
              .formatted(id, kind, usual, affected(scope, kind, "goes there")));
    }
    return known
        ? List.of()
        : List.of(
            "'%s' is not the default of %s ('%s' is), so nothing that runs changes"
                .formatted(id, kind, usual));
  }

  /** What the removal of a provider would mean; empty where it means nothing for others. */
  public List<String> removed(TenantScope scope, String id) {
    List<ProviderInfo> all = registry.of(scope);
    return DefaultChanges.find(id, all)
        .map(ProviderInfo::defaultOf)
        .map(kind -> without(scope, id, kind, all, "is removed"))
        .orElse(List.of());
  }

  private List<String> without(
      TenantScope scope, String id, String kind, List<ProviderInfo> all, String what) {
    List<String> others =
        all.stream()
            .filter(one -> one.kind().equals(kind) && !one.id().equals(id))
            .filter(one -> one.state() != State.DISABLED)
            .map(ProviderInfo::id)
            .toList();
    if (others.isEmpty()) {
      return List.of();
    }
    String so = "'%s' %s, which is the default of %s".formatted(id, what, kind);
    return List.of(
        others.size() == 1
            ? "%s: '%s' follows it%s"
                .formatted(so, others.getFirst(), affected(scope, kind, "goes there"))
            : "%s: it is ambiguous between %s until one is made the default%s"
                .formatted(so, listed(others), affected(scope, kind, "fails until then")));
  }

  private String affected(TenantScope scope, String kind, String becomes) {
    List<String> some = callers.of(scope, kind);
    String more = some.size() > MOST ? " and %d more".formatted(some.size() - MOST) : "";
    return some.isEmpty()
        ? "; nothing that is stored calls it without naming one"
        : "; what names none %s: %s%s"
            .formatted(becomes, some.stream().limit(MOST).collect(Collectors.joining(", ")), more);
  }

  private static String listed(List<String> ids) {
    return ids.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
  }
}
