package io.auterity.platform.provider;

import io.auterity.platform.provider.ProviderSpec.Fault;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The failures that a provider's spec asks for, so that examples and tests can watch them. */
record InjectedFaults(List<Fault> faults) {

  /** The failure of an attempt that begins at this moment. */
  Optional<CallFailedException> at(String capability, Instant now) {
    return faults.stream()
        .filter(fault -> fault.capability() == null || fault.capability().equals(capability))
        .filter(fault -> !now.isBefore(fault.from()) && now.isBefore(fault.until()))
        .findFirst()
        .map(InjectedFaults::failure);
  }

  private static CallFailedException failure(Fault fault) {
    FailureCode code = FailureCode.valueOf(fault.code().toUpperCase(Locale.ROOT));
    return new CallFailedException(
        InjectedMark.on(
            Failure.of(code, "injected until %s, as spec.faults asks".formatted(fault.until()))));
  }
}
