package io.auterity.plugins.ai.huggingface.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.contract.CodecContract;
import io.auterity.testkit.contract.Failures;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {

  @Nested
  class Models extends CodecContract<ModelQuery, Page<Model>> {

    @Override
    protected Codec<ModelQuery, Page<Model>> codec() {
      return new HubModelsCodec(DescribedTasks.ENDPOINT);
    }

    @Override
    protected ModelQuery input() {
      return new ModelQuery(null, null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(page("limit=2"), page("limit=2&cursor=2"));
    }

    private static WireResponse page(String query) {
      return DescribedTasks.models(URI.create("https://huggingface.co/api/models?" + query));
    }

    @Test
    void asksForThoseThatTheServiceServes() {
      assertThat(codec().encode(new ModelQuery(new Cursor("ey%3D"), 5)).uri())
          .hasToString(
              "https://huggingface.co/api/models?inference_provider=hf-inference&limit=5&cursor=ey%3D");
      Failures.expect(FailureCode.INVALID, () -> codec().encode(new ModelQuery(null, 0)));
    }

    @Test
    void theNextPageIsToldInAHeader() {
      assertThat(codec().decode(page("limit=2")).next()).isEqualTo(new Cursor("2"));
      assertThat(codec().decode(page("limit=2&cursor=2")).next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a&b=c", "a b", "a#b"})
    void aCursorOfAnotherListIsRefused(String cursor) {
      assertThat(Failures.field(() -> codec().encode(new ModelQuery(new Cursor(cursor), null))))
          .isEqualTo("cursor");
    }
  }

  @Nested
  class OneModel extends CodecContract<ModelGet, Model> {

    @Override
    protected Codec<ModelGet, Model> codec() {
      return new HubModel(DescribedTasks.ENDPOINT);
    }

    @Override
    protected ModelGet input() {
      return new ModelGet("owner/a", null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(DescribedTasks.reply(DescribedTasks.model("owner/a")));
    }

    @Test
    void readsWhatTheHubTells() {
      Model model = codec().decode(recorded().getFirst());

      assertThat(model.id()).isEqualTo("owner/a");
      assertThat(model.owner()).isEqualTo("owner");
      assertThat(model.createdAt()).isEqualTo(Instant.parse("2022-03-02T23:29:04Z"));
      assertThat(Extra.in(model.extra(), "huggingface"))
          .hasToString(
              "{\"pipeline_tag\":\"feature-extraction\",\"tags\":[\"bert\"],\"downloads\":7}");
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
      assertThat(Failures.field(() -> codec().encode(new ModelGet("../whoami", null))))
          .isEqualTo("id");
    }
  }
}
