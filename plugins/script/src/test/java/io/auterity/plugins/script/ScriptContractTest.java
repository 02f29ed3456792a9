package io.auterity.plugins.script;

import io.auterity.spi.Plugin;
import io.auterity.testkit.contract.ScriptingContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

class ScriptContractTest extends ScriptingContract {

  private static final ScriptPlugin PLUGIN =
      new ScriptPlugin(UnpackedCommand.endingAfter(Duration.ofSeconds(30)));

  @AfterAll
  static void end() {
    PLUGIN.stop();
  }

  @Override
  protected Plugin plugin() {
    return PLUGIN;
  }

  @Override
  protected String connectorId() {
    return "embedded-script";
  }
}
