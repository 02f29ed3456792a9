package io.auterity.testkit.contract.documents;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.testkit.contract.OpenContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code documents} connector must do, whatever its vendor. It asks for nothing that the
 * connector does not declare, and works in collections that no other test writes to.
 */
public abstract class DocumentDatabaseContract extends OpenContract<DocumentDatabase> {

  protected DocumentDatabaseContract() {
    super(DocumentDatabase.class);
  }

  /** A name that no collection or document of the test has yet; letters and digits. */
  protected abstract String freshName();

  /**
   * A provider whose vendor refuses so; empty where the set-up cannot bring that about. Asked for
   * {@code unauthenticated}, {@code rate_limited} and {@code timeout}.
   */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  @Override
  protected final Object input(String operation, DocumentDatabase instance) {
    use(instance);
    return new DatabaseInputs(this).of(operation);
  }

  @Nested
  class Written extends DocumentTests {
    Written() {
      super(DocumentDatabaseContract.this);
    }
  }

  @Nested
  class Found extends DocumentSearchTests {
    Found() {
      super(DocumentDatabaseContract.this);
    }
  }

  @Nested
  class Together extends TransactionTests {
    Together() {
      super(DocumentDatabaseContract.this);
    }
  }

  @Nested
  class Followed extends DocumentStreamTests {
    Followed() {
      super(DocumentDatabaseContract.this);
    }
  }

  @Nested
  class Refused extends DatabaseRefusalTests {
    Refused() {
      super(DocumentDatabaseContract.this);
    }
  }
}
