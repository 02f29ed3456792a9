package io.auterity.spi.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.manifest.SpiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plugins that were compiled against a released version still fit. Until the offered version is
 * released its kept signature is a baseline of what there is, which {@code ./auterity generate}
 * makes anew: its difference shows what a change does to plugins. Once it is named in {@link
 * #released}, nothing makes it anew.
 */
class SignatureTest {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path KEPT =
      Path.of("src", "test", "resources", "io", "auterity", "spi", "signature");

  private static final String STALE =
      "core/spi has changed: make its baseline anew with ./auterity generate, and tell authors of"
          + " plugins in CHANGELOG.md";

  static List<SpiVersion> released() {
    return List.of();
  }

  @Tag("generated")
  @Test
  void theBaselineOfAnUnreleasedVersionIsWhatThereIs() throws IOException {
    Path baseline = kept(SpiVersion.OFFERED);
    if (Boolean.getBoolean("auterity.generate") && !released().contains(SpiVersion.OFFERED)) {
      Files.createDirectories(KEPT);
      HeaderJar.write(baseline, HeaderJar.of(CLASSES));
    }
    assertThat(baseline).as(STALE).exists();
    SignatureDiff diff = SignatureDiff.between(HeaderJar.read(baseline), HeaderJar.of(CLASSES));

    assertThat(diff.breaks()).as(STALE).isEmpty();
    assertThat(diff.additions()).as(STALE).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("released")
  void whatPluginsWereCompiledAgainstIsStillThere(SpiVersion version) throws IOException {
    assertThat(kept(version)).as("the signature of a released version is gone").exists();
    if (version.major() != SpiVersion.OFFERED.major()) {
      return; // Its plugins are refused.
    }
    SignatureDiff diff =
        SignatureDiff.between(HeaderJar.read(kept(version)), HeaderJar.of(CLASSES));

    assertThat(diff.breaks()).as(broken(version)).isEmpty();
    if (version.equals(SpiVersion.OFFERED)) {
      assertThat(diff.additions()).as(grown(version)).isEmpty();
    }
  }

  private static String broken(SpiVersion version) {
    return """
    a plugin made for %s breaks by this. Keep what was there, and add what is new with a \
    default. Where it must go, raise SpiVersion.OFFERED to the next major version: plugins \
    are refused then until they are made anew.\
    """
        .formatted(version);
  }

  private static String grown(SpiVersion version) {
    return """
    a plugin that uses this does not run where %s is offered. Raise the minor version in \
    SpiVersion.OFFERED.\
    """
        .formatted(version);
  }

  private static Path kept(SpiVersion version) {
    return KEPT.resolve("spi-%d.%d.jar.gz".formatted(version.major(), version.minor()));
  }

  @Test
  void theSameClassesMakeTheSameBytes() throws IOException {
    assertThat(HeaderJar.of(CLASSES)).isEqualTo(HeaderJar.of(CLASSES));
  }

  @Test
  void whatIsTakenAwayBreaksAndWhatHasADefaultIsAdded() throws IOException {
    SignatureDiff diff =
        SignatureDiff.between(
            Compiled.jar("public interface Kind { void one(); default int two() { return 2; } }"),
            Compiled.jar("public interface Kind { void one(); default void three() {} }"));

    assertThat(diff.breaks()).singleElement().asString().contains("Kind.two()", "METHOD_REMOVED");
    assertThat(diff.additions()).containsExactly("Kind.three()");
  }

  @Test
  void aMethodThatPluginsMustHaveBreaksThem() throws IOException {
    SignatureDiff diff =
        SignatureDiff.between(
            Compiled.jar("public interface Kind { void one(); }"),
            Compiled.jar("public interface Kind { void one(); void two(); }"));

    assertThat(diff.breaks()).singleElement().asString().contains("Kind.two()");
  }

  @Test
  void aRecordThatGrowsKeepsItsOldConstructor() throws IOException {
    byte[] before = Compiled.jar("public record Kind(int a) {}");
    byte[] kept =
        Compiled.jar("public record Kind(int a, int b) { public Kind(int a) { this(a, 0); } }");
    byte[] lost = Compiled.jar("public record Kind(int a, int b) {}");

    assertThat(SignatureDiff.between(before, kept).breaks()).isEmpty();
    assertThat(SignatureDiff.between(before, kept).additions())
        .isEqualTo(List.of("Kind(int, int)", "Kind.b()"));
    assertThat(SignatureDiff.between(before, lost).breaks()).isNotEmpty();
  }

  @Test
  void anotherWordOfAnEnumIsAnAddition() throws IOException {
    SignatureDiff diff =
        SignatureDiff.between(
            Compiled.jar("public enum Kind { A }"), Compiled.jar("public enum Kind { A, B }"));

    assertThat(diff.breaks()).isEmpty();
    assertThat(diff.additions()).containsExactly("Kind.B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public record Kind(int a, int b) {} | public record Kind(int b, int a) {} | COMPONENTS_CHANGED
          public sealed interface Kind { record A() implements Kind {} } \
          | public sealed interface Kind { record A() implements Kind {} record B() implements Kind {} } | PERMITS_MORE
          @io.auterity.spi.Kind("one") public interface Kind {} \
          | @io.auterity.spi.Kind("other") public interface Kind {} | ANNOTATION_CHANGED
          """)
  void whatManifestsAndValuesDependOnBreaks(String before, String after, String reason)
      throws IOException {
    SignatureDiff diff = SignatureDiff.between(Compiled.jar(before), Compiled.jar(after));

    assertThat(diff.breaks()).singleElement().asString().contains("Kind", reason);
  }

  @Test
  void aRecordMayGrowInItsMiddleWhereItKeepsItsOldConstructor() throws IOException {
    SignatureDiff diff =
        SignatureDiff.between(
            Compiled.jar("public record Kind(int a, int c) {}"),
            Compiled.jar(
                "public record Kind(int a, int b, int c) {"
                    + " public Kind(int a, int c) { this(a, 0, c); } }"));

    assertThat(diff.breaks()).isEmpty();
  }
}
