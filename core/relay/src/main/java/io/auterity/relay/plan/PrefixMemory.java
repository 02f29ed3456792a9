package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who was asked last for a conversation that began so: there the vendor's cache of prompts may
 * still hold that beginning. The latest {@value #MOST} beginnings of each tenant are known, by
 * digests alone.
 */
final class PrefixMemory {

  private static final int MOST = 20_000;
  private static final int SPREAD = 5;
  private static final double KNOWN = 1;

  private final Map<TenantScope, Asked> tenants = new ConcurrentHashMap<>();

  /** Whom one tenant's beginnings were asked; confined to its own lock. */
  private static final class Asked {
    private final Map<Long, String> offers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST;
          }
        };

    private synchronized String known(long[] prefix) {
      for (int i = prefix.length - 1; i >= 0; i--) {
        String offer = offers.get(prefix[i]);
        if (offer != null) {
          return offer;
        }
      }
      return "";
    }

    private synchronized void note(long[] prefix, String offer) {
      offers.putIfAbsent(prefix[0], offer);
      offers.put(prefix[prefix.length - 1], offer);
    }
  }

  /** 1 for the one that knows most of it; the others by where such beginnings, or calls, go. */
  Map<String, Double> of(TenantScope scope, List<Candidate> candidates, UUID call, long[] prefix) {
    Asked asked = tenants.get(scope);
    String known = asked == null ? "" : asked.known(prefix);
    long seed = prefix.length == 0 ? Ticket.mixed(call.hashCode()) : prefix[0];
    Map<String, Double> leanings = HashMap.newHashMap(candidates.size());
    for (Candidate one : candidates) {
      boolean last = one.id().equals(known);
      leanings.put(one.id(), last ? KNOWN : Ticket.share(seed, one.id(), SPREAD));
    }
    return leanings;
  }

  /** Notes where a conversation went: all of it, and how it began. */
  void asked(TenantScope scope, long[] prefix, String offer) {
    if (prefix.length > 0) {
      tenants.computeIfAbsent(scope, tenant -> new Asked()).note(prefix, offer);
    }
  }
}
