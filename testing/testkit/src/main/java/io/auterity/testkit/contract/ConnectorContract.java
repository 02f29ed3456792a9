package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Support;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds for every connector: its manifest is sound and says exactly what the code does.
 *
 * @param <K> the kind's interface
 */
@ExtendWith(Offered.class)
public abstract class ConnectorContract<K> {

  private final Class<K> kind;

  ConnectorContract(Class<K> kind) {
    this.kind = kind;
  }

  /** What is tested, where one thing says all of it; else the four methods below say it. */
  protected @Nullable ContractSubject subject() {
    return null;
  }

  private ContractSubject needed() {
    ContractSubject subject = subject();
    if (subject == null) {
      throw new AssertionError("override subject(), or plugin() and connectorId()");
    }
    return subject;
  }

  /** A new plugin. */
  protected Plugin plugin() {
    return needed().plugin();
  }

  /** The connector under test. */
  protected String connectorId() {
    return needed().connector();
  }

  /** An input with which the operation succeeds on {@code instance}. */
  protected abstract Object input(String operation, K instance);

  /** A provider, made anew, whose configuration works; override to configure it. */
  protected ProviderContext provider() {
    ContractSubject subject = subject();
    return subject == null ? new FakeProvider("under-test", manifest()) : subject.provider();
  }

  /** What the plugin says of itself; override where no jar holds it. */
  protected PluginManifest manifest() {
    ContractSubject subject = subject();
    return subject == null ? ManifestFileReader.of(plugin().getClass()) : subject.manifest();
  }

  protected final ConnectorManifest declared() {
    return manifest().connectors().stream()
        .filter(connector -> connector.id().equals(connectorId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no connector " + connectorId() + " in manifest"));
  }

  protected final K open(ProviderContext provider) {
    Connector<K> connector = connector();
    return connector.open(
        provider instanceof FakeProvider fake
            ? fake.withConfig(form(connector).filled(fake.config()))
            : provider);
  }

  private ConfigForm form(Connector<K> connector) {
    return ConfigForm.of(connector.config(), declared().edits());
  }

  /** A call of an operation; override to give it labels. */
  protected FakeCall call(String operation, ProviderContext provider) {
    return FakeCall.of(kind.getAnnotation(Kind.class).value() + "." + operation, provider);
  }

  /** Ends a test that asks for what the set-up cannot bring. */
  protected static void offered(boolean offered) {
    Offered.require(offered);
  }

  protected final boolean supports(String operation) {
    OperationSupport support = declared().support().get(operation);
    return support != null && support.support() != Support.NONE;
  }

  final Object invoke(String operation, K instance, Object input, Call call) {
    return operations(operation::equals)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation " + operation))
        .invoke(instance, input, call);
  }

  /** As {@link #invoke}, without the optional fields that the connector refuses by their names. */
  final Object accepted(String operation, K instance, Object input, Supplier<? extends Call> call) {
    return Leaner.answer(input, asked -> invoke(operation, instance, asked, call.get()));
  }

  @Test
  void theManifestNamesThePluginAndItsConnectors() {
    assertThat(manifest().main()).isEqualTo(plugin().getClass().getName());
    assertThat(manifest().connectors())
        .extracting(ConnectorManifest::id)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            started().connectors().stream().map(Connector::id).toList());
  }

  @Test
  void theManifestIsPreciseAboutTheConnector() {
    ConnectorManifest declared = declared();

    assertThat(declared.kind()).isEqualTo(kind.getAnnotation(Kind.class).value());
    assertThat(declared.auth()).isNotEmpty();
    assertThat(declared.sigv4() != null).isEqualTo(declared.auth().contains("sigv4"));
    assertThat(declared.egress()).containsAll(declared.credentialTo());
  }

  @Test
  void theConfigurationIsAClosedRecordWhoseFieldsAreDescribed() {
    Json.Obj schema = form(connector()).schema();

    assertThat(schema.get("additionalProperties")).hasToString("false");
    assertThat(((Json.Obj) Objects.requireNonNull(schema.get("properties"))).fields())
        .allSatisfy(
            (name, field) -> assertThat(((Json.Obj) field).text("description")).isNotBlank());
  }

  @Test
  void theManifestListsOnlyOperationsOfTheKind() {
    assertThat(declared().support().keySet())
        .filteredOn(name -> !name.startsWith(connectorId() + ".")) // Beside the kind.
        .isSubsetOf(KindOperation.of(kind).stream().map(KindOperation::name).toList());
  }

  @TestFactory
  Stream<DynamicTest> eachOperationThatIsListedAnswers() {
    return operations(this::supports)
        .map(o -> DynamicTest.dynamicTest(o.name(), () -> assertThat(failure(o)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> eachOperationThatIsNotListedIsRefused() {
    return operations(name -> !supports(name))
        .map(o -> DynamicTest.dynamicTest(o.name(), () -> assertRefused(o)));
  }

  @Test
  @Tag("boundary")
  void thePackagesOfThePluginFormNoCycle() throws URISyntaxException {
    Packages.formNoCycle(
        plugin().getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private void assertRefused(KindOperation operation) {
    assertThat(failure(operation).map(Failure::code)).contains(FailureCode.UNSUPPORTED);
  }

  private Stream<KindOperation> operations(Predicate<String> which) {
    return KindOperation.of(kind).stream().filter(o -> which.test(o.name()));
  }

  private Optional<Failure> failure(KindOperation operation) {
    ProviderContext provider = provider();
    K instance = open(provider);
    Object input = input(operation.name(), instance);
    return Failures.of(
        () -> {
          Object output =
              accepted(operation.name(), instance, input, () -> call(operation.name(), provider));
          if (output instanceof Events<?> events) {
            events.close();
          }
        });
  }

  /** As a host has it that asks for connectors. */
  private Plugin started() {
    Plugin plugin = plugin();
    plugin.start(new FakePluginContext(manifest()));
    return plugin;
  }

  private Connector<K> connector() {
    List<Connector<?>> all = started().connectors();
    Connector<?> found =
        all.stream().filter(c -> c.id().equals(connectorId())).findFirst().orElseThrow();
    assertThat(found.kind()).isEqualTo(kind);
    @SuppressWarnings("unchecked") // the kind was just compared
    Connector<K> connector = (Connector<K>) found;
    return connector;
  }
}
