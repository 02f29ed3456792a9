package io.auterity.connector.witness;

import io.auterity.connector.DataPlugin;
import io.auterity.connector.VendorFiles;
import io.auterity.connector.witness.EvidenceRun.Witnessed;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.witness.WitnessedPlugin;

/** A connector of a file before a real server, as a contract is set up with it. */
record WitnessedFile(RealServer server, DataPlugin file, String connector, EvidenceRun run)
    implements ContractSubject {

  /**
   * A connector of the file that has the name of its server.
   *
   * @param product as pages name the server
   */
  static WitnessedFile of(String name, String connector, String product) {
    return of(name, name, connector, product);
  }

  /** The same before an emulator that the vendor did not write. */
  static WitnessedFile ofEmulator(String name, String connector, String product) {
    return of(RealServer.of(name), name, connector, product, Witnessed.EMULATOR);
  }

  /**
   * A connector of a file before a server.
   *
   * @param name of the server
   * @param file its name without its ending
   * @param product as pages name the server
   */
  static WitnessedFile of(String name, String file, String connector, String product) {
    return of(RealServer.of(name), file, connector, product, Witnessed.REAL_SERVER);
  }

  /** A connector of a file before an emulator that the vendor did not write. */
  static WitnessedFile ofEmulator(String name, String file, String connector, String product) {
    return of(RealServer.of(name), file, connector, product, Witnessed.EMULATOR);
  }

  /** A connector of a file before a vendor's part of an emulator of several. */
  static WitnessedFile ofEmulator(
      RealServer server, String file, String connector, String product) {
    return of(server, file, connector, product, Witnessed.EMULATOR);
  }

  private static WitnessedFile of(
      RealServer server, String file, String connector, String product, String grade) {
    Witnessed of = new Witnessed(file, connector, product + " " + server.version(), grade);
    return new WitnessedFile(server, VendorFiles.plugin(file), connector, new EvidenceRun(of));
  }

  @Override
  public Plugin plugin() {
    return new WitnessedPlugin(file, run);
  }

  @Override
  public PluginManifest manifest() {
    return WitnessedPlugin.manifest(file.manifest());
  }

  @Override
  public FakeProvider provider() {
    return server.provider(file);
  }

  /** Sends JSON beside the connector, to prepare what a contract needs and may be there already. */
  void post(String path, Json body) {
    server.post(path, body, file);
  }
}
