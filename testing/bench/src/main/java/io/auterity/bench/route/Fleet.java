package io.auterity.bench.route;

import io.auterity.platform.call.TenantScope;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A hundred connected providers of chat, each with prices of its own. */
record Fleet(List<ProviderInfo> all) implements Providers {

  static final int SIZE = 100;
  static final int SLOTS = 64;
  static final String OPERATION = "chat.create";
  static final String CURRENCY = "USD";

  Fleet() {
    this(IntStream.range(0, SIZE).mapToObj(Fleet::provider).toList());
  }

  static String id(int number) {
    return "provider-" + number;
  }

  private static ProviderInfo provider(int number) {
    return new ProviderInfo(
        id(number),
        "ai",
        "connector",
        "ai-plugin",
        "1.0.0",
        1,
        List.of(),
        "V1",
        ProviderInfo.State.CONNECTED,
        null,
        Map.of(OPERATION, new OperationSupport(Support.FULL, false, null)),
        SLOTS,
        Offering.ANY,
        Map.of("input_tokens", price(100 + number), "output_tokens", price(400 + 3 * number)),
        id(number) + "/1",
        false,
        Set.of(),
        null);
  }

  private static Price price(long micros) {
    return new Price(micros * 1_000, 1_000_000, CURRENCY, "2026-11-01");
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return all;
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    throw new UnsupportedOperationException("nothing is called here");
  }
}
