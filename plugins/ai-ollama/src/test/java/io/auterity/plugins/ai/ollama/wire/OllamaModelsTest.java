package io.auterity.plugins.ai.ollama.wire;

import static io.auterity.plugins.ai.ollama.wire.OllamaExamples.json;
import static io.auterity.plugins.ai.ollama.wire.OllamaExamples.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.NewModel;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaModelsTest {

  @Test
  void tellsHowFarAPullIs() {
    assertThat(decode(OllamaExamples.PULL))
        .containsExactly(
            new ModelEvent.Progress("pulling manifest", null, null, null),
            new ModelEvent.Progress("pulling 8eeb52dfb3bb", "sha256:8eeb52", null, 2_142_590_208L),
            new ModelEvent.Progress(
                "pulling 8eeb52dfb3bb", "sha256:8eeb52", 241_970L, 2_142_590_208L),
            new ModelEvent.Progress("verifying sha256 digest", null, null, null),
            new ModelEvent.Progress("writing manifest", null, null, null),
            new ModelEvent.Ready("gemma3"));
  }

  @Test
  void aCutAtAnyByteMakesNoDifference() {
    byte[] stream = OllamaExamples.PULL.getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < stream.length; cut++) {
      String head = OllamaExamples.PULL.substring(0, cut);
      String tail = OllamaExamples.PULL.substring(cut);

      assertThat(decode(head, tail)).as("cut at %d", cut).isEqualTo(decode(OllamaExamples.PULL));
    }
  }

  @Test
  void aPullThatStopsEarlyMayHaveDoneSomething() {
    for (int length = 0; length < OllamaExamples.PULL.length() - 1; length++) {
      List<ModelEvent> events = decode(OllamaExamples.PULL.substring(0, length));
      Failure failure = ((ModelEvent.Failed) events.getLast()).failure();

      assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
      assertThat(events.stream().filter(ModelEvent.Failed.class::isInstance)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pull model manifest: file does not exist, NOT_FOUND",
    "max retries exceeded: dial tcp, UNAVAILABLE",
  })
  void tellsWhyAPullFailed(String words, FailureCode code) {
    List<ModelEvent> events =
        decode(
            OllamaExamples.lines(
                "{'status':'pulling manifest'}", "{'error':'%s'}".formatted(words)));

    assertThat(((ModelEvent.Failed) events.getLast()).failure().code()).isEqualTo(code);
  }

  @Test
  void makesAModelOfAnother() {
    NewModel model =
        new NewModel(
            "mario",
            "gemma3",
            "You are Mario.",
            object("{'temperature':1}"),
            Extra.of("ollama", object("{'quantize':'q4_K_M','parameters':{'num_ctx':4096}}")),
            null);
    OllamaCreateCodec codec = new OllamaCreateCodec(OllamaExamples.ENDPOINT, "mario");

    assertThat(codec.encode(model).uri()).hasToString("http://localhost:11434/api/create");
    assertThat(JsonUtf8.read(codec.encode(model).body()))
        .isEqualTo(
            object(
                "{'model':'mario','from':'gemma3','system':'You are Mario.',"
                    + "'parameters':{'temperature':1,'num_ctx':4096},'stream':true,"
                    + "'quantize':'q4_K_M'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "from", "stream"})
  void whichModelIsMadeIsNoFurtherField(String name) {
    NewModel model =
        new NewModel(
            "a", "b", null, null, Extra.of("ollama", Json.EMPTY.with(name, Json.of("c"))), null);

    assertThat(
            Failures.field(() -> new OllamaCreateCodec(OllamaExamples.ENDPOINT, "a").encode(model)))
        .isEqualTo("extra.ollama." + name);
  }

  @Test
  void tellsWhatIsKnownOfAModel() {
    Model model =
        new OllamaShowCodec(OllamaExamples.ENDPOINT).decode(json(200, OllamaExamples.SHOW));

    assertThat(model.contextTokens()).isEqualTo(131_072);
    assertThat(Extra.in(model.extra(), "ollama")).isEqualTo(object(OllamaExamples.SHOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'models':null} | 0",
        "{'models':[]} | 0",
        "{'models':[{'name':'a:latest'},{'name':'b','model':'c','size':1}]} | 2",
      })
  void listsModels(String reply, int size) {
    assertThat(new OllamaTagsCodec(OllamaExamples.ENDPOINT).decode(json(200, reply)))
        .hasSize(size)
        .allMatch(model -> List.of("a:latest", "c").contains(model.id()));
  }

  @Test
  void vectorsAreMadeOfWholeTexts() {
    OllamaEndpoint endpoint =
        new OllamaEndpoint(OllamaExamples.ENDPOINT.url(), object("{'num_gpu':0}"), "5m");
    OllamaEmbedCodec codec = new OllamaEmbedCodec(endpoint);
    Embeddings made =
        codec.decode(json(200, "{'model':'m','embeddings':[[1,-0.5]],'prompt_eval_count':8}"));

    assertThat(JsonUtf8.read(codec.encode(new EmbeddingRequest("m", List.of("a"), 2)).body()))
        .isEqualTo(
            object(
                "{'model':'m','options':{'num_gpu':0},'keep_alive':'5m','input':['a'],"
                    + "'truncate':false,'dimensions':2}"));
    assertThat(made.vectors()).containsExactly(List.of(1f, -0.5f));
    assertThat(made.usage().input()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "{'data':[]}"})
  void whatIsNoReplyIsOfNoUse(String body) {
    OllamaEndpoint endpoint = OllamaExamples.ENDPOINT;

    Failures.expect(
        FailureCode.UNAVAILABLE, () -> new OllamaTagsCodec(endpoint).decode(json(200, body)));
    Failures.expect(
        FailureCode.UNAVAILABLE, () -> new OllamaShowCodec(endpoint).decode(json(200, body)));
    Failures.expect(
        FailureCode.UNAVAILABLE, () -> new OllamaEmbedCodec(endpoint).decode(json(200, body)));
  }

  private static List<ModelEvent> decode(String... pieces) {
    Decoder<ModelEvent> decoder = new OllamaPullCodec(OllamaExamples.ENDPOINT, "gemma3").decoder();
    List<ModelEvent> events = new ArrayList<>();
    for (String piece : pieces) {
      events.addAll(decoder.feed(piece.getBytes(StandardCharsets.UTF_8)));
    }
    events.addAll(decoder.end());
    return events;
  }
}
