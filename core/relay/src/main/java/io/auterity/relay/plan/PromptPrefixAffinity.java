package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The affinity of conversations by their prefix: the offer asked last, whose vendor's prompt cache
 * may still hold that beginning. The latest {@value #MOST} beginnings of each tenant are known, by
 * digests alone, and {@value #MOST_OF_ALL} of all tenants together: beyond, the tenant that asked
 * longest ago is forgotten (LRU).
 */
final class PromptPrefixAffinity {

  private static final int MOST = 20_000;
  private static final int MOST_OF_ALL = 200_000;
  private static final int SPREAD = 5;
  private static final double KNOWN = 1;

  private final int mostOfAll;

  /** The tenant that asked longest ago first; this and the count are guarded by this object. */
  private final Map<TenantScope, Latest> tenants = new LinkedHashMap<>(16, 0.75f, true);

  private int size;

  PromptPrefixAffinity() {
    this(MOST_OF_ALL);
  }

  PromptPrefixAffinity(int mostOfAll) {
    this.mostOfAll = mostOfAll;
  }

  /** Whom one tenant's beginnings were asked. */
  private static final class Latest extends LinkedHashMap<Long, String> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
      return size() > MOST;
    }
  }

  /** 1 for the one that knows most of it; the others by where such beginnings, or calls, go. */
  Map<String, Double> of(TenantScope scope, List<Candidate> candidates, UUID call, long[] prefix) {
    String known = known(scope, prefix);
    long seed = prefix.length == 0 ? TicketRandom.mixed(call.hashCode()) : prefix[0];
    Map<String, Double> leanings = HashMap.newHashMap(candidates.size());
    for (Candidate one : candidates) {
      boolean last = one.id().equals(known);
      leanings.put(one.id(), last ? KNOWN : TicketRandom.share(seed, one.id(), SPREAD));
    }
    return leanings;
  }

  /** The offer that knows most of it; empty when none does. */
  synchronized String known(TenantScope scope, long[] prefix) {
    Latest offers = tenants.get(scope);
    if (offers != null) {
      for (int i = prefix.length - 1; i >= 0; i--) {
        String offer = offers.get(prefix[i]);
        if (offer != null) {
          return offer;
        }
      }
    }
    return "";
  }

  /** Notes where a conversation went: all of it, and how it began. */
  synchronized void asked(TenantScope scope, long[] prefix, String offer) {
    if (prefix.length == 0) {
      return;
    }
    Latest offers = tenants.computeIfAbsent(scope, tenant -> new Latest());
    size -= offers.size();
    offers.putIfAbsent(prefix[0], offer);
    offers.put(prefix[prefix.length - 1], offer);
    size += offers.size();
    forget();
  }

  // The tenant that asks stands last, and is not forgotten for its own sake.
  private void forget() {
    Iterator<Latest> oldest = tenants.values().iterator();
    while (size > mostOfAll && tenants.size() > 1) {
      size -= oldest.next().size();
      oldest.remove();
    }
  }
}
