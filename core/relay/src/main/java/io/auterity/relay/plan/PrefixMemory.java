package io.auterity.relay.plan;

import io.auterity.platform.call.TenantScope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was asked last for a conversation that began so: there the vendor's cache of prompts may
 * still hold that beginning. The latest {@value #MOST} beginnings are known, by digests alone.
 */
final class PrefixMemory {

  private static final int MOST = 20_000;
  private static final int SPREAD = 5;
  private static final double KNOWN = 1;

  private record Beginning(TenantScope scope, long digest) {}

  private final Map<Beginning, String> asked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Beginning, String> eldest) {
          return size() > MOST;
        }
      };

  /** 1 for the one that knows most of it; the others by where such beginnings go. */
  Map<String, Double> of(TenantScope scope, List<Candidate> candidates, long[] prefix) {
    String known = known(scope, prefix);
    long seed = prefix.length == 0 ? 0 : prefix[0];
    Map<String, Double> leanings = HashMap.newHashMap(candidates.size());
    for (Candidate one : candidates) {
      boolean last = one.id().equals(known);
      leanings.put(one.id(), last ? KNOWN : Ticket.share(seed, one.id(), SPREAD));
    }
    return leanings;
  }

  private String known(TenantScope scope, long[] prefix) {
    synchronized (asked) {
      for (int i = prefix.length - 1; i >= 0; i--) {
        String offer = asked.get(new Beginning(scope, prefix[i]));
        if (offer != null) {
          return offer;
        }
      }
      return "";
    }
  }

  /** Notes where a conversation went: all of it, and how it began. */
  void asked(TenantScope scope, long[] prefix, String offer) {
    if (prefix.length == 0) {
      return;
    }
    synchronized (asked) {
      asked.putIfAbsent(new Beginning(scope, prefix[0]), offer);
      asked.put(new Beginning(scope, prefix[prefix.length - 1]), offer);
    }
  }
}
