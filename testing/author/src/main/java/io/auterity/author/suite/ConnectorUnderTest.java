package io.auterity.author.suite;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.witness.WitnessRun;
import io.auterity.testkit.witness.WitnessedPlugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector of a file, and the server that it is run against.
 *
 * @param file what the file brings
 * @param said what the file says of itself
 * @param connector its id
 * @param config of the provider
 * @param transport to the server, with a credential
 * @param refused to the same server with a credential that it does not know
 * @param container where the server makes things, for kinds that do not make it
 * @param people whom the server knows, by its ids
 * @param given what else a kind's suite needs of the server's, by its name
 * @param run keeps what the operations do
 */
public record ConnectorUnderTest(
    Plugin file,
    PluginManifest said,
    String connector,
    Json.Obj config,
    Transport transport,
    Transport refused,
    String container,
    List<String> people,
    Map<String, String> given,
    WitnessRun run)
    implements ContractSubject {

  public ConnectorUnderTest {
    people = List.copyOf(people);
    given = Map.copyOf(given);
  }

  /** Something that a suite cannot do without. */
  String given(String name) {
    String value = given.get(name);
    if (value == null) {
      throw new AssertionError("say --given %s=VALUE".formatted(name));
    }
    return value;
  }

  @Override
  public Plugin plugin() {
    return new WitnessedPlugin(file, run);
  }

  @Override
  public PluginManifest manifest() {
    return WitnessedPlugin.manifest(said);
  }

  @Override
  public ProviderContext provider() {
    return behind(transport);
  }

  /** A provider that is refused so, where an author's server can be brought to it. */
  Optional<ProviderContext> refusing(FailureCode code) {
    return code == FailureCode.UNAUTHENTICATED ? Optional.of(behind(refused)) : Optional.empty();
  }

  ProviderContext behind(Transport other) {
    return new FakeProvider("mine", manifest()).withConfig(config).withTransport(other);
  }
}
