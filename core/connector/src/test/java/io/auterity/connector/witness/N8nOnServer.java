package io.auterity.connector.witness;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.automation.NewIntegration;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.automation.AutomationContract;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code n8n.yaml} before an n8n. */
@EnabledIfSystemProperty(named = "auterity.witness.n8n", matches = ".+")
class N8nOnServer extends AutomationContract {

  private static final WitnessedFile FILE = WitnessedFile.of("n8n", "n8n", "n8n");
  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    return configured(FILE.provider());
  }

  private static ProviderContext configured(FakeProvider provider) {
    String url = FILE.server().url().toString();
    return provider.withConfig(Json.EMPTY.with("url", Json.of(url)).with("hooks", Json.of(url)));
  }

  @Override
  protected Json.Obj definition() {
    return started(
        "lastNode",
        """
        "type": "n8n-nodes-base.code",
        "parameters": {"jsCode": "return [{json: {word: $input.first().json.body.word}}];"}
        """);
  }

  @Override
  protected Json.Obj failing() {
    return started(
        "onReceived",
        """
        "type": "n8n-nodes-base.stopAndError", "parameters": {"errorMessage": "too bad"}
        """);
  }

  @Override
  protected Json.Obj endless() {
    return started(
        "onReceived",
        """
        "type": "n8n-nodes-base.wait", "parameters": {"amount": 2, "unit": "hours"}
        """);
  }

  @Override
  protected Json.Obj unsound() {
    return json(
        """
        {"nodes": [], "connections": {"Start": {"main": [[{"node": "Nobody", "type": "main", "index": 0}]]}}}
        """);
  }

  private static Json.Obj started(String answers, String then) {
    return json(
        """
        {"nodes": [
           {"id": "a", "name": "Start", "type": "n8n-nodes-base.webhook", "typeVersion": 2, "position": [0, 0],
            "webhookId": "%1$s", "parameters": {"httpMethod": "POST", "path": "%1$s", "responseMode": "%2$s"}},
           {"id": "b", "name": "Überall", "typeVersion": 1, "position": [200, 0], %3$s}],
         "connections": {"Start": {"main": [[{"node": "Überall", "type": "main", "index": 0}]]}}, "settings": {}}
        """
            .formatted(UUID.randomUUID(), answers, then));
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) new JsonReader(10_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected NewIntegration account(String name, String secret) {
    return new NewIntegration(
        name,
        "httpHeaderAuth",
        Json.EMPTY.with("name", Json.of("x-key")),
        Map.of("value", VaultSecret.of(secret)));
  }

  @Override
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.of(configured(FILE.server().withToken("nobody").provider(FILE.file())));
  }

  @Override
  protected void letWork() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
  }
}
