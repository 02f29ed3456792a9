package io.auterity.author.suite;

import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.knowledge.KnowledgeContract;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the kind {@code knowledge} for an author's file. */
@ExtendWith(UnderTest.class)
public final class KnowledgeSuite extends KnowledgeContract {

  private final ConnectorUnderTest connector;

  public KnowledgeSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected String freshName() {
    return "n" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Override
  protected String unknownId() {
    return connector.container();
  }
}
