package io.auterity.author.suite;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildState;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.spi.ci.WhichBuild;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.ci.CiContract;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The suite of the kind {@code ci} for an author's file. Its container is a repository, of which is
 * given: a {@code pipeline} whose builds end well and say two lines, one whose builds are {@code
 * endless}, one whose builds are {@code blocked} until they are approved, whether the first leaves
 * {@code artifacts}, and perhaps what a new one does ({@code definition}).
 */
@ExtendWith(UnderTest.class)
public final class CiSuite extends CiContract {

  private static final int MOST_LOOKS = 120;

  private final ConnectorUnderTest connector;

  public CiSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.of(connector.behind(connector.refused()));
  }

  @Override
  protected void letWork() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @Override
  protected String repository() {
    return connector.container();
  }

  @Override
  protected String pipeline() {
    return connector.given("pipeline");
  }

  @Override
  protected String endless() {
    return connector.given("endless");
  }

  @Override
  protected Ref blocked() {
    String pipeline = connector.given().get("blocked");
    offered(pipeline != null);
    Build build =
        instance()
            .triggerPipeline(
                new PipelineTrigger(Ref.of(String.valueOf(pipeline)), null, null),
                call("pipeline.trigger"));
    for (int i = 0; build.state() != BuildState.BLOCKED && i < MOST_LOOKS; i++) {
      letWork();
      build = instance().getBuild(new WhichBuild(build.ref()), call("build.get"));
    }
    return build.ref();
  }

  @Override
  protected boolean leavesArtifacts() {
    return Boolean.parseBoolean(connector.given("artifacts"));
  }

  @Override
  protected @Nullable String definition() {
    return connector.given().get("definition");
  }
}
