package io.auterity.workflow.engine;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import java.io.IOException;

/** Makes a carrier of runs by the settings of a server; a service of the jars that it comes in. */
public interface RunCarrierFactory {

  /**
   * The carrier, which connects when it is first needed.
   *
   * @param seal of what the cluster gets of runs
   * @throws IOException when a file cannot be read that the settings name
   * @throws IllegalArgumentException when such a file does not hold what it should
   */
  RunCarrier open(Settings.Temporal settings, ContentSeal seal) throws IOException;
}
