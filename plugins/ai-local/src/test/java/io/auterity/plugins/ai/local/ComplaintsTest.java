package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.local.embedding.ModelFile;
import io.auterity.spi.Json;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the models are right about real complaints with the example's own descriptions: .655
 * and .637 were measured; another processor may differ in a few.
 */
class ComplaintsTest {

  private final FakeProvider provider =
      new FakeProvider("local", ManifestFileReader.of(LocalPlugin.class));

  @ParameterizedTest
  @CsvSource({"MINILM_Q, .64", "BGE_SMALL_Q, .62"})
  void areRightAsOftenAsMeasured(ModelFile model, double accuracy) throws IOException {
    Path file = Repository.shared("data/complaints/complaints-dev.csv");
    List<String> rows = Files.readAllLines(file);
    Map<String, String> classes = classes();

    try (LoadedModels models = new LoadedModels()) {
      LocalClient client = new LocalClient(model, new Embedder(models, model, new Processors(1)));
      long right =
          rows.stream()
              .skip(1)
              .map(row -> row.split(",", 4))
              .filter(
                  row -> {
                    TextToClassify input = new TextToClassify(row[2], classes);
                    return client.classifyText(input, call()).label().equals(row[1]);
                  })
              .count();

      assertThat((double) right / (rows.size() - 1)).isGreaterThanOrEqualTo(accuracy);
    }
  }

  private static Map<String, String> classes() throws IOException {
    Path file = Repository.root().resolve("examples/complaint-triage/classes.yaml");
    Json.Obj read = (Json.Obj) YamlTree.read(Files.readAllBytes(file));
    Map<String, String> classes = new LinkedHashMap<>();
    read.fields().keySet().forEach(name -> classes.put(name, String.valueOf(read.text(name))));
    return classes;
  }

  private FakeCall call() {
    return FakeCall.of("ai.text.classify", provider);
  }
}
