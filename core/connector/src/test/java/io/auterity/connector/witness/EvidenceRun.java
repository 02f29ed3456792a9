package io.auterity.connector.witness;

import io.auterity.testkit.witness.WitnessRun;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A run whose end is written to the product's evidence. */
final class EvidenceRun extends WitnessRun implements AfterAllCallback {

  private final Witnessed of;

  /**
   * The connector that was run, and the server.
   *
   * @param grade of what is proven there
   */
  record Witnessed(String file, String connector, String server, String grade) {
    static final String REAL_SERVER = "V1";
    static final String EMULATOR = "V2";
  }

  EvidenceRun(Witnessed of) {
    this.of = of;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) { // The parts of a contract end before it.
      Evidence.write(of, proven());
    }
  }
}
