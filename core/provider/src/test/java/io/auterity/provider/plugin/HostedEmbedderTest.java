package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HostedEmbedderTest extends HostFixture {

  private static final String COUNTING =
      """
      return List.of(
          new TextEmbedder() {
            public String model() { return "counting " + VERSION; }
            public int dimension() { return 1; }
            public float[] embed(String text) { return new float[] {10 / text.length()}; }
          });
      """;

  @Test
  void isAbsentWherePluginsBringNone() {
    host.load(new SamplePlugin("a").write(folder.resolve("a.jar")));

    assertThat(host.embedder()).isNull();
  }

  @Test
  void isTheOneOfTheVersionThatTakesCalls() {
    host.load(embedding("1.0.0"));
    TextEmbedder first = current();
    host.swap(embedding("2.0.0")).ended().join();

    assertThat(current().model()).isEqualTo("counting 2.0.0");
    assertThat(current().embed("12345")).containsExactly(2);
    assertThat(host.embedder("counting 2.0.0")).isSameAs(current());
    assertThat(host.embedder("counting 1.0.0")).isNull();
    unavailable(first);
  }

  @Test
  void endsWithItsPlugin() {
    host.load(embedding("1.0.0"));
    TextEmbedder held = current();
    host.unload("a");

    assertThat(host.embedder()).isNull();
    assertThat(held.model()).isEqualTo("counting 1.0.0");
    unavailable(held);
  }

  @Test
  void failsAsTextWhenItBreaks() {
    host.load(embedding("1.0.0"));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> current().embed(""))
        .matches(e -> e.failure().code() == FailureCode.INTERNAL)
        .withMessageContaining("embedder of plugin 'a' broke");
  }

  private Path embedding(String version) {
    return written(new SamplePlugin("a").embedder(COUNTING), version);
  }

  private TextEmbedder current() {
    return Objects.requireNonNull(host.embedder());
  }

  private static void unavailable(TextEmbedder gone) {
    fails(FailureCode.UNAVAILABLE, () -> gone.embed("x"));
  }
}
