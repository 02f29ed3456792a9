package io.auterity.plugins.ai.replicate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the vendor's description: no models were recorded. */
class ReplicateModelsTest {

  @Nested
  class Many extends CodecContract<ModelQuery, Page<Model>> {

    @Override
    protected Codec<ModelQuery, Page<Model>> codec() {
      return of(input());
    }

    private static ReplicateModelsCodec of(ModelQuery query) {
      return new ReplicateModelsCodec(DescribedReplicate.ENDPOINT, query);
    }

    @Override
    protected ModelQuery input() {
      return new ModelQuery(null, null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(page(codec().encode(input()).uri()));
    }

    private static WireResponse page(URI uri) {
      return DescribedReplicate.reply(DescribedReplicate.models(uri));
    }

    @Test
    void goesThroughTheVendorsPagesInStepsOfAnyLength() {
      assertThat(walk(null)).containsExactly("meta/a", "meta/b", "|", "meta/c", "|");
      assertThat(walk(1)).containsExactly("meta/a", "|", "meta/b", "|", "meta/c", "|");
    }

    private static List<String> walk(@Nullable Integer limit) {
      List<String> ids = new ArrayList<>();
      Cursor cursor = null;
      do {
        ModelQuery query = new ModelQuery(cursor, limit);
        Page<Model> page = of(query).decode(page(of(query).encode(query).uri()));
        page.items().forEach(model -> ids.add(model.id()));
        ids.add("|");
        cursor = page.next();
      } while (cursor != null);
      return ids;
    }

    @Test
    void asksForTheOldestFirstSoThatPagesStay() {
      assertThat(codec().encode(input()).uri())
          .hasToString(
              "https://api.replicate.com/v1/models?sort_by=model_created_at&sort_direction=asc");
      ModelQuery second = new ModelQuery(new Cursor("1:bz0y%3D"), null);
      assertThat(of(second).encode(second).uri().toString()).endsWith("&cursor=bz0y%3D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "9999999:x", "-1:x", "0:a&b", "0:a b"})
    void aCursorOfAnotherListIsRefused(String cursor) {
      ModelQuery query = new ModelQuery(new Cursor(cursor), null);

      assertThat(Failures.field(() -> of(query).encode(query))).isEqualTo("cursor");
    }

    @Test
    void keepsWhatItTellsOfAModelButItsExample() {
      Model model = codec().decode(recorded().getFirst()).items().getFirst();

      assertThat(model.owner()).isEqualTo("meta");
      assertThat(Extra.in(model.extra(), "replicate").toString())
          .contains("\"run_count\":7", "\"latest_version\":\"0123\"")
          .doesNotContain("big", "openapi_schema");
    }
  }

  @Nested
  class One extends CodecContract<ModelGet, Model> {

    @Override
    protected Codec<ModelGet, Model> codec() {
      return new ReplicateModelCodec(DescribedReplicate.ENDPOINT);
    }

    @Override
    protected ModelGet input() {
      return new ModelGet("meta/a.b", null);
    }

    @Override
    protected List<WireResponse> recorded() {
      return List.of(DescribedReplicate.reply(DescribedReplicate.model("a").toString()));
    }

    @Test
    void ownerAndNameArePiecesOfThePath() {
      assertThat(codec().encode(input()).uri())
          .hasToString("https://api.replicate.com/v1/models/meta/a.b");
      for (String id : List.of("meta", "/a", "meta/", "meta/..", "../a", "meta/a b")) {
        assertThat(Failures.field(() -> codec().encode(new ModelGet(id, null)))).isEqualTo("id");
      }
    }
  }
}
