package io.auterity.plugins.example;

import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.TextContract;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ExampleContractTest extends TextContract {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private WordListServer server;

  private final PlainHttpTransport transport = new PlainHttpTransport();

  @BeforeEach
  void start() throws IOException {
    server = new WordListServer(folder, "card\njane.doe\n");
  }

  @AfterEach
  void stop() {
    server.close();
    transport.close();
  }

  @Override
  protected Plugin plugin() {
    return new ExamplePlugin();
  }

  @Override
  protected String connectorId() {
    return "example-word-list";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("url", Json.of(server.url("words.txt")))))
        .withTransport(transport);
  }
}
