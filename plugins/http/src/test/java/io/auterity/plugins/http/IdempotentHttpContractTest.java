package io.auterity.plugins.http;

import io.auterity.spi.Json;
import io.auterity.spi.http.ServiceReply;
import io.auterity.testkit.FakeProvider;
import java.util.Map;
import java.util.Objects;

/** Against a server that takes a request once for each key. */
class IdempotentHttpContractTest extends HttpContractTest {

  @Override
  protected String connectorId() {
    return "http-idempotent";
  }

  @Override
  protected FakeProvider provider() {
    return super.provider()
        .withConfig(
            Json.object(Map.of("url", Json.of(url()), "idempotency", Json.of("Idempotency-Key"))));
  }

  // The head of a reply tells its time.
  @Override
  protected Object kept(Object result) {
    return Objects.requireNonNull(((ServiceReply) result).text());
  }
}
