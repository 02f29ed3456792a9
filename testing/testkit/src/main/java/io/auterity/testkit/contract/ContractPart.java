package io.auterity.testkit.contract;

import io.auterity.spi.Call;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;

/**
 * Tests of a contract that ask for one sort of thing, and what they ask with. They run inside the
 * contract, with its connector and its set-up.
 *
 * @param <K> the kind's interface
 */
public abstract class ContractPart<K> {

  private final OpenContract<K> whole;

  protected ContractPart(OpenContract<K> whole) {
    this.whole = whole;
  }

  /** Goes on when there is something to test. */
  protected static void offered(boolean offered) {
    Offered.require(offered);
  }

  /** Goes on when the connector supports all these operations. */
  protected final void need(String... operations) {
    for (String operation : operations) {
      offered(supports(operation));
    }
  }

  protected final boolean supports(String operation) {
    return whole.supports(operation);
  }

  /** Whether the operation is declared to give the first result to the same key. */
  protected final boolean takesKeys(String operation) {
    return whole.takesKeys(operation);
  }

  protected final ConnectorManifest declared() {
    return whole.declared();
  }

  /** The test's provider. */
  protected final ProviderContext provider() {
    return whole.opened();
  }

  /** What the test's provider has opened. */
  protected final K instance() {
    return whole.instance();
  }

  protected final K open(ProviderContext provider) {
    return whole.open(provider);
  }

  protected final FakeCall call(String operation) {
    return whole.call(operation);
  }

  protected final FakeCall call(String operation, ProviderContext provider) {
    return whole.call(operation, provider);
  }

  /** A call whose key is always the same. */
  protected final FakeCall keyed(String operation) {
    return whole.keyed(operation);
  }

  /** What is answered to an input without the optional fields that are refused by their names. */
  protected final Object accepted(String operation, Object input) {
    return whole.accepted(operation, instance(), input, () -> call(operation));
  }

  protected final Object invoke(String operation, Object input, Call call) {
    return whole.invoke(operation, instance(), input, call);
  }
}
