package io.auterity.author.suite;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.automation.AutomationContract;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The suite of the kind {@code automation} for an author's file. Given are workflows in the
 * engine's own form: a {@code definition} that gives the field {@code word} of its input back, one
 * that is {@code failing}, one that is {@code endless} and one that is {@code unsound}; {@code
 * UNIQUE} in them is another word each time.
 */
@ExtendWith(UnderTest.class)
public final class AutomationSuite extends AutomationContract {

  private static final JsonReader JSON = new JsonReader(1 << 20);

  private final ConnectorUnderTest connector;

  public AutomationSuite(ConnectorUnderTest connector) {
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
  protected Json.Obj definition() {
    return workflow("definition");
  }

  @Override
  protected Json.Obj failing() {
    return workflow("failing");
  }

  @Override
  protected Json.Obj endless() {
    return workflow("endless");
  }

  @Override
  protected Json.Obj unsound() {
    return workflow("unsound");
  }

  private Json.Obj workflow(String name) {
    String text = connector.given(name).replace("UNIQUE", UUID.randomUUID().toString());
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
