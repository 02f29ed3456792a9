package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginChange.Outcome;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are files beside jars; here a file holds nothing but its version. */
class PluginSourceTest {

  @TempDir Path folder;
  private final RecordingListener listener = new RecordingListener();
  private final VersionFiles files = new VersionFiles();
  private final PluginHost host =
      new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(1), listener, files);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aFileBesideJarsIsAPluginLikeAny() {
    put("a", "1.0.0");
    new SamplePlugin("b").needs("a").write(folder.resolve("b.jar"));

    host.loadAll(folder);

    assertThat(states())
        .containsExactly(
            Tuple.tuple("a", "1.0.0", PluginState.STARTED),
            Tuple.tuple("b", "1.0.0", PluginState.STARTED));
    assertThat(host.versions().get("a")).isEqualTo("1.0.0 sha256:" + digest("1.0.0"));
  }

  @Test
  void anotherTextIsSwappedInAndTheOldOneDrained() throws InterruptedException {
    put("a", "1.0.0");
    host.loadAll(folder);
    assertThat(reload()).containsExactly(Tuple.tuple("a", "1.0.0", Outcome.UNCHANGED));
    put("a", "2.0.0");

    assertThat(reload()).containsExactly(Tuple.tuple("a", "2.0.0", Outcome.SWAPPED));
    listener.awaitDrained();
    assertThat(listener.told()).contains("calls go to 2.0.0", "drained 1.0.0");
  }

  @Test
  void theSameTextWrittenAnewIsUnchanged() throws IOException {
    put("a", "1.0.0");
    host.loadAll(folder);
    Files.delete(folder.resolve("a.txt"));
    put("a", "1.0.0");

    assertThat(reload()).containsExactly(Tuple.tuple("a", "1.0.0", Outcome.UNCHANGED));
  }

  @Test
  void aFileThatIsRefusedChangesNothingAndIsToldByItsPluginsName() {
    put("a", "1.0.0");
    host.loadAll(folder);
    put("a", "wrong");

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes)
        .extracting(PluginChange::id, PluginChange::outcome, PluginChange::problem)
        .containsExactly(Tuple.tuple("a", Outcome.FAILED, "a.txt: line 1: no version"));
    assertThat(changes.getFirst().summary()).contains("1.0.0 sha256:" + digest("1.0.0"));
    assertThat(listener.told()).containsExactly("calls go to 1.0.0");
    assertThat(host.plugins())
        .extracting(PluginInfo::id, PluginInfo::state, PluginInfo::problem)
        .containsExactly(
            Tuple.tuple("a", PluginState.STARTED, null),
            Tuple.tuple("a", PluginState.FAILED, "a.txt: line 1: no version"));
  }

  @Test
  void aFileThatIsGoneIsUnloaded() throws IOException {
    put("a", "1.0.0");
    host.loadAll(folder);
    Files.delete(folder.resolve("a.txt"));

    assertThat(reload()).containsExactly(Tuple.tuple("a", "1.0.0", Outcome.UNLOADED));
    assertThat(host.uncollected()).isZero();
  }

  @Test
  void aJarAndAFileOfOneIdAreBothRefusedAndWhatRanRunsOn() {
    put("a", "1.0.0");
    host.loadAll(folder);
    new SamplePlugin("a").version("2.0.0").write(folder.resolve("a.jar"));

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes).extracting(PluginChange::outcome).containsOnly(Outcome.FAILED).hasSize(2);
    assertThat(changes)
        .allSatisfy(change -> assertThat(change.problem()).contains("a.jar and in a.txt"));
    assertThat(listener.told()).containsExactly("calls go to 1.0.0");
  }

  @Test
  void neitherOfTwoJarsOfOneIdIsGuessed() {
    new SamplePlugin("a").write(folder.resolve("a-1.jar"));
    new SamplePlugin("a").version("2.0.0").write(folder.resolve("a-2.jar"));

    host.loadAll(folder);

    assertThat(host.connectors()).isEmpty();
    assertThat(host.plugins())
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.problem()).contains("a-1.jar and in a-2.jar"));
  }

  @Test
  void aStoredFileStandsInThePlaceOfTheFoldersOwn() {
    put("a", "1.0.0");
    files.stored.put("a.txt", "2.0.0");
    files.stored.put("b.txt", "3.0.0");

    host.loadAll(folder);

    assertThat(states())
        .containsExactly(
            Tuple.tuple("a", "2.0.0", PluginState.STARTED),
            Tuple.tuple("b", "3.0.0", PluginState.STARTED));
  }

  @Test
  void aPartOfTheFolderIsReadAgainAndNothingElse() throws IOException {
    put("a", "1.0.0");
    put("b", "1.0.0");
    put("c", "1.0.0");
    host.loadAll(folder);
    put("b", "2.0.0");
    Files.delete(folder.resolve("c.txt"));
    files.stored.put("a.txt", "2.0.0");
    files.stored.put("d.txt", "wrong");

    List<PluginChange> changes = host.reload(folder, Set.of("a", "d", "e"));

    assertThat(changes)
        .extracting(PluginChange::id, PluginChange::outcome)
        .containsExactly(Tuple.tuple("a", Outcome.SWAPPED), Tuple.tuple("d", Outcome.FAILED));
    assertThat(host.versions()).containsOnlyKeys("a", "b", "c");
    assertThat(host.versions().get("b")).startsWith("1.0.0 ");

    files.stored.clear();
    assertThat(host.reload(folder, Set.of("a", "d")))
        .extracting(PluginChange::id, PluginChange::after)
        .containsExactly(Tuple.tuple("a", "1.0.0 sha256:" + digest("1.0.0")));
    assertThat(states()).extracting(Tuple::toList).noneMatch(one -> one.contains("d"));
  }

  private void put(String id, String version) {
    try {
      Files.writeString(folder.resolve(id + ".txt"), version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Tuple> reload() {
    return host.reload(folder).stream()
        .map(change -> Tuple.tuple(change.id(), change.version(), change.outcome()))
        .toList();
  }

  private List<Tuple> states() {
    return host.plugins().stream()
        .map(one -> Tuple.tuple(one.id(), one.version(), one.state()))
        .toList();
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Files whose text is the version of a plugin that brings nothing. */
  private static final class VersionFiles implements PluginSource {
    private final Map<String, String> stored = new ConcurrentHashMap<>();

    @Override
    public Set<String> stored() {
      return Set.copyOf(stored.keySet());
    }

    @Override
    public Optional<String> id(Path file) {
      String name = file.getFileName().toString();
      return name.endsWith(".txt") ? Optional.of(name.replace(".txt", "")) : Optional.empty();
    }

    @Override
    public Content read(Path file) {
      try {
        String apart = stored.get(file.getFileName().toString());
        String text = apart == null ? Files.readString(file) : apart;
        if (!text.contains(".")) {
          throw new PluginRefusedException(file.getFileName() + ": line 1: no version");
        }
        String id = id(file).orElseThrow();
        PluginManifest manifest = PluginManifest.builder(id, text, "Main", "For tests").build();
        return new Content(manifest, new Plugin() {}, digest(text), List.of(), null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
