package io.auterity.connector.witness;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.messaging.MessagingContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code slack.yaml} before an emulator that Slack did not write. */
@EnabledIfSystemProperty(named = "auterity.witness.emulate", matches = ".+")
class SlackOnServer extends MessagingContract {

  private static final WitnessedFile FILE =
      WitnessedFile.ofEmulator(RealServer.of("emulate", "slack"), "slack", "slack", "emulate");

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults FAULTS =
      new EmulatorFaults(
          Map.of("aListHasWhatWasSentInATime", new Fault("it lists all, whatever the time is")),
          RUN);

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    return FILE.provider();
  }

  @Override
  protected Ref unknownMessage(Ref channel) {
    return new Ref(channel.provider(), channel.id() + "/1503435956.000247");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    // The emulator takes any token.
    Optional<Transport> vendor =
        code == FailureCode.UNAUTHENTICATED
            ? Optional.of(Answers.of(200, "{\"ok\": false, \"error\": \"invalid_auth\"}"))
            : Answers.refusing(code);
    return vendor.map(FILE.provider()::withTransport);
  }
}
