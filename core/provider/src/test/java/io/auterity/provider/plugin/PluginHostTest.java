package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {

  @TempDir Path folder;
  private final RecordingListener listener = new RecordingListener();
  private final PluginHost host =
      new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(1), listener);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void listsADroppedInPluginWithStateAndVersion() {
    sample("a").version("1.2.3").write(folder.resolve("a.jar"));

    host.loadAll(folder);

    assertThat(host.plugins())
        .singleElement()
        .satisfies(
            plugin -> {
              assertThat(plugin.id()).isEqualTo("a");
              assertThat(plugin.version()).isEqualTo("1.2.3");
              assertThat(plugin.state()).isEqualTo(PluginState.STARTED);
              assertThat(plugin.connectors()).containsExactly("a-text");
            });
  }

  @Test
  void loadsAPluginWhoseLibrariesAreJarsBesideIt() throws IOException {
    Path home = Files.createDirectory(folder.resolve("a"));
    new PluginJar()
        .source(
            "lib.Greeting",
            "package lib; public class Greeting { public String text() { return \"hi\"; } }")
        .write(home.resolve("lib.jar"));
    sample("a")
        .start(
            """
            try { Class.forName("lib.Greeting"); }
            catch (ClassNotFoundException e) { throw new IllegalStateException(e); }
            """)
        .write(home.resolve("a.jar"));

    host.loadAll(folder);

    assertThat(host.plugins()).extracting(PluginInfo::state).containsExactly(PluginState.STARTED);
  }

  @Test
  void sharesOnlyTheJdkAndTheSpiWithPlugins() {
    for (String name : List.of("org.slf4j.Logger", "io.auterity.provider.plugin.PluginHost")) {
      Path jar =
          sample("a")
              .start(
                  """
                  try { Class.forName("%s"); }
                  catch (ClassNotFoundException e) { throw new IllegalStateException("hidden"); }
                  """
                      .formatted(name))
              .write(folder.resolve("a.jar"));

      assertRefused(jar, "hidden");
    }
  }

  @Test
  void givesAPluginItsOwnClassWhereThePlatformHasOneOfTheSameName() {
    Path jar =
        new PluginJar()
            .manifest(manifestOf("a").replace("sample.Main", "org.slf4j.LoggerFactory"))
            .source("org.slf4j.LoggerFactory", "package org.slf4j; public class LoggerFactory {}")
            .write(folder.resolve("a.jar"));

    assertRefused(jar, "must implement io.auterity.spi.Plugin");
  }

  @Test
  void startsPluginsAfterThoseTheyNeedAndReportsTheOthers() {
    sample("a").needs("z").write(folder.resolve("a.jar"));
    sample("b").needs("ghost").write(folder.resolve("b.jar"));
    sample("z").write(folder.resolve("z.jar"));

    host.loadAll(folder);

    assertThat(host.plugins())
        .extracting(PluginInfo::id, PluginInfo::state)
        .containsExactly(
            tuple("a", PluginState.STARTED),
            tuple("b", PluginState.FAILED),
            tuple("z", PluginState.STARTED));
    assertThat(host.plugins().get(1).reason()).contains("'ghost', which is not installed");
  }

  @Test
  void listsAPluginWithABadManifestAsFailedAndStartsTheOthers() {
    sample("a").write(folder.resolve("a.jar"));
    new PluginJar().manifest("id: b\nversion: 1.0.0\n").write(folder.resolve("b.jar"));

    host.loadAll(folder);

    assertThat(host.plugins())
        .extracting(PluginInfo::id, PluginInfo::state)
        .containsExactly(tuple("a", PluginState.STARTED), tuple("b.jar", PluginState.FAILED));
    assertThat(host.plugins().get(1).reason()).contains("main: is required");
  }

  @Test
  void refusesAPluginWhoseCodeBreaksAtItsStart() {
    Path jar =
        sample("a")
            .start("throw new IllegalStateException(\"no \" + context.manifest().id());")
            .write(folder.resolve("a.jar"));

    assertRefused(jar, "start of plugin 'a' broke: java.lang.IllegalStateException: no a");
    assertThat(host.plugins()).isEmpty();
  }

  @Test
  void refusesAPluginWhoseManifestPromisesWhatItsKindDoesNotHave() {
    Path jar =
        new PluginJar()
            .manifest(manifestOf("a").replace("pii.mask", "pii.unmask"))
            .source("sample.Main", sourceOf("a"))
            .write(folder.resolve("a.jar"));

    assertRefused(jar, "declares support of [pii.unmask], which kind 'text' does not have");
  }

  @Test
  void refusesAPluginWhoseConnectorsAreNotThoseOfItsManifest() {
    Path jar =
        new PluginJar()
            .manifest(manifestOf("a").replace("id: a-text", "id: b-text"))
            .source("sample.Main", sourceOf("a"))
            .write(folder.resolve("a.jar"));

    assertRefused(jar, "its manifest declares [b-text], its code brings [a-text]");
  }

  @Test
  void aPresetIsAConnectorOfItsOwn() {
    host.load(
        presetJar("id: other\nlike: a-text\ndefaults: {url: 'https://other.test'}")
            .write(folder.resolve("a.jar")));

    assertThat(host.connectors())
        .extracting(HostedConnector::id)
        .containsExactlyInAnyOrder("a-text", "other");
    assertThat(host.connectors())
        .filteredOn(connector -> connector.id().equals("other"))
        .singleElement()
        .satisfies(
            other -> {
              assertThat(other.manifest().egress()).containsExactly("${baseUrl}");
              assertThat(other.manifest().grade()).isEqualTo("V5");
              assertThat(other.manifest().config().toString())
                  .contains("\"url\":{\"type\":\"string\",\"default\":\"https://other.test\"}");
            });
  }

  @Test
  void aPresetThatSpeaksOfNoFieldOfTheConfigurationIsLeftOutAndTold() {
    presetJar("id: other\nlike: a-text\nwithout: [port]").write(folder.resolve("a.jar"));

    host.loadAll(folder);

    assertThat(host.connectors()).extracting(HostedConnector::id).containsExactly("a-text");
    assertThat(host.plugins().getFirst().problem())
        .contains("connector 'other': is without port, which is no field");
  }

  @Test
  void refusesAConfigurationThatNoFormCanHold() {
    Path jar = sample("a").config("StringBuilder text").write(folder.resolve("a.jar"));

    assertRefused(jar, "configuration of connector 'a-text': a record cannot hold");
  }

  @Test
  void bringsAllButBrokenAndStalePresetsAndTellsThem() {
    presetJar("id: other\nlike: b-text")
        .preset("stale", "id: stale")
        .write(folder.resolve("a.jar"));

    host.loadAll(folder);

    assertThat(host.connectors()).extracting(HostedConnector::id).containsExactly("a-text");
    PluginInfo plugin = host.plugins().getFirst();
    assertThat(plugin.state()).isEqualTo(PluginState.STARTED);
    assertThat(plugin.connectors()).containsExactly("a-text");
    assertThat(plugin.problem())
        .contains("preset other must be like a connector of the manifest, not like b-text")
        .contains("preset stale is not listed");
  }

  private static PluginJar presetJar(String head) {
    String source =
        sample("a")
            .config("@Default(\"https://a.test\") String url")
            .start("this.context = context;")
            .source()
            .replace(
                "public List<Connector<?>> connectors() { return List.of(new TextConnector());",
                """
                private PluginContext context;

                public List<Connector<?>> connectors() {
                  return context.manifest().connectors().stream()
                      .<Connector<?>>map(declared -> new TextConnector() {
                        public String id() { return declared.id(); }
                      })
                      .toList();
                """);
    return new PluginJar()
        .manifest(manifestOf("a") + "\npresets: [other]\n")
        .preset("other", head + "\nsummary: Other texts\ngrade: V5\nsupport: {}\n")
        .source("sample.Main", source);
  }

  @Test
  void refusesAConnectorThatAnotherPluginBrings() {
    host.load(sample("a").write(folder.resolve("a.jar")));
    Path jar =
        new PluginJar()
            .manifest(manifestOf("a").replaceFirst("id: a", "id: b"))
            .source("sample.Main", sourceOf("a"))
            .write(folder.resolve("b.jar"));

    assertRefused(jar, "another plugin brings the connector 'a-text' already");
  }

  @Test
  void refusesToLoadAPluginTwice() {
    Path jar = sample("a").write(folder.resolve("a.jar"));
    host.load(jar);

    assertRefused(jar, "swap it instead");
  }

  @Test
  void movesCallsToTheNewVersionBeforeItDrainsTheOldOne() throws Exception {
    host.load(sample("a").version("1.0.0").write(folder.resolve("a1.jar")));

    PluginSwap pluginSwap = host.swap(sample("a").version("2.0.0").write(folder.resolve("a2.jar")));
    pluginSwap.ended().get(10, TimeUnit.SECONDS);

    assertThat(listener.told())
        .containsExactly("calls go to 1.0.0", "calls go to 2.0.0", "drained 1.0.0");
    assertThat(host.plugins())
        .extracting(PluginInfo::version, PluginInfo::generation)
        .containsExactly(tuple("2.0.0", 2));
  }

  @Test
  void keepsTheOldVersionWhenTheNewOneCannotServe() {
    host.load(sample("a").version("1.0.0").write(folder.resolve("a1.jar")));
    Path next = sample("a").version("2.0.0").write(folder.resolve("a2.jar"));
    listener.refuse("2.0.0");

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> host.swap(next))
        .withMessageContaining("no use for 2.0.0");
    assertThat(host.plugins())
        .extracting(PluginInfo::version, PluginInfo::state)
        .containsExactly(tuple("1.0.0", PluginState.STARTED));
    assertThat(host.connectors()).hasSize(1);
  }

  @Test
  void refusesToUnloadAPluginThatAnotherOneNeeds() {
    host.load(sample("z").write(folder.resolve("z.jar")));
    host.load(sample("a").needs("z").write(folder.resolve("a.jar")));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> host.unload("z"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT))
        .withMessageContaining("is needed by a");
  }

  @Test
  void loadsAPluginWithNativeLibrariesOnceInAProcess() {
    Path jar = sample("a").natives().write(folder.resolve("a.jar"));
    host.load(jar);

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> host.swap(jar))
        .withMessageContaining("restart to change it");
    host.unload("a");
    assertRefused(jar, "restart to change it");
  }

  @Test
  void letsTheClassesOfAnUnloadedPluginBeCollected() {
    host.load(sample("a").version("1.0.0").write(folder.resolve("a1.jar")));
    host.swap(sample("a").version("2.0.0").write(folder.resolve("a2.jar"))).ended().join();
    host.unload("a");

    assertThat(host.plugins()).isEmpty();
    assertThat(collected()).isTrue();
  }

  @Test
  void letsTheClassesOfAPluginThatDidNotStartBeCollected() {
    Path jar =
        sample("a").start("throw new IllegalStateException();").write(folder.resolve("a.jar"));

    assertRefused(jar, "IllegalStateException");

    assertThat(collected()).isTrue();
  }

  private boolean collected() {
    for (int i = 0; i < 50 && host.uncollected() > 0; i++) {
      System.gc();
    }
    return host.uncollected() == 0;
  }

  private void assertRefused(Path jar, String message) {
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> host.load(jar))
        .withMessageContaining(message);
  }

  private static SamplePlugin sample(String id) {
    return new SamplePlugin(id);
  }

  private static String manifestOf(String id) {
    return new SamplePlugin(id).manifest();
  }

  private static String sourceOf(String id) {
    return new SamplePlugin(id).source();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }
}
