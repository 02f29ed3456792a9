package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginChange.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginReloadTest {

  @TempDir Path folder;
  private final RecordingListener listener = new RecordingListener();
  private final PluginHost host =
      new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(1), listener);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void loadsWhatIsNewAndLeavesTheRest() {
    put(sample("a"));
    host.loadAll(folder);
    put(sample("b").needs("a"));

    assertThat(reload())
        .containsExactly(
            Tuple.tuple("a", "1.0.0", Outcome.UNCHANGED),
            Tuple.tuple("b", "1.0.0", Outcome.LOADED));
    assertThat(listener.told()).hasSize(2);
  }

  @Test
  void swapsWhatHasChangedAndUnloadsWhatIsGone() throws IOException {
    put(sample("a"));
    Path gone = put(sample("b"));
    host.loadAll(folder);
    put(sample("a").version("2.0.0"));
    Files.delete(gone);

    assertThat(reload())
        .containsExactly(
            Tuple.tuple("a", "2.0.0", Outcome.SWAPPED),
            Tuple.tuple("b", "1.0.0", Outcome.UNLOADED));
    assertThat(host.connectors()).extracting(HostedConnector::id).containsExactly("a-text");
    assertThat(listener.told()).contains("calls go to 2.0.0", "no calls go to 1.0.0");
  }

  @Test
  void keepsWhatRunsWhileItsJarCannotBeRead() throws IOException {
    Path jar = put(sample("a"));
    host.loadAll(folder);
    Files.writeString(jar, "half of a jar");

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes).extracting(PluginChange::outcome).containsExactly(Outcome.FAILED);
    assertThat(changes.getFirst().problem()).contains("is not a readable jar");
    assertThat(states())
        .containsExactlyInAnyOrder(
            Tuple.tuple("a", PluginState.STARTED), Tuple.tuple("a.jar", PluginState.FAILED));
  }

  @Test
  void keepsTheOldVersionWhenTheNewOneDoesNotStart() {
    put(sample("a"));
    host.loadAll(folder);
    put(sample("a").version("2.0.0").start("throw new IllegalStateException(\"no\");"));

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes.getFirst().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(changes.getFirst().problem()).contains("start of plugin 'a' broke");
    assertThat(host.plugins())
        .extracting(PluginInfo::version, PluginInfo::state)
        .containsExactly(
            Tuple.tuple("1.0.0", PluginState.STARTED), Tuple.tuple("2.0.0", PluginState.FAILED));
  }

  @Test
  void tellsAgainOnlyWhatIsStillWrong() {
    put(sample("a").needs("ghost"));
    host.loadAll(folder);
    put(sample("a"));

    assertThat(reload()).containsExactly(Tuple.tuple("a", "1.0.0", Outcome.LOADED));
    assertThat(states()).containsExactly(Tuple.tuple("a", PluginState.STARTED));
  }

  @Test
  void reportsACycleAndAnAbsence() {
    put(sample("a").needs("b"));
    put(sample("b").needs("a"));
    put(sample("c").needs("ghost"));

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes).extracting(PluginChange::outcome).containsOnly(Outcome.FAILED);
    assertThat(changes.get(0).problem()).contains("a -> b -> a");
    assertThat(changes.get(2).problem()).contains("'ghost', which is not installed");
  }

  @Test
  void keepsAPluginThatIsGoneWhileAnotherOneNeedsIt() throws IOException {
    Path gone = put(sample("z"));
    put(sample("a").needs("z"));
    host.loadAll(folder);
    Files.delete(gone);

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes.get(1).id()).isEqualTo("z");
    assertThat(changes.get(1).problem()).contains("is needed by a");
    assertThat(host.connectors()).hasSize(2);
  }

  @Test
  void unloadsAPluginBeforeTheOneItNeeds() throws IOException {
    Path needed = put(sample("z"));
    Path needing = put(sample("a").needs("z"));
    host.loadAll(folder);
    put(sample("z").version("2.0.0"));
    host.reload(folder);
    Files.delete(needed);
    Files.delete(needing);

    assertThat(reload()).extracting(each -> each.toList().get(2)).containsOnly(Outcome.UNLOADED);
  }

  @Test
  void unloadsAPluginBeforeTheOneItHasComeToNeed() throws Exception {
    for (Path jar : loadWhereAComesToNeedB()) {
      Files.delete(jar);
    }

    assertThat(reload()).extracting(each -> each.toList().get(2)).containsOnly(Outcome.UNLOADED);
  }

  @Test
  void endsAPluginBeforeTheOneItHasComeToNeed() throws InterruptedException {
    loadWhereAComesToNeedB();

    host.close();

    assertThat(listener.told())
        .endsWith(
            "no calls go to 1.0.3",
            "drained 1.0.3",
            "no calls go to 2.0.0",
            "drained 2.0.0",
            "no calls go to 1.0.2",
            "drained 1.0.2");
    assertThat(host.plugins()).isEmpty();
  }

  /** A is started before B and C, which needs A; its next version needs B. */
  private List<Path> loadWhereAComesToNeedB() throws InterruptedException {
    put(sample("a"));
    Path b = put(sample("b").version("1.0.2"));
    Path c = put(sample("c").version("1.0.3").needs("a"));
    host.loadAll(folder);
    Path a = put(sample("a").version("2.0.0").needs("b"));
    host.reload(folder);
    listener.awaitDrained();
    return List.of(a, b, c);
  }

  @Test
  void aFolderThatCannotBeReadChangesNothing() {
    put(sample("a"));
    host.loadAll(folder);

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> host.reload(folder.resolve("nowhere")))
        .withMessageContaining("cannot be read");
    assertThat(host.connectors()).hasSize(1);
  }

  private List<Tuple> reload() {
    return host.reload(folder).stream()
        .map(change -> Tuple.tuple(change.id(), change.version(), change.outcome()))
        .toList();
  }

  private List<Tuple> states() {
    return host.plugins().stream().map(info -> Tuple.tuple(info.id(), info.state())).toList();
  }

  /** Writes a jar beside the folder and moves it in, as one should. */
  private Path put(SamplePlugin plugin) {
    try {
      Path jar = plugin.write(Files.createTempFile("plugin", ".jar"));
      return Files.move(
          jar, folder.resolve(plugin.id() + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SamplePlugin sample(String id) {
    return new SamplePlugin(id);
  }
}
