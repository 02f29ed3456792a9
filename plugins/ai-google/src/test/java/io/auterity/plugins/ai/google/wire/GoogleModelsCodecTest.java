package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.testkit.contract.Failures;
import org.junit.jupiter.api.Test;

class GoogleModelsCodecTest {

  private final GoogleModelsCodec gemini = new GoogleModelsCodec(RecordedGoogle.GEMINI);
  private final GoogleModelsCodec vertex = new GoogleModelsCodec(RecordedGoogle.VERTEX);

  @Test
  void asksForPagesWhereTheyAre() {
    ModelQuery first = new ModelQuery(null, 2);
    ModelQuery next = new ModelQuery(new Cursor("a+b="), null);

    assertThat(gemini.encode(first).uri())
        .hasToString("https://generativelanguage.googleapis.com/v1beta/models?pageSize=2");
    assertThat(gemini.encode(next).uri().getRawQuery())
        .isEqualTo("pageSize=1000&pageToken=a%2Bb%3D");
    assertThat(vertex.encode(first).uri())
        .hasToString(
            "https://aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=2");
    assertThat(new GoogleModelCodec(RecordedGoogle.VERTEX).encode(new ModelGet("m", null)).uri())
        .hasToString("https://aiplatform.googleapis.com/v1/publishers/google/models/m");
  }

  @Test
  void tellsWhatIsKnownOfAModel() {
    Page<Model> page =
        gemini.decode(
            json(
                "{'models':[{'name':'models/gemini-x','displayName':'Gemini X',"
                    + "'inputTokenLimit':100,'outputTokenLimit':10,'thinking':true}],"
                    + "'nextPageToken':'t'}"));
    Model model = page.items().getFirst();

    assertThat(page.next()).isEqualTo(new Cursor("t"));
    assertThat(model.id()).isEqualTo("gemini-x");
    assertThat(model.name()).isEqualTo("Gemini X");
    assertThat(model.contextTokens()).isEqualTo(100);
    assertThat(model.outputTokens()).isEqualTo(10);
    assertThat(Extra.in(model.extra(), "gemini")).hasToString("{\"thinking\":true}");
  }

  @Test
  void modelsOfAPublisherGoByTheirIds() {
    Page<Model> page =
        vertex.decode(json("{'publisherModels':[{'name':'publishers/google/models/gemini-x'}]}"));

    assertThat(page.items()).extracting(Model::id).containsExactly("gemini-x");
    assertThat(page.next()).isNull();
  }

  @Test
  void whatIsNoListIsOfNoUse() {
    Failures.expect(FailureCode.UNAVAILABLE, () -> gemini.decode(json("{'data':[]}")));
    assertThat(gemini.decode(json("{'models':[]}")).items()).isEmpty();
  }
}
