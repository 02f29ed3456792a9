package io.auterity.plugins.ai.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.bedrock.wire.RecordedBedrock;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BedrockClientTest {

  private static final PluginManifest MANIFEST = ManifestFileReader.of(BedrockPlugin.class);

  private final FakeProvider provider =
      new FakeProvider("p", MANIFEST)
          .withConfig(Json.object(Map.of("region", Json.of("us-east-1"))))
          .withTransport(new RecordedBedrock());
  private final Ai bedrock = new BedrockConnector().open(provider);

  @Test
  void asksOnceForEachTextThatTitanTakes() {
    FakeCall call = FakeCall.of("ai.embedding.create", provider);

    Embeddings made =
        bedrock.createEmbedding(
            new EmbeddingRequest("amazon.titan-embed-text-v2:0", List.of("a", "b"), null), call);

    assertThat(made.vectors()).hasSize(2);
    assertThat(made.usage().input()).isEqualTo(6);
    assertThat(call.metered()).containsEntry("input_tokens", 6L).hasSize(1);
  }

  @Test
  void listsModelsAndAllPagesOfProfiles() {
    assertThat(
            bedrock
                .listModels(new ModelQuery(null, null), FakeCall.of("ai.model.list", provider))
                .items())
        .extracting(Model::id)
        .containsExactlyInAnyOrder(
            "amazon.titan-embed-text-v2:0",
            "us.anthropic.claude-sonnet-4-6",
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f");
  }

  @Test
  void theManifestSignsForBothServices() {
    PluginManifest.ConnectorManifest bedrockManifest = MANIFEST.connectors().getFirst();

    assertThat(bedrockManifest.sigv4()).isEqualTo(new PluginManifest.AwsScope("bedrock", "region"));
    assertThat(bedrockManifest.credentialTo()).isEqualTo(bedrockManifest.egress());
  }
}
