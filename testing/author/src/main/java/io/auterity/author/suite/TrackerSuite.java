package io.auterity.author.suite;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.tracker.TrackerContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the kind {@code tracker} for an author's file. */
@ExtendWith(UnderTest.class)
public final class TrackerSuite extends TrackerContract {

  private final ConnectorUnderTest connector;

  public TrackerSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected List<String> people() {
    return connector.people();
  }

  @Override
  protected Optional<ProviderContext> behind(Transport transport) {
    return Optional.of(connector.behind(transport));
  }

  @Override
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.of(connector.behind(connector.refused()));
  }

  @Override
  protected Ref anyProject() {
    return Ref.of(connector.container());
  }
}
