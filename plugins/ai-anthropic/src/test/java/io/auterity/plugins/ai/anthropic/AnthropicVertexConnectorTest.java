package io.auterity.plugins.ai.anthropic;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Ai;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicVertexConnectorTest {

  private static final Json.Obj CONFIG = Json.EMPTY.with("project", Json.of("p-1"));
  private static final String NO_MODEL =
      """
      {"error":{"code":404,"status":"NOT_FOUND","message":"Publisher Model `projects/p-1/locations\
      /global/publishers/anthropic/models/claude-sonnet-4-5` was not found or your project does not\
       have access to it."}}
      """;

  @Test
  void aModelThatNobodyNamedNeedNotBeThere() {
    assertThatCode(() -> check(CONFIG, NO_MODEL)).doesNotThrowAnyException();
  }

  @Test
  void aModelThatIsConfiguredMustBeThere() {
    Json.Obj named = CONFIG.with("model", Json.of("claude-sonnet-4-5"));

    Failures.expect(FailureCode.NOT_FOUND, () -> check(named, NO_MODEL));
  }

  @Test
  void aPlaceThatIsNotThereIsNoConnection() {
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            check(
                CONFIG, "{\"error\":{\"code\":404,\"message\":\"Location us-x9 is not found.\"}}"));
    Failures.expect(FailureCode.UNSUPPORTED, () -> check(CONFIG, "<title>404</title>"));
  }

  private static void check(Json.Obj config, String reply) {
    AnthropicVertexConnector connector = new AnthropicVertexConnector();
    FakeProvider provider =
        new FakeProvider("anthropic-vertex", ManifestFileReader.of(AnthropicPlugin.class))
            .withConfig(config)
            .withTransport(new ScriptedTransport(List.of(ScriptedReply.of(404, reply))));
    Ai ai = connector.open(provider);
    connector.check(ai, FakeCall.of("ai.chat.create", provider));
  }
}
