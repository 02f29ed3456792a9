package io.auterity.relay.plan;

import io.auterity.provider.ModelProvider;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Providers and their live state for tests. */
public final class Fleet {

  public static final Snapshot WELL = new Snapshot(0, 8, -1, Phase.CLOSED, 100, false, 0, 0, 0, 0);

  private Fleet() {}

  /** A connected provider of kind ai that classifies and chats. */
  public static ProviderInfo ai(String id, String... marks) {
    return SampleProvider.like(ModelProvider.named(id, Offering.ANY))
        .marks(List.of(marks))
        .support(supports("text.classify", "chat.create", "chat.stream"))
        .build();
  }

  public static ProviderInfo inState(ProviderInfo p, ProviderInfo.State state, String reason) {
    return SampleProvider.like(p)
        .state(state)
        .reason(reason)
        .mendable(state == ProviderInfo.State.PENDING || state == ProviderInfo.State.ERROR)
        .build();
  }

  /** One whose spec does not take these operations, which nobody has verified. */
  public static ProviderInfo withholding(ProviderInfo p, String... operations) {
    return SampleProvider.like(p).grade("V0").withheld(Set.of(operations)).build();
  }

  /** One that is the default of its kind. */
  public static ProviderInfo usual(ProviderInfo p) {
    return p.asDefaultOf(p.kind());
  }

  /** One that no check alone brings back. */
  public static ProviderInfo refused(ProviderInfo p, String reason) {
    return SampleProvider.like(p)
        .state(ProviderInfo.State.ERROR)
        .reason(reason)
        .mendable(false)
        .withheld(Set.of())
        .build();
  }

  public static ProviderInfo withModels(ProviderInfo p, String... models) {
    return offering(p, Offering.of(models));
  }

  public static ProviderInfo offering(ProviderInfo p, Offering offering) {
    return SampleProvider.like(p).offering(offering).build();
  }

  /** The same, whose vendor takes its chats in batches. */
  public static ProviderInfo batched(ProviderInfo p) {
    ProviderInfo offering = offering(p, p.offering().batched());
    Map<String, OperationSupport> support = new HashMap<>(p.support());
    support.put("chat.create", new OperationSupport(Support.FULL, false, null, false, true));
    return supporting(offering, support);
  }

  /** Chats as streams, and perhaps goes on from words of the model. */
  public static ProviderInfo streaming(ProviderInfo p, boolean prefill) {
    OperationSupport support = new OperationSupport(Support.FULL, false, null, prefill);
    return SampleProvider.like(p).support(Map.of("chat.stream", support)).build();
  }

  public static ProviderInfo withSupport(ProviderInfo p, boolean key, String... operations) {
    Map<String, OperationSupport> support = new HashMap<>();
    for (String operation : operations) {
      support.put(operation, new OperationSupport(Support.FULL, key, null));
    }
    return supporting(p, support);
  }

  private static ProviderInfo supporting(ProviderInfo p, Map<String, OperationSupport> support) {
    return SampleProvider.like(p).support(support).build();
  }

  public static ProviderInfo withPrices(ProviderInfo p, Map<String, Price> prices) {
    return SampleProvider.like(p).prices(prices).build();
  }

  public static ProviderInfo ofKind(ProviderInfo p, String kind) {
    return SampleProvider.like(p).kind(kind).build();
  }

  public static ProviderInfo withSlots(ProviderInfo p, int slots) {
    return SampleProvider.like(p).slots(slots).build();
  }

  /** A price of so many nano-units for a million. */
  public static Price perMillion(long nanos) {
    return new Price(nanos, 1_000_000, "USD", "2026-11-01");
  }

  /** Everyone in the list is well. */
  public static Sight sight(Shortlist shortlist) {
    return sight(shortlist, Map.of());
  }

  /** Everyone in the list is well but these. */
  public static Sight sight(Shortlist shortlist, Map<String, Snapshot> others) {
    Map<String, Snapshot> seen = new LinkedHashMap<>();
    shortlist.candidates().forEach(one -> seen.put(one.id(), others.getOrDefault(one.id(), WELL)));
    return new Sight(seen, 0);
  }

  private static Map<String, OperationSupport> supports(String... operations) {
    Map<String, OperationSupport> support = new HashMap<>();
    for (String operation : operations) {
      support.put(operation, new OperationSupport(Support.FULL, false, null));
    }
    return support;
  }
}
