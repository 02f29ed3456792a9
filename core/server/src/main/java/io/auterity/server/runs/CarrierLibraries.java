package io.auterity.server.runs;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.StartFailedException;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.RunCarrier;
import io.auterity.workflow.engine.RunCarrierFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Loads what carries runs on besides the journal, where settings name it. */
public final class CarrierLibraries {

  private CarrierLibraries() {}

  /**
   * The carriers that the settings name.
   *
   * @param folder of the jars of Temporal's carrier
   * @throws StartFailedException with one sentence
   */
  public static EngineCarriers load(Settings.Engine engine, Path folder, ContentSeal seal) {
    Settings.Temporal temporal = engine.temporal();
    if (temporal == null) {
      return EngineCarriers.NONE;
    }
    try {
      RunCarrier carrier = RunCarrierFactory.load(folder).open(temporal, seal);
      return new EngineCarriers(List.of(carrier), temporal.carriesAll() ? carrier.name() : null);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailedException(
          ExitCode.SETTINGS, "engine.temporal cannot be set up: " + e.getMessage(), e);
    }
  }
}
