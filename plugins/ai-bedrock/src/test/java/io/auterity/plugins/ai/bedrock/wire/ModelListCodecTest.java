package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.bedrock.wire.ModelListCodec.Listed;
import io.auterity.plugins.ai.bedrock.wire.ModelListCodec.Source;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.testkit.contract.Failures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelListCodecTest {

  private static final ModelListCodec FOUNDATION =
      new ModelListCodec(RecordedBedrock.ENDPOINT, Source.FOUNDATION);
  private static final ModelListCodec PROFILES =
      new ModelListCodec(RecordedBedrock.ENDPOINT, Source.PROFILES);

  @Test
  void asksTheServiceThatTellsOfModels() {
    assertThat(FOUNDATION.encode("").uri())
        .hasToString("https://bedrock.us-east-1.amazonaws.com/foundation-models");
    assertThat(PROFILES.encode("").uri())
        .hasToString("https://bedrock.us-east-1.amazonaws.com/inference-profiles?maxResults=1000");
    assertThat(PROFILES.encode("a/b+c").uri().getRawQuery())
        .isEqualTo("maxResults=1000&nextToken=a%2Fb%2Bc");
  }

  @Test
  void listsWhatIsServedUnderItsOwnName() {
    Listed listed = FOUNDATION.decode(RecordedBedrock.reply(RecordedBedrock.MODELS));

    assertThat(listed.models())
        .containsExactly(
            new Model("amazon.titan-embed-text-v2:0", "Amazon", null, "Titan Text V2", null, null));
    assertThat(listed.next()).isNull();
  }

  @Test
  void listsProfilesPageByPage() {
    Listed listed = PROFILES.decode(RecordedBedrock.reply(RecordedBedrock.PROFILES));

    assertThat(listed.models())
        .containsExactly(
            new Model(
                "us.anthropic.claude-sonnet-4-6",
                null,
                Instant.parse("2026-02-17T00:00:00Z"),
                "US Claude Sonnet 4.6",
                null,
                null));
    assertThat(listed.next()).isEqualTo("more/1");
  }

  @Test
  void tellsOfOneModel() {
    ModelDetailCodec codec = new ModelDetailCodec(RecordedBedrock.ENDPOINT);

    assertThat(codec.encode(new ModelGet("amazon.titan-embed-text-v2:0", null)).uri())
        .hasToString(
            "https://bedrock.us-east-1.amazonaws.com/foundation-models/amazon.titan-embed-text-v2%3A0");
    assertThat(codec.decode(RecordedBedrock.reply(RecordedBedrock.MODEL)).name())
        .isEqualTo("Titan Text V2");
    Failures.expect(FailureCode.UNAVAILABLE, () -> codec.decode(RecordedBedrock.reply("{}")));
  }

  @Test
  void tellsOfOneProfile() {
    ModelDetailCodec codec = new ModelDetailCodec(RecordedBedrock.ENDPOINT);

    for (String id :
        List.of(
            "us.anthropic.claude-sonnet-4-6",
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f")) {
      assertThat(codec.encode(new ModelGet(id, null)).uri().getPath())
          .isEqualTo("/inference-profiles/" + id);
    }
    assertThat(
            codec
                .decode(
                    RecordedBedrock.reply(
                        "{\"inferenceProfileId\":\"eu.a.b\",\"status\":\"ACTIVE\"}"))
                .id())
        .isEqualTo("eu.a.b");
  }

  @Test
  void aReplyWithoutAListIsNone() {
    Failures.expect(FailureCode.UNAVAILABLE, () -> PROFILES.decode(RecordedBedrock.reply("{}")));
  }
}
