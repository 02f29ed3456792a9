package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.file.BadConnectorException;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginJar;
import io.auterity.provider.plugin.PluginState;
import io.auterity.provider.plugin.RecordingListener;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Overrides;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single operations of a file that are Java, from jars beside it. */
class CodedOperationsTest {

  private static final String FILE =
      """
      plugin: labels
      format: 1
      version: 1.0.0
      summary: Labels
      config: {url: {type: string}}
      servers: {api: {url: "${config.url}/api"}}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      paging: {whole: {style: whole}}
      connectors:
        labels:
          kind: tracker
          operations:
            label.create: {java: sample.Labels, support: emulated, note: numbers them}
            label.list:
              request: GET /labels
              page: whole
              items: ${body}
              result: {ref: "${it.name}", name: "${it.name}"}
      """;

  private static final String CODE =
      """
      package sample;
      import io.auterity.spi.*;
      import io.auterity.spi.tracker.*;
      public class Labels implements Overrides<Tracker> {
        public Class<? extends Tracker> type() { return Numbered.class; }
        public Tracker open(ProviderContext context, Tracker declared) {
          return new Numbered(declared);
        }
        public static final class Numbered implements Tracker, AutoCloseable {
          private final Tracker declared;
          private boolean closed;
          @Override public void close() { closed = true; }
          Numbered(Tracker declared) { this.declared = declared; }
          @Override public IssueLabel createLabel(NewIssueLabel label, Call call) {
            if (closed) { throw new IllegalStateException("closed"); }
            int count = declared.listLabels(new IssueLabelQuery(label.project(), null, null), call)
                .items().size();
            String name = label.name() + "BETWEEN" + count;
            return new IssueLabel(new Ref(call.provider().id(), name), null, name, null, null);
          }
        }
      }
      """;

  @TempDir Path folder;

  private final ConnectorFolder files =
      new ConnectorFolder(Catalogue.standard(), VendorFiles.BINDER, new CompositeMeterRegistry());
  private final RecordingListener listener = new RecordingListener();
  private final PluginHost host =
      new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(5), listener, files);

  @BeforeEach
  void install() throws IOException {
    Files.writeString(folder.resolve("labels.yaml"), FILE);
    jar("-");
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void jar(String between) throws IOException {
    Files.createDirectories(folder.resolve("labels"));
    new PluginJar()
        .source("sample.Labels", CODE.replace("BETWEEN", between))
        .write(folder.resolve("labels/code.jar"));
  }

  private Tracker open(ScriptedReply... replies) {
    HostedConnector connector = host.connectors().iterator().next();
    FakeProvider made =
        new FakeProvider("mine", connector.plugin().manifest())
            .withConfig(Json.EMPTY.with("url", Json.of("https://vendor.example")))
            .withTransport(new ScriptedTransport(List.of(replies)));
    provider = made;
    return (Tracker) connector.open(made);
  }

  private @Nullable FakeProvider provider;

  private FakeCall call(String operation) {
    return FakeCall.of(operation, Objects.requireNonNull(provider));
  }

  private String made(String reply) {
    Tracker tracker = open(ScriptedReply.of(200, reply));
    return tracker.createLabel(label(), call("tracker.label.create")).name();
  }

  private static NewIssueLabel label() {
    return new NewIssueLabel(new Ref("mine", "p"), "bug", null, null);
  }

  @Test
  void theClassCarriesItsOperationOutAndMayCallThoseThatAreData() {
    host.loadAll(folder);

    assertThat(host.plugins())
        .singleElement()
        .satisfies(plugin -> assertThat(plugin.state()).isEqualTo(PluginState.STARTED));
    assertThat(made("[{\"name\": \"a\"}, {\"name\": \"b\"}]")).isEqualTo("bug-2");
  }

  @Test
  void otherOperationsAreTheFiles() {
    host.loadAll(folder);
    Tracker tracker = open(ScriptedReply.of(200, "[{\"name\": \"a\"}]"));

    assertThat(
            tracker
                .listLabels(
                    new IssueLabelQuery(new Ref("mine", "p"), null, null),
                    call("tracker.label.list"))
                .items())
        .hasSize(1);
  }

  @Test
  void anotherJarIsSwappedInAsAnotherFileIs() throws IOException {
    host.loadAll(folder);
    jar("+");

    List<PluginChange> changes = host.reload(folder);

    assertThat(changes)
        .singleElement()
        .extracting(PluginChange::outcome)
        .isEqualTo(PluginChange.Outcome.SWAPPED);
    assertThat(made("[]")).isEqualTo("bug+0");
  }

  @Test
  void anotherJarMayDoItsOperationsOtherwise() throws IOException {
    host.loadAll(folder);
    Map<String, String> before = digests();
    jar("+");
    host.reload(folder);

    assertThat(digests())
        .containsEntry("label.list", before.get("label.list"))
        .doesNotContainEntry("label.create", before.get("label.create"));
  }

  private Map<String, String> digests() {
    return DescribedConnector.digestsOf(host.connectors().iterator().next().connector());
  }

  @Test
  void aFileWithoutItsJarsIsRefused() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder.resolve("elsewhere"), FILE))
        .withMessageContaining("no jars in the folder labels beside labels.yaml");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder, FILE.replace("sample.Labels", "sample.Lables")))
        .withMessageContaining("java of label.create: no class sample.Lables is in its jars");
  }

  @Test
  void anOperationThatItDoesNotOverrideIsRefused() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder, FILE.replace("label.create:", "label.delete:")))
        .withMessageContaining("java of label.delete: sample.Labels$Numbered does not override it");
  }

  @Test
  void aClassOfAnotherKindIsRefused() {
    String git =
        FILE.replace("kind: tracker", "kind: git").replaceAll("(?s)      label.list.*", "");

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder, git.replace("label.create:", "tag.create:")))
        .withMessageContaining("sample.Labels opens no Git");
  }

  @Test
  void whatIsJavaSaysNothingOfRequests() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(
            () ->
                check(
                    folder,
                    FILE.replace("java: sample.Labels,", "java: sample.Labels, request: GET /x,")))
        .withMessageContaining("says what java: carries out already");
  }

  @Test
  void nothingRunsOfAClassThatIsNotMeantForIt() {
    add(
        "Stranger",
        """
        public class Stranger {
          static { if (true) { throw new IllegalStateException("it was run"); } }
        }
        """);

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder, FILE.replace("sample.Labels", "sample.Stranger")))
        .withMessageContaining("sample.Stranger does not implement io.auterity.spi.Overrides")
        .withMessageNotContaining("it was run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "broken()"})
  void aClassThatDoesNotTellWhatItOpensIsRefused(String type) {
    add("Vague", opening("Vague", type, "declared"));

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> check(folder, FILE.replace("sample.Labels", "sample.Vague")))
        .withMessageContaining("java of label.create: sample.Vague");
  }

  @ParameterizedTest
  @CsvSource({"null, nothing", "declared, Proxy"})
  void whatOpensAnotherThanItSaysIsRefusedWhenItIsOpened(String opened, String told)
      throws IOException {
    add("Vague", opening("Vague", "Labels.Numbered.class", opened));
    Files.writeString(folder.resolve("labels.yaml"), FILE.replace("sample.Labels", "sample.Vague"));
    host.loadAll(folder);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> open())
        .withMessageContaining("java of label.create: sample.Vague opened")
        .withMessageContaining(told)
        .withMessageContaining("says that it opens sample.Labels$Numbered");
  }

  @Test
  void whatWasOpenedIsClosedWithItsProvider() throws Exception {
    host.loadAll(folder);
    Tracker tracker = open(ScriptedReply.of(200, "[]"));

    ((AutoCloseable) tracker).close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> tracker.createLabel(label(), call("tracker.label.create")))
        .withMessage("closed");
  }

  @Test
  void whatWasOpenedBeforeAFailureIsClosed() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("label.create", Counting.class.getName());
    named.put("label.delete", Failing.class.getName());
    CodedOperations<Tracker> operations =
        CodedOperations.of(Tracker.class, named, Counting.class.getClassLoader());
    FakeProvider to = new FakeProvider("mine", PluginManifest.builder("a", "1", "A", "A").build());

    for (int again = 0; again < 2; again++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> operations.open(to, new Tracker() {}))
          .withMessage("open: 1");
    }
    assertThat(Counting.open).isZero();
  }

  /** Opens one thing. */
  public static final class Counting implements Overrides<Tracker> {
    static int open;

    @Override
    public Class<? extends Tracker> type() {
      return Counted.class;
    }

    @Override
    public Tracker open(ProviderContext context, Tracker declared) {
      open++;
      return new Counted();
    }
  }

  /** Which is counted until it is closed. */
  public static final class Counted implements Tracker, AutoCloseable {
    @Override
    public IssueLabel createLabel(NewIssueLabel label, Call call) {
      throw call.unsupported();
    }

    @Override
    public void close() {
      Counting.open--;
    }
  }

  /** Opens nothing, after the other. */
  public static final class Failing implements Overrides<Tracker> {
    @Override
    public Class<? extends Tracker> type() {
      return Deleting.class;
    }

    @Override
    public Tracker open(ProviderContext context, Tracker declared) {
      throw new IllegalStateException("open: " + Counting.open);
    }
  }

  /** Overrides what it is named for. */
  public static class Deleting implements Tracker {
    @Override
    public Done deleteLabel(WhichIssueLabel label, Call call) {
      throw call.unsupported();
    }
  }

  private static String opening(String name, String type, String opened) {
    return """
    public class NAME implements Overrides<Tracker> {
      private static Class<? extends Tracker> broken() { throw new IllegalStateException(); }
      public Class<? extends Tracker> type() { return TYPE; }
      public Tracker open(ProviderContext context, Tracker declared) { return OPENED; }
    }
    """
        .replace("NAME", name)
        .replace("TYPE", type)
        .replace("OPENED", opened);
  }

  private void add(String name, String text) {
    new PluginJar()
        .source("sample.Labels", CODE)
        .source(
            "sample." + name,
            "package sample; import io.auterity.spi.*; import io.auterity.spi.tracker.*;\n" + text)
        .write(folder.resolve("labels/code.jar"));
  }

  private void check(Path where, String text) {
    files.check(where, "labels", text.getBytes(StandardCharsets.UTF_8));
  }
}
