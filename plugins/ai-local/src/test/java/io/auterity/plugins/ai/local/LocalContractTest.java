package io.auterity.plugins.ai.local;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

class LocalContractTest {

  private static final LocalPlugin PLUGIN = new LocalPlugin();

  @AfterAll
  static void stop() {
    PLUGIN.stop();
  }

  @Nested
  class Bge extends ModelContract {
    @Override
    protected String model() {
      return "bge-small-q";
    }
  }

  @Nested
  class MiniLm extends ModelContract {
    @Override
    protected String model() {
      return "minilm-q";
    }
  }

  @Nested
  class Head extends AiContract {
    @Override
    protected Plugin plugin() {
      return PLUGIN;
    }

    @Override
    protected String connectorId() {
      return "local-head";
    }

    @Override
    protected String model() {
      return "intents";
    }

    @Override
    protected ProviderContext provider() {
      FakeProvider provider =
          new FakeProvider("under-test", manifest())
              .withConfig(Json.object(Map.of("model", Json.of(model()))));
      for (int i = 0; i < 10; i++) {
        String label = i % 2 == 0 ? "money" : "weather";
        Json.Obj body =
            Json.object(Map.of("text", Json.of("About " + label), "label", Json.of(label)));
        String id = "e" + i;
        provider
            .documents()
            .write(writer -> writer.addOrGet(new Document("example", id, body), Map.of()));
      }
      return provider;
    }
  }

  @Nested
  class Moonshine extends AiContract {
    @Override
    protected Plugin plugin() {
      return PLUGIN;
    }

    @Override
    protected String connectorId() {
      return "local-speech";
    }

    @Override
    protected String model() {
      return "moonshine-tiny";
    }
  }

  abstract static class ModelContract extends AiContract {

    @Override
    protected Plugin plugin() {
      return PLUGIN;
    }

    @Override
    protected String connectorId() {
      return "local-embedding";
    }

    @Override
    protected ProviderContext provider() {
      return new FakeProvider("under-test", manifest())
          .withConfig(Json.object(Map.of("model", Json.of(model()))));
    }
  }
}
