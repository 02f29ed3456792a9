package io.auterity.author.suite;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.documents.DocumentDatabaseContract;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the kind {@code documents} for an author's file. */
@ExtendWith(UnderTest.class)
public final class DocumentsSuite extends DocumentDatabaseContract {

  private final ConnectorUnderTest connector;

  public DocumentsSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return connector.refusing(code);
  }

  @Override
  protected String freshName() {
    return "n" + UUID.randomUUID().toString().substring(0, 8);
  }
}
