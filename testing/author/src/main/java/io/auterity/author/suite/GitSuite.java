package io.auterity.author.suite;

import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.git.GitContract;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the kind {@code git} for an author's file. */
@ExtendWith(UnderTest.class)
public final class GitSuite extends GitContract {

  private final ConnectorUnderTest connector;

  public GitSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected String owner() {
    return connector.container();
  }

  @Override
  protected String freshName() {
    return "r" + UUID.randomUUID().toString().substring(0, 8);
  }
}
