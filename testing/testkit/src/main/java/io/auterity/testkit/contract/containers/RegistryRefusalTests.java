package io.auterity.testkit.contract.containers;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.testkit.FakeCall;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a registry tells that it refuses, or that nobody waits any more. */
abstract class RegistryRefusalTests extends RegistryPart {

  RegistryRefusalTests(ContainersContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> whoHasGoneOrIsLateGetsNothing() {
    return Stream.of("repository.list", "tag.list", "manifest.get")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertEnded(operation)));
  }

  private void assertEnded(String operation) {
    Object input = contract.input(operation, registry());
    FakeCall gone = call(operation);
    gone.cancel();

    expect(FailureCode.CANCELLED, () -> invoke(operation, input, gone));
    FakeCall late = call(operation).withRemaining(Duration.ZERO);
    expect(FailureCode.TIMEOUT, () -> invoke(operation, input, late));
  }

  @TestFactory
  Stream<DynamicTest> aRefusalOfTheVendorIsToldAsSuch() {
    return Stream.of(FailureCode.UNAUTHENTICATED, FailureCode.RATE_LIMITED, FailureCode.TIMEOUT)
        .map(code -> DynamicTest.dynamicTest(code.wire(), () -> assertTold(code)));
  }

  private void assertTold(FailureCode code) {
    Optional<ProviderContext> refusing = contract.refusing(code);
    offered(refusing.isPresent());
    ProviderContext other = refusing.orElseThrow();
    ContainerTagQuery input = new ContainerTagQuery(Ref.of("any"), null, null);

    expect(code, () -> open(other).listTags(input, call("tag.list", other)));
  }

  @Test
  void ofAWriteWithoutAnAnswerNothingIsKnown() {
    need("manifest.delete");
    Optional<ProviderContext> late = contract.refusing(FailureCode.TIMEOUT);
    offered(late.isPresent());
    ProviderContext other = late.orElseThrow();
    ManifestRemoval input = new ManifestRemoval(Ref.of("any"), UNKNOWN);

    Failure failure =
        expect(
            FailureCode.TIMEOUT,
            () -> open(other).deleteManifest(input, call("manifest.delete", other)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }
}
