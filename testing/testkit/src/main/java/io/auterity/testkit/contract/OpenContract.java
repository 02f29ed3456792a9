package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A contract whose tests each have a provider that is open. What it asks stands in parts, one for
 * each sort of thing that the kind knows; see {@link ContractPart}.
 *
 * @param <K> the kind's interface
 */
public abstract class OpenContract<K> extends ConnectorContract<K> {

  @SuppressWarnings("NullAway.Init")
  private ProviderContext opened;

  @SuppressWarnings("NullAway.Init")
  private K instance;

  protected OpenContract(Class<K> kind) {
    super(kind);
  }

  @BeforeEach
  void openAProvider() {
    opened = provider();
    instance = open(opened);
  }

  /** The test's provider. */
  protected final ProviderContext opened() {
    return opened;
  }

  /** What the test's provider has opened. */
  protected final K instance() {
    return instance;
  }

  /** Goes on with another instance. */
  protected final void use(K other) {
    instance = other;
  }

  /** A call of an operation of the test's provider. */
  protected final FakeCall call(String operation) {
    return call(operation, opened);
  }

  final FakeCall keyed(String operation) {
    return call(operation).withIdempotencyKey("run/step/0");
  }

  /** Whether the operation is declared to give the first result to the same key. */
  final boolean takesKeys(String operation) {
    OperationSupport support = declared().support().get(operation);
    return support != null && support.idempotencyKey();
  }

  /** What a repetition must have in common with the first result; all of it unless overridden. */
  protected Object kept(Object result) {
    return result;
  }

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKeyGivesTheFirstResult() {
    return declared().support().keySet().stream()
        .filter(this::takesKeys)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> repeated(operation)));
  }

  private void repeated(String operation) {
    Object input = input(operation, instance);
    Object first = accepted(operation, instance, input, () -> keyed(operation));

    Object again = accepted(operation, instance, input, () -> keyed(operation));

    assertThat(kept(again)).isEqualTo(kept(first));
  }
}
