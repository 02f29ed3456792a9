package io.auterity.platform.provider;

import io.auterity.platform.transport.EgressRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider with what only its page shows.
 *
 * @param egress where it may go, as {@code host:port}; empty while its connector is not open
 */
public record ProviderDetail(ProviderInfo info, List<String> egress, List<Fault> faults) {

  public ProviderDetail {
    egress = List.copyOf(egress);
    faults = List.copyOf(faults);
  }

  /**
   * A failure that its spec asks to inject.
   *
   * @param capability null for all
   */
  public record Fault(@Nullable String capability, Instant from, Instant until, String code) {}

  static ProviderDetail of(HostedProvider provider) {
    ProviderInstance instance = provider.instance();
    List<String> egress =
        instance == null
            ? List.of()
            : ProviderOpener.egress(instance.connector(), provider.spec().config()).stream()
                .map(EgressRule::authority)
                .sorted()
                .toList();
    List<Fault> faults =
        provider.spec().faults().stream()
            .map(fault -> new Fault(fault.capability(), fault.from(), fault.until(), fault.code()))
            .toList();
    return new ProviderDetail(provider.info(), egress, faults);
  }
}
