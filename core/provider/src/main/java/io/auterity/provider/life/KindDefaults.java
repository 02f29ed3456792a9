package io.auterity.provider.life;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps which provider is the default of each kind of a tenant. */
public interface KindDefaults {

  /** Where no kind has a default. */
  KindDefaults NONE =
      new KindDefaults() {
        @Override
        public @Nullable Known of(TenantScope scope) {
          return null;
        }

        @Override
        public void begin(Transaction tx, String kind, String provider) {
          // Nothing is kept.
        }

        @Override
        public void put(Transaction tx, String kind, String provider) {
          // Nothing is kept.
        }

        @Override
        public void forget(Transaction tx, String kind) {
          // Nothing is kept.
        }

        @Override
        public void choose(
            TenantScope scope,
            AuditedAct act,
            String kind,
            String provider,
            @Nullable String before) {
          // Nothing is kept.
        }
      };

  /** What is kept of a tenant; null where nothing ever is. */
  @Nullable Known of(TenantScope scope);

  /** Keeps a default for a kind of which none is kept. */
  void begin(Transaction tx, String kind, String provider);

  /** Keeps another default. */
  void put(Transaction tx, String kind, String provider);

  /** Keeps none. */
  void forget(Transaction tx, String kind);

  /** Keeps what a tenant chose, with an entry of the audit log. */
  void choose(
      TenantScope scope, AuditedAct act, String kind, String provider, @Nullable String before);

  /**
   * What is kept of a tenant.
   *
   * @param chosen by kind; one may be gone
   * @param byAge ids of its providers, the one that was applied first before all others
   */
  record Known(Map<String, String> chosen, List<String> byAge) {

    public Known {
      chosen = Map.copyOf(chosen);
      byAge = List.copyOf(byAge);
    }

    /** These providers, of which some are told that they are defaults. */
    List<ProviderInfo> mark(List<ProviderInfo> providers) {
      Set<String> kinds = new LinkedHashSet<>(chosen.keySet());
      providers.stream().map(ProviderInfo::kind).filter(k -> !k.isEmpty()).forEach(kinds::add);
      List<ProviderInfo> marked = new ArrayList<>(providers);
      Map<String, Integer> ages = ages();
      for (String kind : kinds) {
        ProviderInfo usual = defaultOf(kind, providers, ages);
        if (usual != null) {
          marked.replaceAll(one -> one.id().equals(usual.id()) ? one.asDefaultOf(kind) : one);
        }
      }
      return List.copyOf(marked);
    }

    // One whose connector no plugin brings is of no kind for the time being.
    private @Nullable ProviderInfo defaultOf(
        String kind, List<ProviderInfo> providers, Map<String, Integer> ages) {
      String named = chosen.get(kind);
      if (named != null) {
        return providers.stream()
            .filter(one -> one.id().equals(named))
            .filter(one -> one.kind().isEmpty() || one.kind().equals(kind))
            .findFirst()
            .orElse(null);
      }
      return providers.stream()
          .filter(one -> one.kind().equals(kind) && one.state() != State.DISABLED)
          .min(Comparator.comparing(one -> ages.getOrDefault(one.id(), Integer.MAX_VALUE)))
          .orElse(null);
    }

    private Map<String, Integer> ages() {
      Map<String, Integer> ages = new HashMap<>();
      byAge.forEach(id -> ages.put(id, ages.size()));
      return ages;
    }
  }
}
