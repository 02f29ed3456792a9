package io.auterity.provider;

import java.util.List;

/**
 * A provider with what only its page shows.
 *
 * @param egress where it may go, as {@code host:port}; empty while its connector is not open
 */
public record ProviderDetail(ProviderInfo info, List<String> egress, List<InjectedFault> faults) {

  public ProviderDetail {
    egress = List.copyOf(egress);
    faults = List.copyOf(faults);
  }
}
